//! `text`: working on text. What looks inside refuses a text with a secret in it; what only moves
//! lines keeps the secret whole.

use super::hash::hex;
use super::wording::{cut, dedented, padded, quoted, slug, titled, wrapped};
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Namespace, Run};
use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToSnakeCase};
use rhai::plugin::*;
use rhai::{Array, INT, NativeCallContext};
use sha2::{Digest, Sha256};

/// The namespace `text`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(text),
    ..Namespace::named("text", "Working on text.")
};

/// The longest label that a name server takes.
const LABEL: INT = 63;
/// So many letters are left beside the hash at least.
const SHORTEST: INT = 12;

fn known(ctx: &NativeCallContext<'_>, text: &str) -> Fallible<String> {
    Run::of(ctx).plain_text(text).at(ctx)
}

fn length(ctx: &NativeCallContext<'_>, length: INT) -> Fallible<usize> {
    let longest = Run::of(ctx).text_bytes;
    let fits = usize::try_from(length).ok().filter(|length| *length <= longest);
    fits.ok_or_else(|| {
        Diagnostic::error("out-of-range", format!("a text can't have the length {length}"))
            .hint("give a length from 0 to 1,000,000")
    })
    .at(ctx)
}

fn fill(ctx: &NativeCallContext<'_>, fill: &str) -> Fallible<char> {
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

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod text {
    use super::*;

    /// The text without the spaces that all its lines start with, and without an empty first and
    /// last line. For scripts in backticks that are indented in a recipe.
    ///
    /// ```rhai
    /// text::dedent("\n    set -e\n    if ok\n      run\n    ")
    /// // => "set -e\nif ok\n  run\n"
    /// ```
    pub fn dedent(text: &str) -> String {
        dedented(text)
    }

    /// The text with `spaces` spaces in front of each line that is not empty.
    ///
    /// ```rhai
    /// text::indent("a\n\n  b\n", 2)
    /// // => "  a\n\n    b\n"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn indent(ctx: NativeCallContext, text: &str, spaces: INT) -> Fallible<String> {
        let spaces = length(&ctx, spaces)?;
        length(
            &ctx,
            INT::try_from(text.len() + text.lines().count().saturating_mul(spaces))
                .unwrap_or(INT::MAX),
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

    /// The lines of a text, without their ends.
    ///
    /// ```rhai
    /// text::lines("a\nb\n")
    /// // => ["a", "b"]
    /// ```
    pub fn lines(text: &str) -> Array {
        text.lines().map(Into::into).collect()
    }

    /// The words of a text: what is written between spaces and line ends.
    ///
    /// ```rhai
    /// text::words("  one two\nthree ")
    /// // => ["one", "two", "three"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn words(ctx: NativeCallContext, text: &str) -> Fallible<Array> {
        Ok(known(&ctx, text)?.split_whitespace().map(Into::into).collect())
    }

    /// A text as a name that DNS and Kubernetes take: small letters, digits and `-`, at most 63.
    ///
    /// A longer one is cut and ends in a hash of the whole, so that two of them don't clash.
    ///
    /// ```rhai
    /// text::slug("feature/ÜBER_Login #42")
    /// // => "feature-uber-login-42"
    /// ```
    #[rhai_fn(name = "slug", return_raw)]
    pub fn slug_label(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        slug_within(ctx, text, LABEL)
    }

    /// With `longest`, the name has at most so many characters.
    ///
    /// ```rhai
    /// text::slug("a very long branch name", 16)
    /// // => "a-very-1a8a10a3"
    /// ```
    #[rhai_fn(name = "slug", return_raw)]
    pub fn slug_within(ctx: NativeCallContext, text: &str, longest: INT) -> Fallible<String> {
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

    /// The words of a text or of a name with large first letters.
    ///
    /// ```rhai
    /// text::title("deploy the web-app")
    /// // => "Deploy The Web App"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn title(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        known(&ctx, text).map(|text| titled(&text))
    }

    /// A name in snake_case.
    ///
    /// ```rhai
    /// text::snake("HTTPServer port-number")
    /// // => "http_server_port_number"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn snake(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        known(&ctx, text).map(|text| text.to_snake_case())
    }

    /// A name in kebab-case.
    ///
    /// ```rhai
    /// text::kebab("DATABASE_URL")
    /// // => "database-url"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn kebab(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        known(&ctx, text).map(|text| text.to_kebab_case())
    }

    /// A name in camelCase.
    ///
    /// ```rhai
    /// text::camel("min-ready-seconds")
    /// // => "minReadySeconds"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn camel(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        known(&ctx, text).map(|text| text.to_lower_camel_case())
    }

    /// A name in PascalCase.
    ///
    /// ```rhai
    /// text::pascal("stateful set")
    /// // => "StatefulSet"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn pascal(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        known(&ctx, text).map(|text| text.to_pascal_case())
    }

    /// The first `longest` characters of a text.
    ///
    /// ```rhai
    /// text::truncate("0a1b2c3d", 4)
    /// // => "0a1b"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn truncate(ctx: NativeCallContext, text: &str, longest: INT) -> Fallible<String> {
        truncate_with(ctx, text, longest, "")
    }

    /// The first characters of a text, with `ending` when some are cut; all in all at most `longest`.
    ///
    /// ```rhai
    /// text::truncate("a long description", 9, "...")
    /// // => "a long..."
    /// ```
    #[rhai_fn(name = "truncate", return_raw)]
    pub fn truncate_with(
        ctx: NativeCallContext,
        text: &str,
        longest: INT,
        ending: &str,
    ) -> Fallible<String> {
        let (text, ending) = (known(&ctx, text)?, known(&ctx, ending)?);
        Ok(cut(&text, length(&ctx, longest)?, &ending))
    }

    /// The text with spaces in front, up to `width` characters.
    ///
    /// ```rhai
    /// text::pad_left("42", 5)
    /// // => "   42"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn pad_left(ctx: NativeCallContext, text: &str, width: INT) -> Fallible<String> {
        pad_left_with(ctx, text, width, " ")
    }

    /// The text with one character repeated in front, up to `width` characters.
    ///
    /// ```rhai
    /// text::pad_left("42", 5, "0")
    /// // => "00042"
    /// ```
    #[rhai_fn(name = "pad_left", return_raw)]
    pub fn pad_left_with(
        ctx: NativeCallContext,
        text: &str,
        width: INT,
        fill: &str,
    ) -> Fallible<String> {
        let text = known(&ctx, text)?;
        Ok(padded(&text, length(&ctx, width)?, super::fill(&ctx, fill)?) + &text)
    }

    /// The text with spaces behind, up to `width` characters.
    ///
    /// ```rhai
    /// text::pad_right("web", 5)
    /// // => "web  "
    /// ```
    #[rhai_fn(return_raw)]
    pub fn pad_right(ctx: NativeCallContext, text: &str, width: INT) -> Fallible<String> {
        pad_right_with(ctx, text, width, " ")
    }

    /// The text with one character repeated behind, up to `width` characters.
    ///
    /// ```rhai
    /// text::pad_right("web", 5, ".")
    /// // => "web.."
    /// ```
    #[rhai_fn(name = "pad_right", return_raw)]
    pub fn pad_right_with(
        ctx: NativeCallContext,
        text: &str,
        width: INT,
        fill: &str,
    ) -> Fallible<String> {
        let text = known(&ctx, text)?;
        let filling = padded(&text, length(&ctx, width)?, super::fill(&ctx, fill)?);
        Ok(text + &filling)
    }

    /// A text as one word of a POSIX shell, whatever is in it.
    ///
    /// A secret can't be quoted here: pass it through the environment, and write `"$NAME"`.
    ///
    /// ```rhai
    /// `echo ${text::quote_shell("it's $5")}`
    /// // => "echo 'it'\\''s $5'"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn quote_shell(ctx: NativeCallContext, text: &str) -> Fallible<String> {
        let plain = Run::of(&ctx).plain_text(text).map_err(|problem| {
            problem.hint("a script reads a secret from its environment: `\"$NAME\"`")
        });
        plain.map(|text| quoted(&text)).at(&ctx)
    }

    /// The text in lines of at most `width` characters, broken at spaces. A longer word has a line
    /// of its own, and line ends stay.
    ///
    /// ```rhai
    /// text::wrap("one two three four", 9)
    /// // => "one two\nthree\nfour"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn wrap(ctx: NativeCallContext, text: &str, width: INT) -> Fallible<String> {
        Ok(wrapped(&known(&ctx, text)?, length(&ctx, width)?))
    }
}
