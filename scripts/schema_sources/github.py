"""What GitHub accepts in workflows and actions, read from the packages of its own language service.

`@actions/workflow-parser` describes files by definitions: what is a text, a list or a map, and which contexts and functions an
expression there can use. They become a JSON schema, which the program reads as any other, and rows that say where what can be
used. `@actions/expressions` has the functions, `@actions/languageservice` the properties of contexts and the events.
"""

import json
import re

from schema_sources import packages

VERSION = "0.3.61"
DATE = "2026-08-05"
PARSER = (f"@actions/workflow-parser@{VERSION}", "fc0c4af6cc1f6c8a6f68e47e2093fc826a922c7244a0ffd2f8030a9303a59877")
EXPRESSIONS = (f"@actions/expressions@{VERSION}", "a09137eed52067f4369a5fdff1e2beb3663a1e9388a4709a414ada2dd44c82cd")
SERVICE = (f"@actions/languageservice@{VERSION}", "0c05556530e0bad449203ea984212baff961d309829b255865105e175f882d35")

# Definitions that the format knows without saying so.
BUILTIN = {
    "any": {}, "null": {"type": "null"}, "boolean": {"type": "boolean"}, "number": {"type": "number"}, "string": {"type": "string"},
    "sequence": {"type": "array"}, "mapping": {"type": "object"},
}

# Lists and maps that GitHub refuses when they are empty, which the definitions don't say.
NOT_EMPTY = ("jobs", "on-mapping-strict", "on-sequence-strict", "steps")


def workflow(cache):
    return json_schema(definitions("workflow", cache), "workflow-root-strict")


def action(cache):
    return json_schema(definitions("action", cache), "action-root-strict")


def definitions(name, cache):
    text = packages.file(packages.npm(PARSER[0], cache, PARSER[1]), f"dist/{name}-v1.0.min.json")
    return json.loads(text)["definitions"]


def json_schema(definitions, root):
    """The definitions as a JSON schema, from `root` on."""
    defs = {name: converted(definition) for name, definition in definitions.items()}
    for name in NOT_EMPTY:
        if name in defs:
            defs[name] |= {"minItems": 1} if defs[name]["type"] == "array" else {"minProperties": 1}
    return {"$ref": f"#/$defs/{root}", "$defs": {**BUILTIN, **defs}}


def converted(definition):
    described = {"description": definition["description"]} if "description" in definition else {}
    if "one-of" in definition:
        return {**described, "oneOf": [reference(name) for name in definition["one-of"]]}
    if "allowed-values" in definition:
        return {**described, "enum": definition["allowed-values"]}
    if "sequence" in definition:
        return {**described, "type": "array", "items": reference(definition["sequence"]["item-type"])}
    if "mapping" in definition:
        return {**described, **mapping(definition["mapping"])}
    constant = (definition.get("string") or {}).get("constant")
    if constant:
        return {**described, "enum": [constant]}
    kind = next(kind for kind in ("string", "boolean", "number", "null") if kind in definition)
    return {**described, "type": kind}


def mapping(told):
    loose = told.get("loose-value-type")
    schema = {"type": "object", "additionalProperties": reference(loose) if loose else False}
    if "properties" in told:
        properties = {name: value if isinstance(value, dict) else {"type": value} for name, value in told["properties"].items()}
        schema["properties"] = {name: reference(value["type"]) for name, value in properties.items()}
        schema["required"] = [name for name, value in properties.items() if value.get("required")]
    return schema


def reference(name):
    return {"$ref": f"#/$defs/{name}"}


def expressions(cache):
    """What an expression can use, as types of a table: contexts with their properties, functions, and places."""
    told = packages.file(packages.npm(SERVICE[0], cache, SERVICE[1]), "dist/context-providers/descriptions.min.json")
    properties = json.loads(told)
    contexts = [[f"context {name}", *(f" {key} =a" for key in known(properties, name))] for name in sorted(properties["root"])]
    workflow, action = definitions("workflow", cache), definitions("action", cache)
    sources = packages.files(packages.npm(EXPRESSIONS[0], cache, EXPRESSIONS[1]), "dist/funcs/")
    found = functions(sources.values(), availability(workflow, "workflow-root-strict").values())
    calls = [[f"function {name}", f" % takes {least} {most}"] for name, (least, most) in sorted(found.items())]
    rows = [*places(workflow, "workflow-root-strict"), *places(action, "action-root-strict")]
    return "".join("\n" + "".join(f"{line}\n" for line in lines) for lines in [*contexts, *calls, *rows])


def known(properties, name):
    """The properties that a context always has: not those of things that somebody names."""
    return [] if name in ("jobs", "secrets", "steps") else sorted({key.split(".")[0] for key in properties.get(name, {})})


def places(definitions, root):
    """What can be used at each path of a workflow or an action, the innermost paths first."""
    rows = availability(definitions, root)
    for path, words in sorted(rows.items(), key=lambda row: (-len(row[0]), row[0])):
        names = sorted(word for word in words if "(" not in word)
        calls = sorted(word.partition("(")[0] for word in words if "(" in word)
        lines = [f"place {'.'.join(path).replace('.[]', '[]')}", f" % contexts {' '.join(names)}"]
        yield [*lines, *([f" % functions {' '.join(calls)}"] if calls else []), *([" % condition"] if path[-1] == "if" else [])]


def availability(definitions, root):
    """Rows of a path, and the contexts and functions that an expression there can use; none where nothing is evaluated.

    A definition adds to what is there around it. What is below a path has the same, unless it has a row of its own.
    """
    rows = {}

    def walk(name, path, around, inside):
        definition = definitions.get(name, {})
        here = around + [word for word in definition.get("context", []) if word not in around]
        if here:
            rows.setdefault(path, set()).update(here)
        # What is inside of itself is followed once.
        if inside.count(name) > 1:
            return
        inside = (*inside, name)
        for other in definition.get("one-of", []):
            walk(other, path, here, inside)
        if "sequence" in definition:
            walk(definition["sequence"]["item-type"], path + ("[]",), here, inside)
        told = definition.get("mapping", {})
        for key, value in told.get("properties", {}).items():
            walk(value if isinstance(value, str) else value["type"], path + (key,), here, inside)
        if "loose-value-type" in told:
            walk(told["loose-value-type"], path + ("*",), here, inside)

    walk(root, (), [], ())
    return {path: words for path, words in rows.items() if words != rows.get(path[:-1])}


def functions(sources, places):
    """Each function with the fewest and most values it takes: those that are everywhere, and those of some places."""
    found = {}
    for text in sources:
        name = re.search(r'description: "`(\w+)\(', text)
        if name:
            least, most = (re.search(rf"{word}Args: ([\w.]+)", text)[1] for word in ("min", "max"))
            found[name[1]] = (int(least), int(most) if most.isdigit() else 255)
    for word in sorted(set().union(*places)):
        call = re.fullmatch(r"(\w+)\((\d+),(\w+)\)", word)
        if call:
            least, most = found.get(call[1], (255, 0))
            found[call[1]] = (min(least, int(call[2])), max(most, int(call[3]) if call[3].isdigit() else 255))
    return found
