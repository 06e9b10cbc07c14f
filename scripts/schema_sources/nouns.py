"""What maps of Kubernetes objects are called in messages."""

import re


def subject(own):
    """What a map is called: `a Deployment`, `the spec of a Deployment`, `a container port`."""
    if "/" in own:
        return with_article(own.rpartition("/")[2])
    name = own.rpartition(".")[2]
    for end, word in (("Spec", "spec"), ("Status", "status")):
        if name.endswith(end) and name != end:
            return f"the {word} of {with_article(name.removesuffix(end))}"
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]+|[A-Z]|\d+", name)
    return with_article(" ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words))


def with_article(noun):
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is", "as")) and not noun[0].isupper():
        return noun
    return f"{'an' if noun[0] in 'AEIOaeio' or noun.startswith(('HTTP', 'SE ', 'NFS', 'RBD', 'FC ')) else 'a'} {noun}"
