"""What a provider no longer has, read from packages that describe the last of its earlier major versions.

It is told with the last major version that had it: types under the kind `gone`, arguments in their type.
"""

import re
import tarfile
from collections import defaultdict

from schema_sources.terraform import KINDS

CLASS = re.compile(r"^ *class (\w+) extends cdktf\.(\w+) \{\n", re.M)
TYPE = re.compile(r'^ *(\w+)\.tfResourceType = "([\w-]+)"', re.M)
SET = re.compile(r"^ *synthesizeAttributes\(\) \{\n *return \{\n(.*?)^ *\};", re.M | re.S)
ARGUMENT = re.compile(r'^ *"?([\w-]+)"?: ', re.M)
MAJOR = re.compile(r"providerVersion: '(\d+)\.|providerVersionConstraint: '~> (\d+)\.")
# What Terraform computes, and what the packages tell of every type.
ALWAYS = {"resource": {"id", "timeouts", "tags_all"}, "data": {"id", "timeouts", "tags", "tags_all"}, "provider": set()}


def add(found, packages):
    """Puts what the packages had, oldest first, and the provider has not, into its types; tells how many types and arguments that is."""
    gone, lost, counts = defaultdict(dict), defaultdict(dict), [0, 0]
    for package in packages:
        major, types = had(package)
        for (kind, name), arguments in types.items():
            if name not in found[kind]:
                gone[kind][name] = major
                continue
            known = {line.split(" ", 1)[0] for line in found[kind][name] if not line.startswith(" ")}
            lost[kind, name] |= {argument: major for argument in arguments - known - ALWAYS[kind]}
    for (kind, name), arguments in lost.items():
        found[kind][name] += [f"{argument} -{major}" for argument, major in sorted(arguments.items())]
        counts[1] += len(arguments)
    for kind, names in gone.items():
        found["gone"][kind] = [f"{name} -{major}" for name, major in sorted(names.items())]
        counts[0] += len(names)
    return counts


def had(package):
    """The major version of the provider that a package is of, and its types: what can be set in each, by kind and name."""
    major, types = None, {}
    with tarfile.open(package) as archive:
        for member in archive:
            if not re.match(r"package/lib/.+\.js$", member.name):
                continue
            text = archive.extractfile(member).read().decode()
            told = MAJOR.search(text)
            major = major or told and (told.group(1) or told.group(2))
            types |= classes(text)
    return major, types


def classes(text):
    names, found = dict(TYPE.findall(text)), {}
    starts = list(CLASS.finditer(text))
    for start, end in zip(starts, [*[later.start() for later in starts[1:]], len(text)]):
        name, base = start.groups()
        if base in KINDS and name in names:
            body = SET.search(text, start.end(), end)
            arguments = ARGUMENT.findall(body.group(1)) if body else []
            found[KINDS[base], names[name]] = set(arguments)
    return found
