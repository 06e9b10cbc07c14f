"""Reads texts with the readers that people's tools use, and says what each of them saw.

Each line of standard input is a request, `{"reader": NAME, "texts": [...]}`; its answer is one line
of standard output: for each text the value with every type named, or what the reader complained of.
"""

import io
import json
import sys
import tomllib

import dotenv
import yaml


class Tagged:
    def __init__(self, tag, value):
        self.tag, self.value = tag, value


def tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return Tagged(suffix, node.value)
    if isinstance(node, yaml.SequenceNode):
        return Tagged(suffix, loader.construct_sequence(node, deep=True))
    return Tagged(suffix, loader.construct_mapping(node, deep=True))


def yaml_reader(base):
    loader = type("Loader", (base,), {})
    loader.add_multi_constructor("!", tagged)
    return lambda text: list(yaml.load_all(text, loader))


READERS = {
    "pyyaml": yaml_reader(yaml.SafeLoader),
    "libyaml": yaml_reader(yaml.CSafeLoader),
    "libyaml, texts only": yaml_reader(yaml.CBaseLoader),
    "tomllib": tomllib.loads,
    "json": json.loads,
    "python-dotenv": lambda text: dict(dotenv.dotenv_values(stream=io.StringIO(text, newline=""))),
}


def named(value):
    match value:
        case None:
            return {"null": None}
        case bool():
            return {"bool": value}
        case int():
            return {"int": str(value)}
        case float():
            return {"float": repr(value)}
        case str():
            return {"text": value}
        case list():
            return {"list": [named(item) for item in value]}
        case dict():
            return {"map": [[named(key), named(item)] for key, item in value.items()]}
        case Tagged():
            return {"tagged": [value.tag, named(value.value)]}
        case _:
            return {"other": repr(value)}


def answer(read, text):
    try:
        return {"Ok": named(read(text))}
    except Exception as error:
        return {"Err": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    request = json.loads(line)
    read = READERS[request["reader"]]
    print(json.dumps([answer(read, text) for text in request["texts"]]), flush=True)
