"""What GitHub sends with each event that starts a workflow: the properties of `github.event`, from `@actions/languageservice`.

The package has a payload for each action of an event, as `opened` of a pull request; here they are one. What has no properties
there is open: GitHub says no more of it than that it is there.
"""

import json

from schema_sources import packages

FOLDER = "dist/context-providers/events"
# Events whose payload others decide: callers, and those who dispatch.
OPEN = ("inputs", "client_payload")
# A shorter map is sooner written again than looked up.
FEWEST_LINES = 3


def read(archive):
    """Types of a table, by kind and name: an `event` for each, and what they share."""
    load = lambda name: json.loads(packages.file(archive, f"{FOLDER}/{name}.min.json"))
    objects, payloads = load("objects"), {"schedule": example(load("schedule"))}
    for event, actions in load("webhooks").items():
        payloads[event] = {}
        for action in actions.values():
            merge(payloads[event], parameters(action["bodyParameters"], objects))
    # They are sent the same, and only run with other rights.
    payloads["pull_request_target"] = payloads["pull_request"]
    return shared({f"event {event}": payload for event, payload in sorted(payloads.items())})


def parameters(listed, objects):
    """The properties that a list of parameters describes, each with its own; an index is one that several payloads have."""
    found = {}
    for parameter in listed:
        parameter = objects[parameter] if isinstance(parameter, int) else parameter
        below = [] if parameter["name"] in OPEN else parameter.get("childParamsGroups", [])
        merge(found, {parameter["name"]: parameters(below, objects)})
    return found


def merge(known, more):
    for name, below in more.items():
        merge(known.setdefault(name, {}), below)


def example(value):
    """The properties of an example."""
    return {name: example(below) for name, below in value.items()} if isinstance(value, dict) else {}


def shared(types):
    """The types as text; a map that is there several times has a number."""
    uses, numbers, texts = {}, {}, {}

    def count(tree):
        key = json.dumps(tree, sort_keys=True)
        uses[key] = uses.get(key, 0) + 1
        if uses[key] == 1:
            for below in tree.values():
                count(below)

    def lines(tree):
        for name, below in sorted(tree.items()):
            key = json.dumps(below, sort_keys=True)
            if not below:
                yield f"{name} =a"
            elif uses[key] > 1 and key.count(":") >= FEWEST_LINES:
                if key not in numbers:
                    numbers[key] = str(len(numbers) + 1)
                    number = numbers[key]
                    texts["type", number] = "".join([f"type {number}\n", *(f" {line}\n" for line in lines(below))])
                yield f"{name} =@{numbers[key]}"
            else:
                yield f"{name} =O"
                yield from (f" {line}" for line in lines(below))

    for tree in types.values():
        count(tree)
    for head, tree in types.items():
        texts[tuple(head.split(" "))] = "".join([f"{head}\n", *(f" {line}\n" for line in lines(tree))])
    return texts
