"""Compares what Kustomize and Helm make of generated trees and charts with the plain objects of each environment.

usage: compare.py DIR...

Each DIR holds `plain/<environment>.yaml`, and may hold a Kustomize tree in `tree/` and a chart in `chart/` whose values for an
environment are in `values-<environment>.yaml`. One line is printed for each difference; the last line counts what was compared.
"""

import concurrent.futures
import os
import re
import subprocess
import sys

import yaml

BIN = os.path.dirname(sys.executable)


class Loader(yaml.CSafeLoader):
    """YAML as Kubernetes reads it: version 1.2's numbers, no dates."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rows if tag.rsplit(":", 1)[1] in ("bool", "null")]
    for first, rows in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
Loader.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT, list("-+.0123456789"))


def read_float(loader, node):
    """Go keeps the text of what is out of a float's range."""
    text = loader.construct_scalar(node)
    value = float(text)
    return text if value in (float("inf"), float("-inf")) else value


Loader.add_constructor("tag:yaml.org,2002:float", read_float)


def load(text):
    return [document for document in yaml.load_all(text, Loader=Loader) if document is not None]


def key(thing):
    metadata = thing["metadata"]
    return (thing["apiVersion"], thing["kind"], metadata["name"], metadata.get("namespace"))


def same(a, b, numbers):
    """Typed equality. Kustomize has one type of numbers (`numbers`)."""
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k], numbers) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(same(x, y, numbers) for x, y in zip(a, b))
    if numbers and type(a) in (int, float) and type(b) in (int, float):
        return a == b
    return type(a) is type(b) and a == b


def differences(a, b, numbers, path=""):
    if same(a, b, numbers):
        return []
    if isinstance(a, dict) and isinstance(b, dict):
        found = []
        for k in {**a, **b}:
            if k in a and k in b:
                found += differences(a[k], b[k], numbers, f"{path}.{k}")
            else:
                found.append(f"{path}.{k} is {'missing' if k in a else 'too much'}")
        return found
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [x for i, (p, q) in enumerate(zip(a, b)) for x in differences(p, q, numbers, f"{path}[{i}]")]
    return [f"{path}: wanted {a!r}, got {b!r}"]


def compare(wanted, got, numbers=False):
    hooks = [x for x in got if "helm.sh/hook" in (x["metadata"].get("annotations") or {})]
    found = {key(x): x for x in got if x not in hooks}
    if len(found) != len(got) - len(hooks):
        return ["an object comes twice"]
    problems = [f"{k[1]} {k[2]} is too much" for k in found if k not in {key(x) for x in wanted}]
    for x in wanted:
        if numbers and not x["metadata"].get("annotations", True):
            # Kustomize drops empty annotations, whatever the tree.
            x = {**x, "metadata": {k: v for k, v in x["metadata"].items() if k != "annotations"}}
        if key(x) not in found:
            problems.append(f"{x['kind']} {x['metadata']['name']} is missing")
        else:
            problems += differences(x, found[key(x)], numbers, f"{x['kind']} {x['metadata']['name']}")
    return problems


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return (done.stdout, None) if done.returncode == 0 else (None, done.stderr.strip()[:600])


def kustomize(folder, environment):
    return run(f"{BIN}/kubectl", "kustomize", f"{folder}/tree/overlays/{environment}")


def helm3(folder, environment):
    values = f"{folder}/chart/values-{environment}.yaml"
    return run(f"{BIN}/helm", "template", "x", f"{folder}/chart", "--skip-tests", "--values", values)


def helm4(folder, environment):
    from helm_python import Chart

    try:
        with open(f"{folder}/chart/values-{environment}.yaml") as file:
            values = yaml.load(file, Loader=Loader) or {}
        rendered = Chart.load(f"{folder}/chart").render(values=values, name="x", namespace="default")
        texts = [text for name, text in rendered.items() if not name.endswith("NOTES.txt") and "/tests/" not in name]
        return "".join(f"\n---\n{text}\n" for text in texts), None
    except Exception as error:
        return None, repr(error)[:600]


TOOLS = [("tree", "Kustomize", kustomize, True), ("chart", "Helm 3", helm3, False), ("chart", "Helm 4", helm4, False)]


def lint(folder):
    _, error = run(f"{BIN}/helm", "lint", "--strict", f"{folder}/chart")
    return [f"{folder}: helm lint: {error}"] if error else []


def check(folder):
    lines, count = [], 0
    if os.path.isdir(f"{folder}/chart"):
        lines += lint(folder)
    for name in sorted(os.listdir(f"{folder}/plain")):
        environment = name.removesuffix(".yaml")
        with open(f"{folder}/plain/{name}") as file:
            wanted = load(file.read())
        for part, tool, render, numbers in TOOLS:
            if not os.path.isdir(f"{folder}/{part}"):
                continue
            count += 1
            text, error = render(folder, environment)
            if error is None:
                try:
                    problems = compare(wanted, load(text), numbers)
                except Exception as failure:
                    problems = [f"its output can't be read: {failure!r}"[:600]]
            else:
                problems = [error]
            lines += [f"{folder} {environment} {tool}: {problem}" for problem in problems]
    return lines, count


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        results = list(pool.map(check, sys.argv[1:]))
    for lines, _ in results:
        print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{sum(count for _, count in results)} compared")
