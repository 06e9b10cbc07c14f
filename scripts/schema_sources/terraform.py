"""What Terraform providers accept, read from the packages that describe them for JavaScript.

A class of such a package is a resource, a data source, the provider itself, or something nested in one. Its setters are what can be
set; one without a `reset` method is required; a getter alone is what Terraform computes. Types are told by the tables of
`synthesizeHclAttributes` and of the functions that end in `ToHclTerraform`; which of the nested ones are blocks, by the comments in
the interfaces of the `.d.ts` files.
"""

import re
import tarfile
from collections import defaultdict
from typing import NamedTuple

CLASS = re.compile(r"^class (\w+) extends cdktf\.(\w+) \{\n(.*?)^\}\n", re.M | re.S)
TYPE = re.compile(r'^(\w+)\.tfResourceType = "([\w-]+)"', re.M)
GETTER = re.compile(r"^    get (\w+)\(\) \{\n        return (.*);\n    \}", re.M)
SETTER = re.compile(r"^    (?:set|put)(?: (\w+)|(\w+))\(value\)", re.M)
RESET = re.compile(r"^    reset(\w+)\(\)", re.M)
NESTED = re.compile(r'this\.(_\w+) = new (\w+?)(OutputReference|List|Map|MapList)\(this, "([\w-]+)"(?:, (true|false))?\)')
PLAIN = re.compile(r"this\.(?:get(\w+)Attribute|(interpolationForAttribute))\('([\w-]+)'\)")
TABLE = re.compile(r'^ {8,12}"?([\w-]+)"?: \{\n\s+value: .*?,\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "([^"]*)"', re.M)
HCL = re.compile(r"^function (\w+)ToHclTerraform\(struct\) \{\n(.*?)^\}\n", re.M | re.S)
SYNTHESIZED = re.compile(r"^    synthesizeHclAttributes\(\) \{\n(.*?)^    \}\n", re.M | re.S)

INTERFACE = re.compile(r"^export interface (\w+)(?: extends [\w.]+)? \{\n(.*?)^\}", re.M | re.S)
BLOCK = re.compile(r"^    \* ([\w-]+) block\n", re.M)

KINDS = {"TerraformResource": "resource", "TerraformDataSource": "data", "TerraformProvider": "provider"}
# How getters and tables say a type, and how the table does.
TYPES = {
    "String": "s", "Number": "n", "Boolean": "b", "List": "ls", "NumberList": "ln", "StringMap": "ms", "NumberMap": "mn",
    "BooleanMap": "mb", "AnyMap": "ma", "string": "s", "number": "n", "boolean": "b", "stringList": "ls", "numberList": "ln",
    "booleanList": "lb", "stringMap": "ms", "numberMap": "mn", "booleanMap": "mb", "anyMap": "ma", "any": "a",
}
DEEPEST = 24


def read(package, by_custom=()):
    """The provider's types in an npm package: `{kind: {type: lines}}`, and the version of the provider.

    `by_custom` are the names of attributes that Terraform takes as blocks as well, and people write so; `*` is all of them.
    """
    found, version = defaultdict(dict), None
    for text, types in folders(package):
        version = version or told_version(text)
        blocks = {name: set(BLOCK.findall(body)) for name, body in INTERFACE.findall(types)}
        names = dict(TYPE.findall(text))
        classes = {name: (base, body) for name, base, body in CLASS.findall(text)}
        tables = {name.lower(): table(body) for name, body in HCL.findall(text)}
        known = Known(classes, tables, blocks, by_custom, {name.lower(): name for name in blocks})
        for name, (base, body) in classes.items():
            if base in KINDS and name in names:
                synthesized = SYNTHESIZED.search(body)
                top = table(synthesized.group(1)) if synthesized else {}
                found[KINDS[base]][names[name]] = list(lines(body, top, f"{name}Config", known, 0))
    return found, version


class Known(NamedTuple):
    """What a folder tells: code by class, tables by what they are of, blocks by interface, and how interfaces are spelled."""

    classes: dict
    tables: dict
    blocks: dict
    by_custom: tuple
    spelled: dict


def folders(package):
    """The code and the types of each folder of the package."""
    texts = {}
    with tarfile.open(package) as archive:
        # In the order of the archive: it can only be read forward.
        for member in archive:
            if re.match(r"package/lib/.+(\.js|\.d\.ts)$", member.name):
                texts[member.name] = archive.extractfile(member).read().decode()
    parts = defaultdict(lambda: {".js": [], ".ts": []})
    for name, text in sorted(texts.items()):
        parts[name.split("/")[2]][name[-3:]].append(text)
    return [("\n".join(found[".js"]), "\n".join(found[".ts"])) for _, found in sorted(parts.items())]


def told_version(text):
    version = re.search(r"providerVersion: '([\d.]+)'", text)
    return version and version.group(1)


def table(body):
    return {name: (kind, storage) for name, kind, storage in TABLE.findall(body)}


def lines(body, own, interface, known, depth):
    """A line for each attribute and block, those nested in it indented below it."""
    if depth > DEEPEST:
        return
    blocks = known.blocks.get(interface, ())
    nested = {field: (name, form, tf, wraps) for field, name, form, tf, wraps in NESTED.findall(body)}
    # Digits in a name change how its methods are spelled.
    can_set = {(one or other).lower() for one, other in SETTER.findall(body)}
    can_reset = {name.lower() for name in RESET.findall(body)}
    rows = {}
    for getter, expression in GETTER.findall(body):
        spelled = getter.lower()
        if getter == "internalValue" or getter.endswith("Input") and spelled.removesuffix("input") in can_set:
            continue
        presence = "=" if spelled not in can_set else "?" if spelled in can_reset else "!"
        field = re.fullmatch(r"this\.(_\w+)", expression)
        if field and field.group(1) in nested:
            name, form, tf, wraps = nested[field.group(1)]
            inner = known.classes.get(f"{name}OutputReference", (None, ""))[1]
            below = list(lines(inner, known.tables.get(name.lower(), {}), name, known, depth + 1))
            rows[tf] = (presence, form_of(tf, presence, blocks, known) + count(form, wraps), below)
        elif plain := PLAIN.search(expression):
            accessor, any_type, tf = plain.groups()
            kind = "a" if any_type else TYPES.get(accessor, "a")
            if tf in own and own[tf][1] in TYPES:
                kind = TYPES[own[tf][1]]
            if "Fn.tolist(" in expression and kind.startswith("l"):
                kind = "s" + kind[1:] if len(kind) > 1 else kind
                kind = "t" + kind[1:]
            rows[tf] = (presence, kind, [])
    # The provider itself, and what is nested in it, has no getters that say a name.
    for tf, (kind, storage) in own.items():
        if tf not in rows:
            below = list(beneath(storage, known, depth))
            shape = form_of(tf, "?", blocks, known) + ("l" if kind == "list" else "t" if kind == "set" else "1")
            is_optional = tf.replace("_", "").replace("-", "").lower() in can_reset or not can_set
            rows[tf] = ("?" if is_optional else "!", TYPES.get(storage, shape), below)
    for tf in sorted(rows):
        presence, kind, below = rows[tf]
        yield f"{' ' * depth}{tf} {presence}{kind}"
        yield from below


def form_of(tf, presence, blocks, known):
    """Whether it is a block or an attribute."""
    is_custom = presence != "=" and (tf in known.by_custom or "*" in known.by_custom)
    return "B" if tf in blocks or is_custom else "O"


def beneath(storage, known, depth):
    """The lines of a nested thing that is known by its table only."""
    name = storage.removesuffix("List").lower()
    if storage not in TYPES and name in known.tables:
        yield from lines("", known.tables[name], known.spelled.get(name, ""), known, depth + 1)


def count(form, wraps):
    """One, a list, a set or a map of them."""
    return {"OutputReference": "1", "Map": "m", "MapList": "m", "List": "t" if wraps == "true" else "l"}[form]

