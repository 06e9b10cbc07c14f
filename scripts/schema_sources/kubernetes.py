"""The table of Kubernetes' own kinds, of several versions in one: each field and kind has the versions that it is in; and those of
custom resources.

The OpenAPI documents are those that `kubernetes-validate` carries. Whether objects are in a namespace is in the types of `k8s-openapi`. What
neither has (enumerations, which of several keys may be set, APIs that were removed long ago) is in `overlays/kubernetes/`.
"""

import json
import pathlib
import re
import zipfile
from typing import NamedTuple

from schema_sources import custom, described, models, nouns, packages, tables

WHEEL = ("kubernetes-validate", "1.37.0", "85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9")
CRATE = ("k8s-openapi", "0.29.0", "ab0d13801242174b1f3966907c3f32039f2d6b36c7ce82c61225d66ed5d1eb70")
VERSIONS = ("1.33", "1.34", "1.35", "1.36", "1.37")
DATE = "2026-10-11"
ROLLOUTS = ("@kubernetes-models/argo-rollouts@2.0.0", "3bee5717bb8cb4db784f7da9e582fdd5c6350a311e1aabee8fd44a707e246a51")

OVERLAYS = pathlib.Path(__file__).parent / "overlays/kubernetes"
# What is no object of its own, though it has a kind: answers of the server, and options of requests.
NO_OBJECTS = re.compile(r"(List|Options|Event|Status|Versions|APIGroup|APIResource)$")
OBJECTS = {"Event"}
SCALARS = {"string": "s", "integer": "i", "boolean": "b", "number": "n"}
FORMATS = {"date-time": "f:date-time", "byte": "f:base64"}
# Types that are written in one word.
PLAIN = {
    "Quantity": "f:quantity",
    "IntOrString": "q",
    "JSONSchemaPropsOrArray": "(@apiextensions.v1.JSONSchemaProps | l@apiextensions.v1.JSONSchemaProps)",
    "JSONSchemaPropsOrBool": "(b | @apiextensions.v1.JSONSchemaProps)",
    "JSONSchemaPropsOrStringArray": "(ls | @apiextensions.v1.JSONSchemaProps)",
}
DEPRECATED = re.compile(r"\bDeprecated: |[Dd]eprecated\w* (is|contains|alias)|field is deprecated|\bis a deprecated alias")
REFERENCE = re.compile(r"@([^\s|()\[\]<>{},]+)")
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
IMPLEMENTED = re.compile(r"""const API_VERSION: &'static str = "([^"]+)".*?const KIND: &'static str = "([^"]+)".*?type Scope = crate::(\w+);""", re.S)


class Listed(NamedTuple):
    """Where the types of a kind's API version are."""

    table: str
    versions: str
    is_cluster: bool


class Facts:
    """What the overlay says of types, of fields and of kinds."""

    def __init__(self, text):
        self.types, self.kinds = {}, {}
        rows = None
        for line in text.splitlines():
            if line.startswith(" "):
                rows.append(line.strip())
            elif line and not line.startswith("//"):
                of, name = line.split(" ", 1)
                rows = {"type": self.types, "kind": self.kinds}[of].setdefault(name, [])

    def fields(self, type):
        """The type and the marks of fields, by name."""
        rows = [row.split(" ", 1) for row in self.types.get(type, []) if not is_rule(row)]
        return {name: rest for name, rest in rows}

    def rules(self, type):
        return [row for row in self.types.get(type, []) if is_rule(row)]


def is_rule(row):
    return row.startswith(("# ", "| ", "^ ", "! ", "> ", "% ", "{"))


def write(names, cache, program, folder):
    """Writes the tables, and the one of all kinds when that is about all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    texts, kinds = read(cache)
    written = {"core": ("kubernetes", VERSIONS[-1], DATE, texts)}
    for name in (*custom.PRODUCTS, *described.PRODUCTS):
        own, of, version = custom.read(name, cache) if name in custom.PRODUCTS else described.read(name)
        if name == "argo":
            more, others = models.read(*ROLLOUTS, "argoproj.io", cache)
            own, of = own | more, of | others
        day = version.rpartition(".")[2]
        written[name] = name, version, f"{day[:4]}-{day[4:6]}-{day[6:]}", with_core(own, texts)
        for kind, versions in of.items():
            for api_version, is_cluster in versions.items():
                kinds.setdefault(kind, {})[api_version] = Listed(name, "", is_cluster)
    facts = Facts((OVERLAYS / "core.facts").read_text())
    written["kinds"] = "kubernetes", VERSIONS[-1], DATE, entries(kinds, facts)
    order = (OVERLAYS / "order").read_text().split()
    for name in names or written:
        *head, of = written[name]
        fields = {"*", *re.findall(r"^ +(\S+) [!?]", "\n".join(of.values()), re.M)}
        table = folder / f"{name}.table"
        table.write_bytes(tables.packed(*head, of, " ".join(key for key in order if key in fields)))
        print(f"{name}: {len(of)} types, {sum(map(len, of.values()))} characters, {table.stat().st_size} bytes")


def with_core(own, core):
    """The types of a product, and those of Kubernetes that they refer to."""
    found, queue = dict(own), list(own.values())
    while queue:
        for name in REFERENCE.findall(QUOTED.sub("", queue.pop())):
            key = "type", name
            if key not in found:
                assert key in core, f"nothing is called {name}"
                found[key] = core[key]
                queue.append(core[key])
    return found


def read(cache):
    """The table's types, and the kinds with their API versions."""
    facts = Facts((OVERLAYS / "core.facts").read_text())
    documents = schemas(packages.pypi(*WHEEL[:2], cache, WHEEL[2]))
    scopes = implemented(packages.crate(*CRATE[:2], cache, CRATE[2]))
    known = {name: newest(versions_of(name, documents)) for name in set().union(*documents.values())}
    kinds, texts = {}, {}
    for name in sorted(known):
        found = versions_of(name, documents)
        if "properties" not in known[name] or is_other(known[name], scopes):
            continue
        own, versions = own_name(name, known[name]), marks(found, VERSIONS)
        texts["type", own] = "\n ".join([f"type {own}{versions}", *body(own, found, facts, known)]) + "\n"
        for version, kind in objects(known[name], scopes):
            kinds.setdefault(kind, {})[version] = Listed("core", versions, scopes[version, kind] == "ClusterResourceScope")
    unused = [name for name in facts.types if ("type", name) not in texts]
    assert not unused, f"the source has no types {unused}"
    texts["type", "v1/List"] = "type v1/List\n # a List\n apiVersion ?e:v1\n kind ?e:List\n metadata ?@meta.v1.ListMeta\n items !la\n"
    kinds["List"] = {"v1": Listed("core", "", False)}
    return texts, kinds


def versions_of(name, documents):
    return {version: types[name] for version, types in documents.items() if name in types}


def entries(kinds, facts):
    """What is known of each kind: its API versions, the best first, and those that were removed."""
    texts = {}
    for kind in sorted({*kinds, *facts.kinds}):
        lines, said = [], facts.kinds.get(kind, [])
        known = {row.split(" ", 1)[0]: row for row in said if not is_rule(row)}
        of = kinds.get(kind, {})
        for version in sorted(of, key=rank):
            mark = known.pop(version, "").removeprefix(version)
            lines.append(f"{version} ?@{of[version].table}{mark}{of[version].versions}")
        cluster = [group(version) for version in of if of[version].is_cluster]
        is_shared = len({group(version) for version in of}) > 1
        lines += [*known.values(), *filter(is_rule, said)]
        lines += [" ".join(["% cluster", *(sorted(set(cluster)) if is_shared else [])])] if cluster else []
        texts["kind", kind] = "\n ".join([f"kind {kind}", *lines]) + "\n"
    return texts


def group(version):
    return version.rpartition("/")[0]


def rank(version):
    """The order of API versions: those that are stable first, the latest of them before others."""
    group, _, own = version.rpartition("/")
    major, stage, minor = re.fullmatch(r"v(\d+)(?:(alpha|beta)(\d+))?", own).groups()
    return {None: 0, "beta": 1, "alpha": 2}[stage], -int(major), -int(minor or 0), not group, group


def schemas(wheel):
    with zipfile.ZipFile(wheel) as archive:
        read = lambda version: json.loads(archive.read(f"kubernetes_validate/kubernetes-json-schema/v{version}.0-local/_definitions.json"))
        return {version: read(version)["$defs"] for version in VERSIONS}


def implemented(crate):
    """The scope of each kind, by API version and kind."""
    texts = packages.crate_files(crate, "src/v1_")
    return {found[:2]: found[2] for text in texts for found in IMPLEMENTED.findall(text)}


def newest(found):
    return found[max(found, key=VERSIONS.index)]


def objects(schema, scopes):
    """The API version and kind of the objects that a type is of."""
    for of in schema.get("x-kubernetes-group-version-kind", []):
        key = "/".join(filter(None, (of["group"], of["version"]))), of["kind"]
        is_answer = NO_OBJECTS.search(of["kind"]) and of["kind"] not in OBJECTS
        if scopes.get(key, "SubResourceScope") != "SubResourceScope" and not is_answer:
            yield key


def is_other(schema, scopes):
    """Whether it is a kind, and none that an author writes."""
    return "x-kubernetes-group-version-kind" in schema and not any(objects(schema, scopes))


def own_name(name, schema):
    """`apps/v1/Deployment` for a kind; the end of the definition's name for any other."""
    of = schema.get("x-kubernetes-group-version-kind", [])
    if of:
        return "/".join(filter(None, (of[0]["group"], of[0]["version"], of[0]["kind"])))
    return ".".join(name.split(".")[-3:])


def marks(found, versions):
    """The versions that something is in, of those that could have it."""
    has = [version for version in versions if version in found]
    since = f" +{has[0]}" if has[0] != versions[0] else ""
    return since + (f" -{has[-1]}" if has[-1] != versions[-1] else "")


def body(own, found, facts, known):
    """The lines of a type."""
    said, rules = facts.fields(own), facts.rules(own)
    versions = [version for version in VERSIONS if version in found]
    fields = {}
    for version in versions:
        for field, of in found[version].get("properties", {}).items():
            fields.setdefault(field, {})[version] = of
    unused = [field for field in said if field not in fields]
    assert not unused, f"{own} has no fields {unused}"
    lines = [rule for rule in rules if rule.startswith("# ")] or [f"# {nouns.subject(own)}"]
    for field, of in sorted(fields.items()):
        last = max(of, key=VERSIONS.index)
        required = "!" if field in found[last].get("required", []) else "?"
        # What is required can't be left out, deprecated or not.
        own = typed(of[last], said.get(field, ""), known).removesuffix(" d" if required == "!" else "")
        lines.append(f"{field} {required}{own}{marks(of, versions)}")
    return [*lines, *(rule for rule in rules if not rule.startswith("# "))]


def typed(schema, said, known):
    """The type of a field and whether it is deprecated; the overlay's type replaces the source's scalar, and its mark the source's."""
    own, mark = ty(schema, known), " d" if DEPRECATED.search(schema.get("description", "")) else ""
    if said == "d" or said.startswith("d:"):
        return f"{own} {said}"
    if said.startswith("="):
        return said[1:] + mark
    if said.startswith("l<"):
        return re.sub("^l<[^>]+>", said, own) + mark
    if said:
        assert own[-1] in "siq" and not re.search("[@:]", own), f"{said} is no scalar in the source"
        own = own[:-1] + said
    return own + mark


def ty(schema, known):
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        target = known[name]
        short = name.rpartition(".")[2]
        is_named = "properties" in target and short not in PLAIN
        return f"@{own_name(name, target)}" if is_named else PLAIN.get(short) or ty(target, known)
    if "enum" in schema:
        return "e:" + "|".join(schema["enum"])
    kinds = schema.get("type", [])
    kinds = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null"]
    if schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    if kinds == ["array"]:
        keys = schema.get("x-kubernetes-list-map-keys")
        unique = f"<{','.join(keys)}>" if keys else "u" if schema.get("x-kubernetes-list-type") == "set" else ""
        return f"l{unique}{ty(schema['items'], known)}"
    if kinds == ["object"]:
        return f"m{ty(schema['additionalProperties'], known)}" if schema.get("additionalProperties") else "ma"
    return SCALARS[kinds[0]] if len(kinds) == 1 else "a"
