"""The tables of custom resources: each product's kinds in one table, from crates with a Rust type for each part of a definition.

The crates are those of `kube-custom-resources-rs`, which `kopium` makes of the published definitions: they keep the types, which
keys are required, and the enumerations of single values. Bounds, patterns, keys of lists, words of their items and rules are not in
them: those are `overlays/kubernetes/<product>.facts`.
"""

import hashlib
import re

from schema_sources import facts, nouns, packages

# By product: the API groups, with the version and checksum of the crate of each.
PRODUCTS = {
    "argo": {
        "argoproj.io": ("20260618.213614", "0057d27ac5a04d888e680598869c146a81d4703051bd6b51b5431df8ba1c2d37"),
    },
    "cert-manager": {
        "acme.cert-manager.io": ("20260601.71009", "15e53d150913583841717b9814049e94724bcb5d53f498f0bcbd7fbb0011a1f0"),
        "cert-manager.io": ("20260606.152110", "c19ae7fa2ff8857c93adabd1065652cf66144d3cf14cc0c0c97c206ce7403031"),
    },
    "external-secrets": {
        "external-secrets.io": ("20260613.112915", "4183cd76065fe854e46e270a08236a7cd34e886c7367ca5c2506bcad772d84a2"),
        "generators.external-secrets.io": ("20260617.142857", "09a0e6f7ac4530f40b741550795451bcefbe8edb1ff5fa176ad7505bbf84016d"),
    },
    "flux": {
        "helm.toolkit.fluxcd.io": ("20260610.120302", "2625581c7256f1681aa13e9cfd334ab7d00eaf95e11183d27ab61933d3b11333"),
        "image.toolkit.fluxcd.io": ("20260601.55921", "ca38c812594aa15c2adf2d13ef3db0262b0f8bcdeae9f20dde6a159af0462abb"),
        "kustomize.toolkit.fluxcd.io": ("20260608.91348", "c5620913497eabf11d5dd496016c0d9faec808aac03fa3bf9b44eea76273f86b"),
        "notification.toolkit.fluxcd.io": ("20260529.135316", "abb8ff810de2419c62f9b988399ae6da0a708a5c0e6b57f86f719b44863489cc"),
        "source.toolkit.fluxcd.io": ("20260615.185719", "0bb4f50407702ae859d27a2f0b9809a62a068ecd3a43e12ccd73e9c7dd6f51cb"),
    },
    "gateway-api": {
        "gateway.networking.k8s.io": ("20260617.224905", "42f2bfb20368a079bbff3bff02de91f367796115c3c731176607967bb18f88ab"),
    },
    "istio": {
        "extensions.istio.io": ("20260113.224256", "826176f82bc3a87441736600826e1614451522497e64e0acbbf1d44e196d50be"),
        "networking.istio.io": ("20260614.62107", "6589798b2b11814b2384d0048907cba6f9e8365f30ddd1f8dbbf6242f65dfc08"),
        "security.istio.io": ("20260529.133437", "8f3a4c685a588d9745cc38492e923fe2dbf6f818d0f7528baa95819ff245a026"),
        "telemetry.istio.io": ("20260602.110645", "85e64c87ee7fce10ee221de139c1b12bd6398af32cb2386dc69be8ca40c9e1c4"),
    },
    "karpenter": {
        "karpenter.k8s.aws": ("20260612.104917", "a2c93df52cd927287659a5cfd535b68c32a0619fcda8e1f59fe77e7bf35d357a"),
        "karpenter.sh": ("20260617.202946", "a7093d86c549c4b47f2de0d690e9e8836cfd8ff86c575d2bb28bb6527545c755"),
    },
    "keda": {
        "keda.sh": ("20260609.65038", "17ef0ce59e1b882cb6e89ae650af0f4999ae9317467fc3eee83223d9fd799ddc"),
    },
    "prometheus": {
        "monitoring.coreos.com": ("20260613.160609", "59f18726f659e324c9750e7f967c1cf4ac9b2d694f52b9a5e16e303d491e01d2"),
    },
    "sealed-secrets": {
        "bitnami.com": ("20260601.192744", "70e9a6834e4344a497ca15146114065538917533bb18ed5277dcff49ae47a816"),
    },
}

SCALARS = {"String": "s", "bool": "b", "IntOrString": "q", "f32": "n", "f64": "n"}
ANYTHING = {"Value": "a", "serde_json::Value": "a", "Condition": "@meta.v1.Condition", "ObjectReference": "ma"}
# A shorter map is sooner written again than looked up.
FEWEST_LINES = 3

ITEM = re.compile(r"^pub (struct|enum) (\w+) \{\n(.*?)^\}", re.M | re.S)
ROOT = re.compile(r'#\[kube\(group = "([^"]+)", version = "([^"]+)", kind = "([^"]+)"')
STATUS = re.compile(r'#\[kube\(status = "(\w+)"\)\]')
FIELD = re.compile(r'((?: *///.*\n| *#\[.*\]\n)*) *pub (?:r#)?(\w+): (.+),\n')
VARIANT = re.compile(r'((?: *///.*\n| *#\[.*\]\n)*) *(?:r#)?(\w+),\n')
RENAME = re.compile(r'rename = "((?:[^"\\]|\\.)*)"')


def read(product, cache):
    """The texts of the types and of the kinds of a product, and the version of the newest of its crates, which is a day."""
    shared, texts, kinds, dates = {}, {}, {}, []
    known = facts.of(product)
    for group, (version, sha256) in PRODUCTS[product].items():
        archive = packages.crate(f"kcr_{group.replace('.', '_').replace('-', '_')}", f"3.{version}", cache, sha256)
        dates.append(version[:8])
        for text in packages.crate_files(archive, "src/"):
            found = Resource.of(text, known)
            if found:
                name = f"{found.group}/{found.version}/{found.kind}"
                texts["type", name] = f"type {name}", found.body(shared)
                kinds.setdefault(found.kind, {})[f"{found.group}/{found.version}"] = found.is_cluster
    known.assert_used()
    return written(texts, shared), kinds, f"3.{max(dates)}"


class Resource:
    """The types of one version of one kind."""

    @staticmethod
    def of(text, known):
        root = ROOT.search(text)
        return Resource(text, known, *root.groups()) if root else None

    def __init__(self, text, known, group, version, kind):
        self.known = known
        self.group, self.version, self.kind = group, version, kind
        self.is_cluster = "#[kube(namespaced)]" not in text
        self.items = {name: (what, body) for what, name, body in ITEM.findall(text)}
        self.spec = re.search(r"pub struct (\w+) \{", text[ROOT.search(text).end():]).group(1)
        status = STATUS.search(text)
        self.status = status and status.group(1)

    def body(self, shared):
        """The lines of the kind; maps are in `shared` by what they have, and referred to between marks."""
        fields = [f"# {nouns.with_article(self.kind)}", f"apiVersion ?e:{self.group}/{self.version}", f"kind ?e:{self.kind}", "metadata ?@meta.v1.ObjectMeta"]
        at = (f"{self.group}/{self.version}/{self.kind}", "spec")
        spec = self.ty(self.spec, shared, at)
        is_optional = all(" !" not in line for line in self.lines(self.spec, {}, at))
        fields.append(f"spec {'?' if is_optional else '!'}{spec}")
        # What only the controller writes is not checked: no one else does.
        return [*fields, *(["status ?a"] if self.status else [])]

    def lines(self, name, shared, at):
        of = self.items[name][1]
        lines = []
        for above, field, ty in FIELD.findall(of):
            renamed = RENAME.search(above)
            is_required = not ty.startswith("Option<")
            mark = " d" if not is_required and re.search(r"/// *(Deprecated:|DEPRECATED)", above) else ""
            name = renamed.group(1) if renamed else field
            lines.append(f"{word(name)} {'!' if is_required else '?'}{self.ty(ty, shared, (*at, name))}{mark}")
        return [*sorted(lines), *self.known.rules(at)]

    def ty(self, ty, shared, at):
        """The type at a place: what the crate says, and what is known beside it."""
        return self.known.applied(self.own(ty, shared, at), at)

    def own(self, ty, shared, at):
        for wrapper in ("Option", "Box"):
            if ty.startswith(f"{wrapper}<"):
                return self.own(ty[len(wrapper) + 1:-1], shared, at)
        below = (*at[:-1], f"{at[-1]}[]")
        if ty.startswith("Vec<"):
            return "l" + self.ty(ty[4:-1], shared, below)
        if ty.startswith("BTreeMap<String, "):
            return "m" + self.ty(ty[len("BTreeMap<String, "):-1], shared, below)
        if ty in SCALARS or ty in ANYTHING:
            return SCALARS.get(ty) or ANYTHING[ty]
        if re.fullmatch(r"[iu]\d+", ty):
            return "i"
        what, body = self.items[ty]
        return enumeration(body) if what == "enum" else mapped(self.lines(ty, shared, at), shared)


def enumeration(body):
    words = [renamed.group(1) if (renamed := RENAME.search(above)) else name for above, name in VARIANT.findall(body)]
    kind = "i" if all(re.fullmatch(r"\d+", one) for one in words) else ""
    return f"e{kind}:" + "|".join(map(word, words))


def mapped(lines, shared):
    """A map, by what it has; one without known keys takes any."""
    if not lines:
        return "ma"
    key = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    shared[key] = lines
    return f"\0{key}\0"


def written(texts, shared):
    """The text of each type: a map that is there several times is one of its own, under a number."""
    uses = {}
    for lines in [lines for _, lines in texts.values()] + list(shared.values()):
        for key in re.findall("\0(\\w+)\0", "\n".join(lines)):
            uses[key] = uses.get(key, 0) + 1
    numbers = {}

    def lay(lines, depth):
        text = ""
        for line in lines:
            key = (re.findall("\0(\\w+)\0", line) or [None])[0]
            if key and uses[key] > 1 and len(shared[key]) >= FEWEST_LINES:
                number = numbers.setdefault(key, len(numbers) + 1)
                text += " " * depth + line.replace(f"\0{key}\0", f"@{number}") + "\n"
            else:
                text += " " * depth + (line.replace(f"\0{key}\0", "O") if key else line) + "\n"
                text += lay(shared[key], depth + 1) if key else ""
        return text

    made = {key: f"{head}\n{lay(lines, 1)}" for key, (head, lines) in sorted(texts.items())}
    done = 0
    while done < len(numbers):
        key = list(numbers)[done]
        done += 1
        made["type", str(done)] = f"type {done}\n{lay(shared[key], 1)}"
    return made


def word(text):
    return f'"{text}"' if not text or re.search(r'[ |()\[\]<>{},"]', text) else text
