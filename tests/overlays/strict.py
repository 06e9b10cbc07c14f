"""Looks for what is too much in generated trees and charts, or accepted by mistake.

usage: strict.py DIR...

Each DIR holds a Kustomize tree in `tree/` or a chart in `chart/`. Each entry of an overlay is left out in turn, which has to
change what comes out; each value of a chart is set to one of another type, and a key is added beside it, which the schema of the
values has to refuse; a value that is the same in all environments has to be a constant, unless it is the tag of an image or the
recipe names values, which a file `named` in DIR says. One line is printed for each that is not so; the last line counts what was tried.
"""

import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

BIN = os.path.dirname(sys.executable)
LISTS = ["patches", "images", "replicas", "components", "resources", "configMapGenerator"]


def render(folder):
    done = subprocess.run([f"{BIN}/kubectl", "kustomize", folder], capture_output=True, text=True, timeout=120)
    return done.stdout if done.returncode == 0 else None


def read(path):
    with open(path) as file:
        return yaml.safe_load(file)


def write(path, data):
    with open(path, "w") as file:
        yaml.safe_dump(data, file)


def leaves(data, path=()):
    """The paths of all values in which nothing is, but for what says which object a patch is for."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            if path or key not in ("apiVersion", "kind"):
                yield from leaves(value, path + (key,))
    elif isinstance(data, list) and data:
        for i, value in enumerate(data):
            yield from leaves(value, path + (i,))
    elif path[-1] not in ("name", "namespace", "mountPath", "op", "path", "ip", "$patch") or len(path) > 2 and path[-2] == "labels":
        yield path


def without(data, path):
    data = copy.deepcopy(data)
    inside = data
    for step in path[:-1]:
        inside = inside[step]
    del inside[path[-1]]
    return data


def overlay(folder):
    """Leaves out each entry of an overlay, and each value of its strategic merge patches."""
    found, count = [], 0
    whole = render(folder)
    main = f"{folder}/kustomization.yaml"
    content = read(main)
    entries = [(key, i) for key in LISTS for i in range(len(content.get(key, [])))]
    if "namespace" in content:
        entries.append(("namespace",))
    for path in entries:
        count += 1
        write(main, without(content, path))
        if render(folder) == whole:
            found.append(f"{folder}: {'.'.join(map(str, path))} changes nothing")
    write(main, content)
    for patch in content.get("patches", []):
        file = f"{folder}/{patch['path']}" if "path" in patch else None
        if file is None or isinstance(read(file), list):
            continue
        body = read(file)
        for path in leaves(body):
            count += 1
            write(file, without(body, path))
            if render(folder) == whole:
                found.append(f"{file}: {'.'.join(map(str, path))} changes nothing")
        write(file, body)
    return found, count


def wrong(schema):
    """A value of a type that a schema does not name."""
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    others = {"string": "wrong", "object": {"type": "wrong"}, "boolean": True, "array": ["wrong"], "number": 12.5}
    return next(value for name, value in others.items() if name not in types)


def values(folder):
    """Sets each value to a wrong one, and adds a key to each map that templates look into."""
    found, count = [], 0
    with open(f"{folder}/values.schema.json") as file:
        schema = json.load(file)
    validator = jsonschema.Draft7Validator(schema)
    base = read(f"{folder}/values.yaml") or {}
    if not validator.is_valid(base):
        return [f"{folder}: its own values are refused"], 1

    def visit(schema, path):
        nonlocal count
        if "properties" not in schema:
            tried, inside = copy.deepcopy(base), None
            inside = tried
            for key in path[:-1]:
                inside = inside.setdefault(key, {})
            inside[path[-1]] = wrong(schema)
            count += 1
            if validator.is_valid(tried):
                found.append(f"{folder}: a wrong {'.'.join(path)} is accepted")
            return
        tried = copy.deepcopy(base)
        inside = tried
        for key in path:
            inside = inside.setdefault(key, {})
        inside["notThere"] = 1
        count += 1
        if validator.is_valid(tried):
            found.append(f"{folder}: an unknown key in {'.'.join(path) or 'the values'} is accepted")
        for key, value in schema["properties"].items():
            if key != "global" or path:
                visit(value, path + [key])

    visit(schema, [])
    return found, count


def merged(base, own):
    """Values as Helm joins them: maps key by key, null takes a key out."""
    if not isinstance(base, dict) or not isinstance(own, dict):
        return own
    both = {key: merged(base[key], own[key]) if key in base and key in own else own.get(key, base.get(key)) for key in [*base, *own]}
    return {key: value for key, value in both.items() if value is not None}


def constants(folder):
    """Finds values that all environments have in common."""
    with open(f"{folder}/values.schema.json") as file:
        schema = json.load(file)
    base = read(f"{folder}/values.yaml") or {}
    files = [name for name in os.listdir(folder) if name.startswith("values-")]
    sets = [merged(base, read(f"{folder}/{name}") or {}) for name in files]

    def value(inside, path):
        for key in path:
            inside = inside.get(key) if isinstance(inside, dict) else None
        return inside

    def visit(schema, path):
        if "properties" in schema:
            for key, below in schema["properties"].items():
                if key != "global" or path:
                    yield from visit(below, path + [key])
        elif path[-1] != "tag":
            yield path

    places = list(visit(schema, []))
    same = [path for path in places if len(sets) > 1 and all(value(own, path) == value(sets[0], path) for own in sets)]
    return [f"{folder}: {'.'.join(path)} is the same in all environments" for path in same], len(places)


if __name__ == "__main__":
    total = 0
    for given in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as copied:
            folder = f"{copied}/{os.path.basename(given)}"
            shutil.copytree(given, folder)
            has_chart = os.path.isdir(f"{folder}/chart")
            results = [values(f"{folder}/chart")] if has_chart else []
            if has_chart and not os.path.exists(f"{folder}/named"):
                results.append(constants(f"{folder}/chart"))
            overlays = f"{folder}/tree/overlays"
            for name in sorted(os.listdir(overlays)) if os.path.isdir(overlays) else []:
                results.append(overlay(f"{overlays}/{name}"))
        for found, count in results:
            total += count
            print(*found, sep="\n", end="\n" if found else "")
    print(f"{total} tried")
