"""`python -m tests.repository`: what no file of the project may hold."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Each is put together from parts, so that this file does not hold it either.
UNWANTED = {
    "the address of a package registry": re.compile(
        "|".join(
            [
                r"pypi\." + "org",
                r"pythonhosted\." + "org",
                r"registry\." + r"npmjs\.org",
                r"(static|index)\." + r"crates\.io",
                r"repo1?\.maven\." + "org",
                r"(deb|security)\." + r"debian\.org",
                "--(extra-)?index" + "-url[ =]",
            ]
        )
    ),
    "the path of one machine": re.compile(
        r"(?<![\w.$}/])/("
        + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Use" + "rs"])
        + r")/\w"
    ),
    "a private key": re.compile("-----BEGIN " + "[A-Z ]*PRIVATE KEY"),
    "a conflict of a merge": re.compile("^(<<<<<<< |>" + ">>>>>> )", re.MULTILINE),
}
# Tests play servers and clients of every kind; nobody else is to trust whoever answers.
UNWANTED_OUTSIDE_TESTS = {
    "a connection that trusts whoever answers": re.compile(
        "|".join(
            [
                r"verify\s*=\s*" + "False",
                "CERT_" + "NONE",
                r"check_hostname\s*=\s*" + "False",
                "_create_" + "unverified_context",
            ]
        )
    ),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something unwanted, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def list_files(*, root: Path = ROOT) -> list[Path]:
    """Every file that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
        cwd=root,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [root / name for name in names if name and (root / name).is_file()]


def find_unwanted(files: list[Path], *, root: Path = ROOT) -> list[Finding]:
    """Everything unwanted in the text files among `files`."""
    findings = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        is_test = path.relative_to(root).parts[0] == "tests"
        unwanted = UNWANTED if is_test else UNWANTED | UNWANTED_OUTSIDE_TESTS
        for what, pattern in unwanted.items():
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                findings.append(Finding(file=str(path.relative_to(root)), line=line, what=what))
    return findings


if __name__ == "__main__":
    found = find_unwanted(list_files())
    for finding in found:
        print(finding)  # noqa: T201 - a program for a terminal
    sys.exit(bool(found))
