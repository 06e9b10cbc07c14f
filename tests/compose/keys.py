"""Every key of the Compose specification's JSON schema, by its path, a line each.

A name of the author's own is `*`, an item of a list `[]`: `services.*.ports[].published`.
Usage: python keys.py
"""
import json
import pathlib

import check_jsonschema

SCHEMA = pathlib.Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor/compose-spec.json"


def walk(node, path, root, found):
    if "$ref" in node:
        target = root
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        walk(target, path, root, found)
    for word in ("oneOf", "anyOf", "allOf"):
        for part in node.get(word, ()):
            walk(part, path, root, found)
    for key, part in node.get("properties", {}).items():
        inside = f"{path}.{key}" if path else key
        found.add(inside)
        walk(part, inside, root, found)
    for pattern, part in node.get("patternProperties", {}).items():
        if pattern != "^x-":
            walk(part, f"{path}.*", root, found)
    if isinstance(node.get("items"), dict):
        walk(node["items"], f"{path}[]", root, found)


def main():
    root = json.loads(SCHEMA.read_text())
    found = set()
    walk(root, "", root, found)
    print("\n".join(sorted(found)))


main()
