"""What no file of the project may hold, and what its lists of packages promise."""

import re
from pathlib import Path

import pytest

from tests.repository import ROOT, find_unwanted, list_files
from tests.services.__main__ import SAME_ON_POSTGRESQL

PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(.*)$", re.MULTILINE)
SETS = ("demo", "postgres", "development", "installer")


def read_pins(name: str) -> set[tuple[str, str, str]]:
    """Package, version and the condition behind it, as pinned in a set."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {(package, version, rest.strip(" \\")) for package, version, rest in PIN.findall(text)}


def test_no_file_names_a_registry_or_a_machine() -> None:
    files = list_files()
    assert ROOT / "manage.py" in files
    assert [str(finding) for finding in find_unwanted(files)] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("--index" + "-url https://example.dk", "the address of a package registry"),
        ("see https://pypi." + "org/project/x", "the address of a package registry"),
        ("open('/ro" + "ot/secret')", "the path of one machine"),
        ("-----BEGIN " + "RSA PRIVATE KEY-----", "a private key"),
        ("<<<<<<< " + "HEAD", "a conflict of a merge"),
        ("get(x, verify=" + "False)", "a connection that trusts whoever answers"),
        ("verify_mode = ssl.CERT_" + "NONE", "a connection that trusts whoever answers"),
        ("context.check_hostname = " + "False", "a connection that trusts whoever answers"),
    ],
)
def test_what_is_unwanted_is_found_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "a.txt").write_text(f"fine\n{text}\n", encoding="utf-8")
    found = find_unwanted([tmp_path / "a.txt"], root=tmp_path)
    assert [str(finding) for finding in found] == [f"a.txt:2: {what}"]


@pytest.mark.parametrize("name", SETS)
def test_every_package_is_pinned_with_a_hash(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert blocks
    for block in blocks:
        assert PIN.match(block), block
        assert "--hash=sha256:" in block, block


def test_the_larger_sets_hold_the_smaller_ones_at_the_same_versions() -> None:
    assert read_pins("demo")
    assert read_pins("demo") <= read_pins("postgres") <= read_pins("development")


def test_the_parts_in_c_of_the_xml_reader_belong_together() -> None:
    from lxml import etree  # noqa: PLC0415 - that it can be imported is the test

    assert etree.LIBXML_COMPILED_VERSION == etree.LIBXML_VERSION
    assert etree.fromstring("<å/>").tag == "å"


def test_what_runs_on_postgresql_is_there() -> None:
    paths = [argument for argument in SAME_ON_POSTGRESQL if argument.startswith("tests/")]
    assert paths
    assert not [path for path in paths if not (ROOT / path).exists()]
