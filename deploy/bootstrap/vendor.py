"""Fetch the browser files we ship, at a fixed version and content.

Every npm package is named with the SHA-512 of its archive; another archive is refused.
Files are copied byte for byte. Then the list of checksums and its README are written;
tests/test_vendor.py holds the files to that list. Needs npm. Run by `make vendor`.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROWSER = ROOT / "static/vendor"
TESTS = ROOT / "tests/browser/vendor"
SUMS = "SHA512SUMS"


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    integrity: str
    files: tuple[str, ...]
    home: Path = BROWSER

    @property
    def folder(self) -> Path:
        return self.home / f"{self.name.split('/')[-1]}@{self.version}"


PACKAGES = [
    Package(
        "htmx.org",
        "2.0.11",
        "0BSD",
        "Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4g"
        "JgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        ("LICENSE", "dist/htmx.min.js"),
    ),
    Package(
        "socket.io-client",
        "4.8.4",
        "MIT",
        "7wjKAvVXYOJsbmUgkWbnhPD4bFpkqrUR0++XOjpGFmqD"
        "qsqV1CI93VTraeExLxpjxEqrWgFoSRZu1ihjLWfkAA==",
        ("LICENSE", "dist/socket.io.min.js"),
    ),
    Package(
        "@fontsource-variable/atkinson-hyperlegible-next",
        "5.3.0",
        "OFL-1.1",
        "UnLzNUy1RWoLDfydAatP4NaRm99X/WbQEph7q/PymJnC"
        "FIOOwKOx3pBmp5ys8trO0dM+CKGuJgeZP9fAR4mQpA==",
        (
            "LICENSE",
            "files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        ),
    ),
    # For paper: static cuts, which a printed page carries with it.
    Package(
        "@expo-google-fonts/atkinson-hyperlegible-next",
        "0.4.1",
        "OFL-1.1 (LICENSE_FONT), MIT for the package",
        "tA5NUQCrb4GnQ8kvghyF6Kqw72zr4zSNmMwhCTcHlsu/"
        "jE5JoF8Fje5/WwL44y17Lue99pG9cyq3PW5X/7ZDng==",
        (
            "LICENSE",
            "LICENSE_FONT",
            "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
            "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
        ),
    ),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NP"
        "jCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        ("LICENSE", "LICENSE-3RD-PARTY.txt", "axe.min.js"),
        TESTS,
    ),
]


def sha512(path: Path) -> str:
    return hashlib.sha512(path.read_bytes()).hexdigest()


def fetch(package: Package, scratch: Path) -> None:
    """Replace the package's folder by the files we use."""
    pack = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    done = subprocess.run(pack, cwd=scratch, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"npm pack {package.name}@{package.version}: niet gelukt / failed")
    archive = scratch / done.stdout.split()[-1]
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != package.integrity:
        sys.exit(f"{package.name} {package.version}: SHA-512 {found}, not as expected")
    shutil.rmtree(package.folder, ignore_errors=True)
    package.folder.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        for file in package.files:
            content = tar.extractfile(f"package/{file}")
            assert content is not None, f"{file} is a plain file"
            (package.folder / Path(file).name).write_bytes(content.read())


def paths(home: Path) -> list[Path]:
    """What was fetched into HOME, in a fixed order."""
    return sorted(path for path in home.glob("*@*/*") if path.is_file())


def sums(home: Path) -> str:
    """The text of SHA512SUMS, as `sha512sum --check` reads it."""
    lines = (f"{sha512(path)}  {path.relative_to(home)}" for path in paths(home))
    return "".join(f"{line}\n" for line in lines)


def readme(home: Path) -> str:
    lines = [
        "# Other people's files",
        "",
        "Copied byte for byte from npm packages by `make vendor`; never edited here.",
        f"`sha512sum --check {SUMS}` and `tests/test_vendor.py` prove it.",
    ]
    for package in (each for each in PACKAGES if each.home == home):
        lines += ["", f"## {package.name} {package.version}", ""]
        lines += [
            f"Licence: {package.licence}, see `{package.folder.name}/LICENSE`.",
            "",
        ]
        for path in (each for each in paths(home) if each.parent == package.folder):
            lines += [f"- `{path.name}`", f"  SHA-512 `{sha512(path)}`"]
    return "\n".join(lines) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            print(f"{package.name} {package.version}", flush=True)
            fetch(package, Path(scratch))
    for home in (BROWSER, TESTS):
        (home / SUMS).write_text(sums(home))
        (home / "README.md").write_text(readme(home))


if __name__ == "__main__":
    main()
