//! `text`: working on text. What looks inside refuses a text with a secret in it; what only moves
//! lines keeps the secret whole.

use super::hash::hex;
use super::wording::{cut, dedented, padded, quoted, slug, titled, wrapped};
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToSnakeCase};
use rhai::{Array, INT, NativeCallContext as Ctx};
use sha2::{Digest, Sha256};

/// The namespace `text`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[lines, names, lengths]),
    pages: &[Page::new(include_str!("text.md"))],
    ..Namespace::named("text", "Working on text.")
};

/// The longest label that a name server takes.
const LABEL: INT = 63;
/// So many letters are left beside the hash at least.
const SHORTEST: INT = 12;

fn known(ctx: &Ctx<'_>, text: &str) -> Fallible<String> {
    Run::of(ctx).plain_text(text).at(ctx)
}

fn length(ctx: &Ctx<'_>, length: INT) -> Fallible<usize> {
    let longest = Run::of(ctx).text_bytes;
    let fits = usize::try_from(length).ok().filter(|length| *length <= longest);
    fits.ok_or_else(|| {
        Diagnostic::error("out-of-range", format!("a text can't have the length {length}"))
            .hint("give a length from 0 to 1,000,000")
    })
    .at(ctx)
}

fn character(ctx: &Ctx<'_>, fill: &str) -> Fallible<char> {
    let mut letters = fill.chars();
    let only = letters.next().filter(|_| letters.next().is_none());
    only.ok_or_else(|| {
        Diagnostic::error(
            "wrong-type",
            format!("text is filled up with one character, and {fill:?} is not one"),
        )
        .hint("give a single character, such as \" \" or \"0\"")
    })
    .at(ctx)
}

fn lines(functions: &mut Functions<'_>) {
    functions.add("text::dedent(text)", dedented);
    functions.add("text::indent(text, spaces)", indent);
    functions
        .add("text::lines(text)", |text: &str| -> Array { text.lines().map(Into::into).collect() });
    functions.add("text::words(text)", |ctx: Ctx, text: &str| -> Fallible<Array> {
        Ok(known(&ctx, text)?.split_whitespace().map(Into::into).collect())
    });
}

fn names(functions: &mut Functions<'_>) {
    functions.add("text::slug(text)", |ctx: Ctx, text: &str| slug_within(ctx, text, LABEL));
    functions.add("text::slug(text, longest)", slug_within);
    functions.add("text::title(text)", |ctx: Ctx, text: &str| {
        known(&ctx, text).map(|text| titled(&text))
    });
    functions.add("text::snake(text)", |ctx: Ctx, text: &str| {
        known(&ctx, text).map(|text| text.to_snake_case())
    });
    functions.add("text::kebab(text)", |ctx: Ctx, text: &str| {
        known(&ctx, text).map(|text| text.to_kebab_case())
    });
    functions.add("text::camel(text)", |ctx: Ctx, text: &str| {
        known(&ctx, text).map(|text| text.to_lower_camel_case())
    });
    functions.add("text::pascal(text)", |ctx: Ctx, text: &str| {
        known(&ctx, text).map(|text| text.to_pascal_case())
    });
}

fn lengths(functions: &mut Functions<'_>) {
    functions.add("text::truncate(text, longest)", |ctx: Ctx, text: &str, longest: INT| {
        truncate_with(ctx, text, longest, "")
    });
    functions.add("text::truncate(text, longest, ending)", truncate_with);
    functions.add("text::pad_left(text, width)", |ctx: Ctx, text: &str, width: INT| {
        pad_left_with(ctx, text, width, " ")
    });
    functions.add("text::pad_left(text, width, fill)", pad_left_with);
    functions.add("text::pad_right(text, width)", |ctx: Ctx, text: &str, width: INT| {
        pad_right_with(ctx, text, width, " ")
    });
    functions.add("text::pad_right(text, width, fill)", pad_right_with);
    functions.add("text::quote_shell(text)", quote_shell);
    functions.add(
        "text::wrap(text, width)",
        |ctx: Ctx, text: &str, width: INT| -> Fallible<String> {
            Ok(wrapped(&known(&ctx, text)?, length(&ctx, width)?))
        },
    );
}

fn indent(ctx: Ctx, text: &str, spaces: INT) -> Fallible<String> {
    let spaces = length(&ctx, spaces)?;
    length(
        &ctx,
        INT::try_from(text.len() + text.lines().count().saturating_mul(spaces)).unwrap_or(INT::MAX),
    )?;
    let lines = text.split_inclusive('\n');
    Ok(lines
        .map(|line| {
            if line.trim().is_empty() {
                line.into()
            } else {
                format!("{}{line}", " ".repeat(spaces))
            }
        })
        .collect())
}

fn slug_within(ctx: Ctx, text: &str, longest: INT) -> Fallible<String> {
    let text = known(&ctx, text)?;
    if longest < SHORTEST {
        return Err(Diagnostic::error(
            "out-of-range",
            format!(
                "a name of at most {longest} characters has no room for the hash of what is cut"
            ),
        )
        .hint("give it 10 characters or more"))
        .at(&ctx);
    }
    let name = slug(&text, length(&ctx, longest)?, &hex(&Sha256::digest(&text))[..8]);
    name.ok_or_else(|| {
        Diagnostic::error(
            "missing-name",
            format!("{text:?} has no letter or digit to make a name from"),
        )
        .hint("start from text with letters or digits in it")
    })
    .at(&ctx)
}

fn truncate_with(ctx: Ctx, text: &str, longest: INT, ending: &str) -> Fallible<String> {
    let (text, ending) = (known(&ctx, text)?, known(&ctx, ending)?);
    Ok(cut(&text, length(&ctx, longest)?, &ending))
}

fn pad_left_with(ctx: Ctx, text: &str, width: INT, fill: &str) -> Fallible<String> {
    let text = known(&ctx, text)?;
    Ok(padded(&text, length(&ctx, width)?, character(&ctx, fill)?) + &text)
}

fn pad_right_with(ctx: Ctx, text: &str, width: INT, fill: &str) -> Fallible<String> {
    let text = known(&ctx, text)?;
    let filling = padded(&text, length(&ctx, width)?, character(&ctx, fill)?);
    Ok(text + &filling)
}

fn quote_shell(ctx: Ctx, text: &str) -> Fallible<String> {
    let plain = Run::of(&ctx).plain_text(text).map_err(|problem| {
        problem.hint("a script reads a secret from its environment: `\"$NAME\"`")
    });
    plain.map(|text| quoted(&text)).at(&ctx)
}
