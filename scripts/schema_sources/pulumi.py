"""What of a Terraform provider is deprecated, read from the types of its package for Pulumi, which is made from the same provider.

Those packages keep the provider's word on its arguments (`@deprecated`) and its documentation (`This resource is deprecated`).
They have names of their own: camel case, plurals for lists, modules and classes. So a class is held to be a Terraform type where
names and arguments both say so, and what remains in doubt is left out.
"""

import re
import tarfile
from collections import defaultdict
from typing import NamedTuple

SHAPE = re.compile(r"^( *)(?:export )?interface (\w+) \{\n(.*?)^\1\}", re.M | re.S)
NAMESPACE = re.compile(r"^export declare namespace (\w+) \{\n(.*?)^\}", re.M | re.S)
DECLARED = re.compile(r"(/\*\*(?:(?!\*/).)*\*/)?\nexport declare (class|function) (\w+)", re.S)

# Its own renames, which Terraform knows nothing of.
RENAMED = re.compile(r"has been deprecated in favor of \w+\.")
# What it deprecates where the provider does not: the type, and the argument.
ITS_OWN = {("aws_instance", "security_groups")}

# How a provider's documentation says it of a type, and of an argument.
TYPE_SAID = re.compile(
    r"(?:^[\W_]*(?:note\b|warning\b|deprecated\b)?[\W_]*This|\bthe `(?P<name>[\w./]+)`) (?P<kind>resource|data source) (?:is|has been) \**deprecated\b"
    r"|^\W*Deprecated\b.*\bThis (?P<removed>resource|data source) will be removed",
    re.I,
)
ARGUMENT_SAID = re.compile(r"The `(\w+)` argument is deprecated")
# How it says what to use instead.
INSTEAD = re.compile(
    r"(?:\buse|\bspecify|\bconfigure|favou?r of|replaced by|renamed to|superseded by) (?:the |a )?(?:top-level )?"
    r"(?:attribute |argument |parameter |property |field )?[\"'`]?([A-Za-z]\w*)(?!\w|\.\w|[\"'`]? (?:and|or) (?!will\b))",
    re.I,
)
# What is said of one value of an argument is not said of the argument.
OF_A_VALUE = re.compile(r"property value|\"DEVELOPMENT\"")
# How much of the arguments has to agree, where the name alone is little evidence, and where it is the very name.
NEARLY, MOST = 0.85, 0.6


class Member(NamedTuple):
    """A property: what is said of it when it is deprecated, and the shape of what is in it."""

    deprecated: str | None
    inner: str | None


class Class(NamedTuple):
    """A resource, a data source, or the provider's settings."""

    kind: str
    module: str
    name: str
    members: dict
    is_deprecated: bool
    # Properties that only the documentation calls deprecated.
    told: set


def texts(package):
    """The files of the package that tell of types, by path."""
    with tarfile.open(package) as archive:
        wanted = [member for member in archive if member.name.endswith((".d.ts", "package/package.json"))]
        return {member.name.removeprefix("package/"): archive.extractfile(member).read().decode() for member in wanted}


def mark(found, package, provider):
    """Puts what is deprecated into the provider's types `{kind: {type: lines}}`, and tells how many types and arguments that is."""
    files = texts(package)
    shapes = shapes_of(files.get("types/input.d.ts", ""))
    types = {kind: {name: tree(lines) for name, lines in all.items()} for kind, all in found.items()}
    known_as, counts = defaultdict(list), [0, 0]
    for known in classes(files):
        if is_marked(known, shapes) and (name := terraform_name(known, types.get(known.kind, {}), provider)):
            known_as[known.kind, name].append(known)
    for (kind, name), all in sorted(known_as.items()):
        # Two classes of one type are a guess too many.
        if len(all) == 1:
            counts[0] += all[0].is_deprecated
            lines = list(marked(types[kind][name], all[0].members, all[0].told, shapes, name, counts))
            del found[kind][name]
            found[kind][f"{name} d" if all[0].is_deprecated else name] = lines
    return counts


# What the package says.


def classes(files):
    """Everything that may be a type of Terraform's."""
    for path, text in sorted(files.items()):
        if path.startswith("types/") or path.count("/") > 1 or not path.endswith(".d.ts"):
            continue
        module, shapes = path.rpartition("/")[0], shapes_of(text)
        declared = {name: (comment or "", what) for comment, what, name in DECLARED.findall(text)}
        if path == "provider.d.ts":
            yield Class("provider", "", "Provider", shapes.get("ProviderArgs", {}), False, set())
        for name, (comment, what) in declared.items():
            if RENAMED.search(comment):
                continue
            if what == "class" and f"{name}State" in shapes:
                yield Class("resource", module, name, shapes[f"{name}State"], says_so(comment, name, "resource"), arguments_said(comment))
            elif what == "function" and name.startswith("get") and not name.endswith("Output"):
                members = {**shapes.get(f"G{name[1:]}Result", {}), **shapes.get(f"G{name[1:]}Args", {})}
                yield Class("data", module, name[3:], members, says_so(comment, name[3:], "data source"), arguments_said(comment))


def shapes_of(text):
    """The interfaces of a file by name, those in a namespace as `namespace.Name`."""
    found = {}
    for space, body in NAMESPACE.findall(text):
        found |= {f"{space}.{name}": members(inner) for _, name, inner in SHAPE.findall(body)}
    return found | {name: members(inner) for indent, name, inner in SHAPE.findall(text) if not indent}


def members(body):
    found, comment, depth = {}, [], len(body) - len(body.lstrip(" "))
    for line in body.splitlines():
        stripped = line.strip()
        if stripped.startswith(("/**", "*")):
            comment = [] if stripped.startswith("/**") else comment
            comment.append(stripped)
        elif (said := re.match(rf" {{{depth}}}(?:readonly )?(\w+)\??: (.*)", line)):
            inner = re.search(r"\binputs\.([\w.]+)", said.group(2))
            found[said.group(1)] = Member(deprecated(comment), inner and inner.group(1))
            comment = []
    return found


def deprecated(comment):
    text = " ".join(line.strip("/* ") for line in comment)
    said = re.search(r"@deprecated (.*)", text)
    return said and said.group(1)


def says_so(comment, name, kind):
    """Whether the documentation says that the type itself is deprecated."""
    for line in comment.splitlines():
        said = TYPE_SAID.search(line.strip(" *"))
        named = said and said.group("name") and said.group("name").rpartition(".")[2].removeprefix("get")
        if said and (said.group("kind") or said.group("removed")).lower() == kind and named in (None, "", name):
            return True
    return False


def arguments_said(comment):
    return set(ARGUMENT_SAID.findall(comment))


def is_marked(known, shapes):
    """Whether anything in the class is deprecated, or all of it."""
    pending, seen = [known.members], set()
    while pending:
        for member in pending.pop().values():
            if member.deprecated:
                return True
            if member.inner and member.inner not in seen:
                seen.add(member.inner)
                pending.append(shapes.get(member.inner, {}))
    return known.is_deprecated or bool(known.told)


# Which type of Terraform's that is.


def terraform_name(known, types, provider):
    """The type whose arguments are nearly those of the class and whose name has the class's; none where it is not the only one."""
    if known.kind == "provider":
        return provider if provider in types else None
    called_so = [name for name in types if squashed(name).endswith(squashed(known.name))]
    ranked = sorted(((likeness(known, name, types[name]), name) for name in called_so), reverse=True)
    ranked = [(rank, name) for rank, name in ranked if rank[1] >= (MOST if rank[0] >= 2 else NEARLY)]
    is_only = len(ranked) == 1 or len(ranked) > 1 and ranked[0][0] > ranked[1][0]
    return ranked[0][1] if is_only else None


def likeness(known, name, of):
    """How much the names agree, and how much the arguments."""
    own, module, rest = squashed(known.name), squashed(known.module), squashed(name.partition("_")[2])
    is_whole = rest == module + own or squashed(name) == own
    names = 3 if is_whole else 2 if rest == own else 1 if rest.startswith(module) else 0
    ours = {argument for argument, (rest, _) in of.items() if argument != "id" and not rest.startswith("-")}
    theirs = {member for member in known.members if member not in ("id", "urn")}
    agreed = sum(1 for member in theirs if matching(member, ours))
    return names, agreed / max(len(ours), len(theirs), 1)


def matching(member, names):
    """The Terraform name of a property: the same words, or their singular."""
    own = squashed(member)
    same = [name for name in names if squashed(name) == own] or [name for name in names if own in plurals(squashed(name))]
    return same[0] if len(same) == 1 else None


def plurals(word):
    return {word + "s", word + "es", *([word[:-1] + "ies"] if word.endswith("y") else [])}


def squashed(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


# The lines of a type, and the marks in them.


def tree(lines):
    """The lines of a type as `{name: (rest, what is in it)}`."""
    root = {}
    path = [root]
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        name, rest = line.strip().split(" ", 1)
        inner = {}
        path[depth][name] = (rest, inner)
        path[depth + 1:] = [inner]
    return root


def marked(of, members, told, shapes, type, counts, depth=0):
    """The lines again, with a `d` where the package says that an argument is deprecated, and what it names instead."""
    by_name = {matching(member, {name for name in of if not of[name][0].startswith("-")}): member for member in members}
    for name, (rest, inner) in of.items():
        member = by_name.get(name)
        said = member and members[member].deprecated or any(is_same(word, name) for word in told) and "-"
        if said and is_meant(said, name, rest) and (type, name) not in ITS_OWN:
            other = None if rest.startswith("=") else instead(said, name, of)
            rest += f" d:{other}" if other else " d"
            counts[1] += 1
        yield f"{' ' * depth}{name} {rest}"
        below = shapes.get(members[member].inner, {}) if member and members[member].inner else {}
        yield from marked(inner, below, set(), shapes, type, counts, depth + 1)


def is_meant(said, name, rest):
    """Whether the text is about the argument, and can be followed: nobody can do without one that is required."""
    first = re.match(r"[`'\"]?([\w.]+)[`'\"]? (?:is|has been) deprecated", said)
    is_other = first and first.group(1) != "This" and not is_same(first.group(1).rpartition(".")[2], name)
    return not is_other and not OF_A_VALUE.search(said) and not rest.startswith(("!", "-"))


def is_same(word, name):
    return squashed(word) == squashed(name) or squashed(word) in plurals(squashed(name))


def instead(said, name, of):
    """The argument beside it that the text names, when it is one that can be set."""
    named = {matching(word, of) for word in INSTEAD.findall(said)} - {None, name}
    can_be_set = [other for other in named if not of[other][0].startswith("=")]
    return can_be_set[0] if len(named) == len(can_be_set) == 1 else None
