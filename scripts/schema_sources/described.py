"""The tables of custom resources that no package of a registry has: `overlays/kubernetes/<product>.table`, which names its source."""

import re

from schema_sources.facts import OVERLAYS

PRODUCTS = ("consul", "linkerd")

VERSION = re.compile(r"^// version: (\d+)$", re.M)
TYPE = re.compile(r"^type \S+$(?:\n .*)*", re.M)


def read(product):
    """The texts of the types and of the kinds of a product, and its version, which is a day."""
    text = (OVERLAYS / f"{product}.table").read_text()
    texts, kinds = {}, {}
    for body in TYPE.findall(text):
        name = body.splitlines()[0].removeprefix("type ")
        texts["type", name] = f"{body}\n"
        api_version, _, kind = name.rpartition("/")
        if api_version:
            kinds.setdefault(kind, {})[api_version] = " % cluster" in body.splitlines()
    return texts, kinds, VERSION.search(text).group(1)
