"""Writes the table of each provider: a head in plain text, then its types in groups that are compressed one by one.

A run that needs one type reads the head and one group. The head has a line `sw-table 1`, one with the provider's source and
version, and one for each group: its compressed length, its length, and the kind and name of its first type.
"""

import subprocess

import zstandard

from schema_sources import hcloud, terraform

# A group is so many characters, or a little more: small enough to be read at once, large enough to be compressed well.
GROUP = 48_000

# Attributes that the older of HashiCorp's frameworks takes as blocks too, which is how people write them.
BY_CUSTOM = {
    "aws": ("ingress", "egress", "route", "step", "placement_group_config"),
    "azurerm": ("*",),
    "vault": ("*",),
}

# Each provider's source, the package that describes it, and what reads the package.
PROVIDERS = {
    "aws": ("hashicorp/aws", "@cdktf/provider-aws@21.22.1", terraform.read),
    "azurerm": ("hashicorp/azurerm", "@cdktf/provider-azurerm@14.23.1", terraform.read),
    "cloudflare": ("cloudflare/cloudflare", "@cdktf/provider-cloudflare@13.9.1", terraform.read),
    "datadog": ("datadog/datadog", "@cdktf/provider-datadog@12.15.2", terraform.read),
    "digitalocean": ("digitalocean/digitalocean", "@cdktf/provider-digitalocean@13.14.1", terraform.read),
    "google": ("hashicorp/google", "@cdktf/provider-google@16.12.1", terraform.read),
    "hcloud": ("hetznercloud/hcloud", "@pulumi/hcloud@1.41.0", hcloud.read),
    "helm": ("hashicorp/helm", "@cdktf/provider-helm@12.1.2", terraform.read),
    "kubernetes": ("hashicorp/kubernetes", "@cdktf/provider-kubernetes@12.1.1", terraform.read),
    "newrelic": ("newrelic/newrelic", "@cdktf/provider-newrelic@13.12.2", terraform.read),
    "null": ("hashicorp/null", "@cdktf/provider-null@11.0.1", terraform.read),
    "random": ("hashicorp/random", "@cdktf/provider-random@12.0.1", terraform.read),
    "tls": ("hashicorp/tls", "@cdktf/provider-tls@11.0.1", terraform.read),
    "vault": ("hashicorp/vault", "@cdktf/provider-vault@15.6.1", terraform.read),
}


def write(names, cache, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PROVIDERS:
        source, package, read = PROVIDERS[name]
        custom = {"by_custom": BY_CUSTOM[name]} if name in BY_CUSTOM else {}
        found, version = read(fetched(package, cache), **custom)
        data = table(source, version, found)
        (folder / f"{name}.table").write_bytes(data)
        counts = ", ".join(f"{len(types)} {kind}" for kind, types in sorted(found.items()))
        print(f"{name} {version}: {counts}; {len(data)} bytes")


def fetched(package, cache):
    """The package's archive, from the registry when it is not there yet."""
    scope, _, version = package.rpartition("@")
    archive = cache / f"{scope.removeprefix('@').replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", package], cwd=cache, check=True, stdout=subprocess.DEVNULL)
    return archive


def table(source, version, found):
    """The bytes of a provider's table."""
    compressor = zstandard.ZstdCompressor(level=22, write_content_size=False, write_checksum=False)
    head, body = [f"sw-table 1\n{source} {version}\n"], []
    for first, text in groups(found):
        packed = compressor.compress(text.encode())
        head.append(f"{len(packed)} {len(text.encode())} {first}\n")
        body.append(packed)
    return "".join(head).encode() + b"\n" + b"".join(body)


def groups(found):
    """Types by kind and name, some of them together: the first one's kind and name, and all their lines."""
    first, parts, size = None, [], 0
    for kind in sorted(found):
        for name in sorted(found[kind]):
            first = first or f"{kind} {name}"
            part = "".join(f"{line}\n" for line in [f"{kind} {name}", *(f" {line}" for line in found[kind][name])])
            parts.append(part)
            size += len(part)
            if size >= GROUP:
                yield first, "".join(parts)
                first, parts, size = None, [], 0
    if parts:
        yield first, "".join(parts)
