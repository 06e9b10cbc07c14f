"""What the definitions of custom resources say beyond the types that the crates keep, by places.

A line of `overlays/kubernetes/<product>.facts` has the end of a path and what is true there: `cors.allowMethods[] e:GET|HEAD`,
where `[]` is an item of a list or a value of a map. The longest end that fits a place counts. A type replaces the scalar of the
crate, `l` and `m` with bounds or keys its list or map, and `c` is a rule in front of what is there; what begins with a sign is a
rule of the map, as tables have them. `-` and `| -` say that a place has nothing of what shorter ends say.
"""

import pathlib
import re

OVERLAYS = pathlib.Path(__file__).parent / "overlays/kubernetes"
RULE = re.compile(r"[!^|>] |\{")


class Facts:
    """What is known of places, by the ends of their paths."""

    def __init__(self, text):
        self.types, self.conditions, self.used = {}, {}, set()
        for line in text.splitlines():
            if line and not line.startswith("//"):
                end, fact = line.split(" ", 1)
                is_rule = RULE.match(fact)
                (self.conditions if is_rule else self.types).setdefault(end, []).append(fact)

    def applied(self, own, at):
        """The type of a place, with what is known of it."""
        for fact in sorted(self.found(self.types, at), key=lambda fact: fact.startswith("c(")):
            own = laid_over(own, fact, at)
        return own

    def rules(self, at):
        """The rules of a map."""
        return [rule for rule in self.found(self.conditions, at) if rule != "| -"]

    def found(self, facts, at):
        for first in range(len(at)):
            end = ".".join(at[first:])
            if end in facts:
                self.used.add(end)
                return facts[end]
        return []

    def assert_used(self):
        unused = {*self.types, *self.conditions} - self.used
        assert not unused, f"nothing is at {sorted(unused)}"


def of(product):
    """The facts of a product, where there are some."""
    path = OVERLAYS / f"{product}.facts"
    return Facts(path.read_text() if path.exists() else "")


def laid_over(own, fact, at):
    if fact == "-":
        return own
    if fact.startswith("c("):
        return fact + own
    if fact[0] in "lm":
        assert own[0] == fact[0], f"{'.'.join(at)} is {own}, and not {fact}"
        return fact + own[1:]
    assert own[0] in "sinq" and len(own) == 1, f"{'.'.join(at)} is {own}, and not {fact}"
    return fact
