"""The opinion of `kubernetes-validate`, in its strict mode, on the objects in files whose paths are the lines of stdin.

A line for each object: `ok`, `bad` or `unknown`, the path of its file, and what is wrong, with tabs between them.
"""

import functools
import sys

import kubernetes_validate
import yaml
from kubernetes_validate import utils

VERSION = sys.argv[1]

# Each object would read the whole document again.
utils.schema_contents = functools.cache(utils.schema_contents)


def opinion(document):
    try:
        kubernetes_validate.validate(document, VERSION, strict=True)
    except utils.SchemaNotFoundError as error:
        return "unknown", error.message
    except utils.ValidationError as error:
        return "bad", f"{'.'.join(map(str, error.path))}: {error.message}"
    return "ok", ""


def main():
    for path in sys.stdin.read().splitlines():
        with open(path) as file:
            documents = [document for document in yaml.load_all(file, yaml.CSafeLoader) if document]
        for document in documents:
            is_object = isinstance(document, dict) and "kind" in document and "apiVersion" in document
            word, why = opinion(document) if is_object else ("unknown", "it is no object")
            print(word, path, " ".join(why.split())[:200], sep="\t")


main()
