"""Types of custom resources from packages of `kubernetes-models`, which have an interface of TypeScript for each of a product's Go types."""

import re
from typing import NamedTuple

from schema_sources import nouns, packages

INTERFACE = re.compile(r"^export interface I(\w+)(?: extends (\w+))?[^{]*\{\n(.*?)^\}", re.M | re.S)
ALIAS = re.compile(r"^export type I(\w+) = (.+?);$", re.M | re.S)
FIELD = re.compile(r'(?: */\*\*\n((?: *\*.*\n)*?) *\*/\n)? *"([^"]+)"(\??): (\{\s*\[key: string\]: [^;]+;\s*\}|[^;]+);\n')
# Kubernetes' own types, by the ends of their names; what is text.
OWN = {"ObjectMeta": "@meta.v1.ObjectMeta", "Time": "f:date-time", "IntOrString": "q", "RawExtension": "a", "Quantity": "f:quantity"}
PARTS = re.compile(r"IIoK8s(?:Api|ApimachineryPkgApis)([A-Z][a-z]+)(V\d\w*?)([A-Z]\w+)$")
SCALARS = {"string": "s", "number": "n", "boolean": "b", "{}": "ma"}


def read(package, sha256, group, cache):
    """The texts of the types and the kinds of a package of one group."""
    texts, kinds = {}, {}
    files = packages.files(packages.npm(package, cache, sha256), f"{group}/")
    aliases = {path.removesuffix(".d.ts"): found.group(2) for path, text in files.items() if (found := ALIAS.search(text))}
    for path, text in files.items():
        found = INTERFACE.search(text)
        version = path.split("/")[-2]
        if not path.endswith(".d.ts") or not found or found.group(1).endswith(("List", "Status")):
            continue
        name, fields = found.group(1), FIELD.findall(found.group(3))
        is_kind = any(field == "kind" and ty.startswith('"') for _, field, _, ty in fields)
        own = f"{group}/{version}/{name}" if is_kind else f"{version}.{name}"
        around = Around(path.rpartition("/")[0], version, text, aliases)
        lines = [line(*field, around) for field in fields]
        lines = sorted(lines + inherited(found.group(2), around, files))
        texts["type", own] = f"type {own}\n # {nouns.subject(own)}\n" + "".join(f" {line}\n" for line in lines)
        if is_kind:
            kinds.setdefault(name, {})[f"{group}/{version}"] = name.startswith("Cluster")
    return texts, kinds


def inherited(parent, around, files):
    """The fields of the type that a type extends; those that make it an object are its own already."""
    path = parent and imported(parent, around)
    if not path:
        return []
    text = files[f"{path}.d.ts"]
    return [line(*field, around._replace(text=text)) for field in FIELD.findall(INTERFACE.search(text).group(3))]


def imported(name, around):
    """The file that a type comes from."""
    found = re.search(rf'import {{ {name} }} from "\./(\w+)\.js"', around.text)
    return found and f"{around.folder}/{found.group(1)}"


class Around(NamedTuple):
    """The file that a type is in, and the names that are others for plain types."""

    folder: str
    version: str
    text: str
    aliases: dict


def line(comment, field, optional, ty, around):
    if field == "status":
        return "status ?a"
    presence = "?" if optional or field in ("apiVersion", "kind") else "!"
    mark = " d" if presence == "?" and re.search(r"\* *(Deprecated:|DEPRECATED)", comment) else ""
    return f"{field} {presence}{typed(ty, around)}{mark}"


def typed(ty, around):
    if ty.startswith("Array<"):
        return "l" + typed(ty[6:-1], around)
    if ty.startswith('"'):
        return "e:" + ty.replace('"', "").replace(" | ", "|")
    many = re.fullmatch(r"\{\s*\[key: string\]: (.+?);?\s*\}", ty)
    if many:
        return "m" + typed(many.group(1), around)
    if ty in SCALARS:
        return SCALARS[ty]
    found = PARTS.match(ty)
    if found:
        group, of, name = found.groups()
        return OWN.get(name) or f"@{group.lower()}.{of.lower()}.{name}"
    if ty.startswith("IIoK8s"):
        return next(plain for name, plain in OWN.items() if ty.endswith(name))
    other = re.search(rf'import {{ {ty} }} from "\./(\w+)\.js"', around.text)
    plain = other and around.aliases.get(f"{around.folder}/{other.group(1)}")
    if plain:
        return typed(plain, around)
    return f"@{around.version}.{other.group(1)}" if other else "a"
