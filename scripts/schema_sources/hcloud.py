"""What Hetzner's provider accepts, read from the types of its package for Pulumi, which is made from the same provider.

Pulumi writes names in camel case and those of lists in the plural; lists of objects are blocks in Terraform, with a name in the
singular, but in the newer types, where they are attributes.
"""

import re
from collections import defaultdict

from schema_sources import pulumi
from schema_sources.pulumi import snake

INTERFACE = re.compile(r"^export interface (\w+) \{\n(.*?)^\}", re.M | re.S)
CLASS = re.compile(r"^export declare class (\w+) extends pulumi\.CustomResource \{\n(.*?)^\}", re.M | re.S)
MEMBER = re.compile(r"^    (?:readonly )?(\w+)(\??): (.*?);\n(?!    \} )", re.M | re.S)
COMMENT = re.compile(r"/\*\*.*?\*/", re.S)

# Types whose objects are attributes and no blocks: those made with the newer of HashiCorp's two frameworks.
NEWER = ("zone", "storage_box")
# Lists of plain values whose names in Terraform have no plural.
SINGULAR = {"with_statuses": "with_status"}
# What every type has that is no attribute of Terraform's.
OWN = {"pulumiType", "urn"}


def read(package):
    """The provider's types: `{kind: {type: lines}}`, and whose version they are of."""
    texts = files(package)
    inputs, outputs = (dict(INTERFACE.findall(texts[f"types/{name}.d.ts"])) for name in ("input", "output"))
    found = defaultdict(dict)
    for path, text in sorted(texts.items()):
        shapes = dict(INTERFACE.findall(text))
        for name, body in CLASS.findall(text):
            tf = snake(name)
            found["resource"][f"hcloud_{tf}"] = list(lines(shapes.get(f"{name}Args", ""), body, inputs, outputs, tf, 0))
        for name in [name.removesuffix("Result") for name in shapes if re.fullmatch(r"Get\w+Result", name)]:
            tf = snake(name.removeprefix("Get"))
            found["data"][f"hcloud_{tf}"] = list(lines(shapes.get(f"{name}Args", ""), shapes[f"{name}Result"], inputs, outputs, tf, 0))
        if path == "provider.d.ts":
            found["provider"]["hcloud"] = list(lines(shapes["ProviderArgs"], "", inputs, outputs, "", 0)) + ["alias ?s"]
            found["provider"]["hcloud"].sort()
    # The package does not say which version of the provider it was made from.
    return found, "@pulumi/hcloud " + re.search(r'"version": "([\d.]+)"', texts["package.json"]).group(1)


def files(package):
    """Its texts without comments."""
    return {path: re.sub(r"^\s*\n", "", COMMENT.sub("", text), flags=re.M) for path, text in pulumi.texts(package).items()}


def lines(given, made, inputs, outputs, tf, depth):
    """A line for each attribute and block: what can be given, then what Terraform only tells."""
    rows, said = {}, set()
    for members, is_input in ((MEMBER.findall(given), True), (MEMBER.findall(made), False)):
        for name, optional, kind in members:
            if name in OWN or not is_input and not depth and not re.search(r"Output|^\w|^\{", kind):
                continue
            # What can be given is told as well, under the same name.
            if name in said:
                continue
            said.add(name)
            key, form, below = row(name, kind, inputs, outputs, tf, depth)
            presence = ("?" if optional else "!") if is_input else "="
            rows.setdefault(key, (presence, form, below))
    if not depth:
        rows.setdefault("id", ("=", "s", []))
    for key in sorted(rows):
        presence, form, below = rows[key]
        yield f"{' ' * depth}{key} {presence}{form}"
        yield from below


def row(name, kind, inputs, outputs, tf, depth):
    kind = kind.replace(" | undefined", "").replace("pulumi.Input<", "").replace("pulumi.Output<", "").replace(">", "").strip()
    is_list, key = kind.endswith("[]"), snake(name)
    nested = re.fullmatch(r"(inputs|outputs)\.(\w+)(?:\[\])?", kind)
    if nested:
        shapes = inputs if nested.group(1) == "inputs" else outputs
        # What is only told is an attribute as well.
        body, is_newer = shapes.get(nested.group(2), ""), tf.startswith(NEWER) or shapes is outputs
        given, made = (body, "") if nested.group(1) == "inputs" else ("", body)
        below = list(lines(given, made, inputs, outputs, tf, depth + 1))
        form = ("O" if is_newer else "B") + ("l" if is_list else "1")
        return (key if is_newer or not is_list else singular(key)), form, below
    if kind.startswith("{"):
        return key, "ms", []
    plain = {"string": "s", "number": "n", "boolean": "b"}.get(kind.removesuffix("[]"), "a")
    return SINGULAR.get(key, key), f"l{plain}" if is_list else plain, []


def singular(name):
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")
