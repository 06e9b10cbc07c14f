"""What a source can't know, laid over the table that is made from it: what maps are called, the order of keys, ways of writing.

An overlay is written as a table is. A field with only a name keeps what the source says, and takes this place in the order; one
with a type replaces it. Fields and types that an overlay does not have stay as they are, behind the others: so new ones are there
by themselves. A line that begins with `-` takes the source's line away. What names something that the source does not have, and
says nothing of it, is a mistake; where a type's line names several types, with commas between them, each takes what it has.
"""

import re

SIGNS = ("#", "|", "^", "!", ">", "=", "%", "{")


class Line:
    """A line of a table, with the lines that are further in."""

    def __init__(self, text, is_head=False):
        self.text = text
        self.is_head = is_head
        self.below = []

    @property
    def key(self):
        words = self.text.split(" ")
        if self.is_head:
            return " ".join(words[:2])
        return self.text if words[0] in ("|", "^", "!", ">", "%") else words[0]

    @property
    def says_nothing(self):
        return self.text == self.key


def tree(text):
    """The lines of a table's types, by how far in they are."""
    root = Line("")
    open_lines = [root]
    for line in text.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" "))
        del open_lines[depth + 1:]
        new = Line(line.strip(), depth == 0)
        open_lines[-1].below.append(new)
        open_lines.append(new)
    return root


def laid_over(text, overlay, roots):
    """The types of a table with an overlay over them; those that nothing leads to from `roots`, if there are some, are left out."""
    table = tree(text)
    known = {line.key: line for line in table.below}
    for over, is_shared in spread(tree(re.sub(r"^//.*\n", "", overlay, flags=re.M))):
        if over.key not in known:
            known[over.key] = Line(over.text, True)
            table.below.append(known[over.key])
        lay(known[over.key], over, over.key, is_shared)
    return written(reached(table, roots) if roots else table.below)


def lay(line, over, where, is_shared=False):
    known = {below.key: below for below in line.below}
    placed = []
    for new in over.below:
        if new.text.startswith("- "):
            gone = new.text[2:]
            assert gone in known, f"{where}: there is no `{gone}` to take away"
            del known[gone]
            continue
        old = known.pop(new.key, None)
        says_nothing = new.says_nothing and not new.text.startswith(SIGNS)
        if not old and is_shared and not new.text.startswith(SIGNS):
            continue
        assert old or not says_nothing or new.below, f"{where}: the source has no `{new.text}`"
        kept = Line(old.text if old and says_nothing else new.text)
        kept.below = old.below if old and (says_nothing or new.below) else []
        lay(kept, new, f"{where}/{new.key}")
        placed.append(kept)
    line.below = placed + list(known.values())


def spread(over):
    """An overlay with a type of its own for each that a line names."""
    for line in over.below:
        names = line.text.removeprefix("type ").split(", ")
        for name in names:
            one = Line(f"type {name}" if line.text.startswith("type ") else line.text, True)
            one.below = line.below
            yield one, len(names) > 1


def reached(table, roots):
    types = {line.key: line for line in table.below}
    found, queue = set(), list(roots)
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            queue.extend(f"type {other}" for other in re.findall(r"@([^\s|()\[\]<>{},]+)", flat(types[name])))
    return [line for line in table.below if line.key in found]


def flat(line):
    return "\n".join([line.text, *(flat(below) for below in line.below)])


def written(lines, depth=0):
    text = ""
    for line in lines:
        gap = "\n" if depth == 0 else ""
        text += f"{gap}{' ' * depth}{line.text}\n{written(line.below, depth + 1)}"
    return text
