"""Writes the table of each provider in the text form of `src/schema/table/format.md`, its types in groups that are compressed one by one.

A run that needs one type reads the head and one group. What the readers of packages give is a line for each argument, which is
the table's but for blocks and objects: `B1` and `O1` stand for one, `Bl`, `Bt`, `Ol` and `Ot` for a list or set, `Om` for a map.
The kind `gone` has the types that no version has any more.
"""

import re
from typing import Callable, NamedTuple

import zstandard

from schema_sources import earlier, hcloud, packages, pulumi, terraform

# A group is so many characters, or a little more: small enough to be read at once, large enough to be compressed well.
GROUP = 48_000

# The day on which the packages were read.
MADE = "2026-11-26"

# The forms of blocks and objects in the readers' lines, and in the table's.
ROW = re.compile(r"^( *\S+ [!?=])([BO][1ltm])(?= |$)")
FORMS = {"B1": "BO", "Bl": "BlO", "Bt": "BtO", "Bm": "BmO", "O1": "O", "Ol": "lO", "Ot": "tO", "Om": "mO"}

# Attributes that the older of HashiCorp's frameworks takes as blocks too, which is how people write them.
BY_CUSTOM = {
    "aws": ("ingress", "egress", "route", "step", "placement_group_config"),
    "azurerm": ("*",),
    "vault": ("*",),
}



class Provider(NamedTuple):
    """A provider's source, the package that describes it, what reads the package; the one that tells what is deprecated, of a
    version that is as near as there is; and the last ones of earlier major versions, oldest first."""

    source: str
    package: str
    deprecated: str | None = None
    earlier: tuple = ()
    read: Callable = terraform.read


PROVIDERS = {
    "aws": Provider(
        "hashicorp/aws", "@cdktf/provider-aws@21.22.1", "@pulumi/aws@7.14.0",
        ("@cdktf/provider-aws@5.0.52", "@cdktf/provider-aws@15.0.0", "@cdktf/provider-aws@19.65.1"),
    ),
    "azurerm": Provider(
        "hashicorp/azurerm", "@cdktf/provider-azurerm@14.23.1", "@pulumi/azure@6.30.0", ("@cdktf/provider-azurerm@12.27.0",),
    ),
    "cloudflare": Provider(
        "cloudflare/cloudflare", "@cdktf/provider-cloudflare@13.9.1", "@pulumi/cloudflare@6.11.0",
        ("@cdktf/provider-cloudflare@5.0.3", "@cdktf/provider-cloudflare@11.30.0"),
    ),
    "datadog": Provider("datadog/datadog", "@cdktf/provider-datadog@12.15.2", "@pulumi/datadog@4.64.0"),
    "digitalocean": Provider("digitalocean/digitalocean", "@cdktf/provider-digitalocean@13.14.1", "@pulumi/digitalocean@4.55.0"),
    "google": Provider(
        "hashicorp/google", "@cdktf/provider-google@16.12.1", "@pulumi/gcp@8.41.1",
        ("@cdktf/provider-google@9.0.5", "@cdktf/provider-google@13.32.1"),
    ),
    "hcloud": Provider("hetznercloud/hcloud", "@pulumi/hcloud@1.41.0", "@pulumi/hcloud@1.41.0", read=hcloud.read),
    "helm": Provider("hashicorp/helm", "@cdktf/provider-helm@12.1.2", earlier=("@cdktf/provider-helm@11.0.0",)),
    "kubernetes": Provider("hashicorp/kubernetes", "@cdktf/provider-kubernetes@12.1.1"),
    "newrelic": Provider(
        "newrelic/newrelic", "@cdktf/provider-newrelic@13.12.2", "@pulumi/newrelic@5.75.3", ("@cdktf/provider-newrelic@3.0.23",),
    ),
    "null": Provider("hashicorp/null", "@cdktf/provider-null@11.0.1"),
    "random": Provider("hashicorp/random", "@cdktf/provider-random@12.0.1", "@pulumi/random@4.18.4"),
    "tls": Provider("hashicorp/tls", "@cdktf/provider-tls@11.0.1"),
    "vault": Provider(
        "hashicorp/vault", "@cdktf/provider-vault@15.6.1", "@pulumi/vault@7.8.0",
        ("@cdktf/provider-vault@12.2.0", "@cdktf/provider-vault@13.8.0"),
    ),
}


def write(names, cache, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PROVIDERS:
        provider = PROVIDERS[name]
        custom = {"by_custom": BY_CUSTOM[name]} if name in BY_CUSTOM else {}
        found, version = provider.read(fetched(provider.package, cache), **custom)
        counts = ", ".join(f"{len(types)} {kind}" for kind, types in sorted(found.items()))
        gone = earlier.add(found, [fetched(package, cache) for package in provider.earlier])
        deprecated = pulumi.mark(found, fetched(provider.deprecated, cache), name) if provider.deprecated else [0, 0]
        data = packed(provider.source, version, MADE, types(found))
        (folder / f"{name}.table").write_bytes(data)
        print(f"{name} {version}: {counts}; deprecated {told(deprecated)}; gone {told(gone)}; {len(data)} bytes")


def told(counts):
    return "{} types, {} arguments".format(*counts)


def fetched(package, cache):
    """The package's archive, from the registry when it is not there yet."""
    return packages.npm(package, cache)


def packed(source, version, date, texts, order=""):
    """The bytes of a table of these types, by kind and name."""
    compressor = zstandard.ZstdCompressor(level=22, write_content_size=False, write_checksum=False)
    order = f"order: {order}\n" if order else ""
    head, body = [f"sw-table 4\nsource: {source}\nversion: {version}\ndate: {date}\n{order}"], []
    for first, text in groups(texts):
        group = compressor.compress(text.encode())
        head.append(f"group: {len(group)} {len(text.encode())} {first}\n")
        body.append(group)
    return "".join(head).encode() + b"\n" + b"".join(body)


def types(found):
    """The text of each type, by kind and name."""
    texts = {}
    for kind, names in found.items():
        for name, rows in names.items():
            if kind == "gone":
                # Its names are kinds, and its lines are types: `aws_thing -4`.
                texts |= {(name, row.split(" ")[0]): f"{name} {row}\n" for row in rows}
            else:
                texts[kind, name.split(" ")[0]] = "".join([f"{kind} {name}\n", *(f" {line(row)}\n" for row in rows)])
    return texts


def line(row):
    """A line as the table has it."""
    return ROW.sub(lambda found: found.group(1) + FORMS[found.group(2)], row)


def groups(texts):
    """Types by kind and name, some of them together: the first one's kind and name, and all their lines."""
    first, parts, size = None, [], 0
    for key, text in sorted(texts.items()):
        first = first or " ".join(key)
        parts.append(text)
        size += len(text)
        if size >= GROUP:
            yield first, "".join(parts)
            first, parts, size = None, [], 0
    if parts:
        yield first, "".join(parts)
