"""The tables of documents: a JSON schema of somebody, read by the program as any other, and an overlay of ours over it."""

import json
import pathlib
import subprocess
import tempfile

from schema_sources import events, github, overlay, packages, tables

CHECK_JSONSCHEMA = ("check-jsonschema", "0.39.0", "14ce5c94871c551268ea948ffe21e9f1464dc48fb20bf9a4c13deeaaf756cf9b")
CHECK_JSONSCHEMA_DATE = "2026-10-26"
VERCEL = ("@vercel/config@0.7.2", "3c112c89f3b58e2d0d5fe726cdb80df6270d43511a88a6ff32196c1d138e4707")
VERCEL_DATE = "2026-09-27"
# What makes a JSON schema of Vercel's types; both decide the bytes.
TYPESCRIPT = ("ts-json-schema-generator@2.4.0", "typescript@5.9.3")

OVERLAYS = pathlib.Path(__file__).parent / "overlays"


def collected(name):
    """A schema of the collection that `check-jsonschema` carries."""

    def read(cache):
        wheel = packages.pypi(*CHECK_JSONSCHEMA[:2], cache, CHECK_JSONSCHEMA[2])
        schema = packages.file(wheel, f"check_jsonschema/builtin_schemas/vendor/{name}.json")
        return json.loads(schema)

    return f"{name} in check-jsonschema", CHECK_JSONSCHEMA[1], CHECK_JSONSCHEMA_DATE, read


def vercel(cache):
    types = packages.file(packages.npm(VERCEL[0], cache, VERCEL[1]), "dist/types.d.ts")
    folder = cache / "typescript"
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, *TYPESCRIPT], check=True)
    (folder / "types.d.ts").write_text(types)
    command = ["node_modules/.bin/ts-json-schema-generator", "--path", "types.d.ts", "--type", "VercelConfig", "--no-type-check"]
    made = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return json.loads(made.stdout)


# By name: the source, its version and date, and what reads it.
DOCUMENTS = {
    "compose/file": collected("compose-spec"),
    "github/dependabot": collected("dependabot"),
    "github/workflow": ("@actions/workflow-parser", github.VERSION, github.DATE, github.workflow),
    "github/action": ("@actions/workflow-parser", github.VERSION, github.DATE, github.action),
    "gitlab/pipeline": collected("gitlab-ci"),
    "vercel/config": ("@vercel/config", VERCEL[0].rpartition("@")[2], VERCEL_DATE, vercel),
}


def write(names, cache, program, folder):
    for name in names or [*DOCUMENTS, "github/expressions", "github/events"]:
        table = folder / f"{name}.table"
        table.parent.mkdir(parents=True, exist_ok=True)
        if name == "github/events":
            texts = events.read(packages.npm(github.SERVICE[0], cache, github.SERVICE[1]))
            table.write_bytes(tables.packed("@actions/languageservice", github.VERSION, github.DATE, texts))
            print(f"{name}: {github.VERSION}, {len(texts)} types, {table.stat().st_size} bytes")
            continue
        if name == "github/expressions":
            head, types = ("@actions/expressions", github.VERSION, github.DATE), github.expressions(cache)
        else:
            *head, read = DOCUMENTS[name]
            types = imported(program, name, read(cache))
        root = f"type {name.rpartition('/')[2]}"
        over = OVERLAYS / f"{name}.table"
        roots = [] if name == "github/expressions" else [root]
        types = overlay.laid_over(types, over.read_text() if over.exists() else "", roots)
        source, version, date = head
        table.write_text(f"sw-table 4\nsource: {source}\nversion: {version}\ndate: {date}\n{types}")
        print(f"{name}: {source} {version}, {types.count(chr(10) + 'type ')} types, {table.stat().st_size} bytes")


def imported(program, name, schema):
    """The types that `sw schema add` makes of a JSON schema."""
    with tempfile.TemporaryDirectory() as home:
        file = pathlib.Path(home) / "schema.json"
        file.write_text(json.dumps(schema))
        command = [program(), "schema", "add", "schema.json", "--name", name]
        subprocess.run(command, cwd=home, check=True, stdout=subprocess.DEVNULL)
        text = (pathlib.Path(home) / f".specweave/schemas/{name}.table").read_text()
    return text.split("\n\n", 1)[1]
