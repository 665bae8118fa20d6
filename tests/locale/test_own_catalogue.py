"""Every text of ours has its Danish, with the same placeholders."""

import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_file

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale/indgang/da/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
IN_TEMPLATES = [
    re.compile(r"""\{%\s*(?:translate|trans)\s+"([^"]+)"(?:\s+context\s+"([^"]+)")?"""),
    re.compile(r"""\{%\s*(?:translate|trans)\s+'([^']+)'(?:\s+context\s+'([^']+)')?"""),
    re.compile(r"""_\("([^"]+)"\)"""),
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def own_files(ending):
    for place in ("core", "cms", "search", "themes"):
        for path in sorted((ROOT / place).rglob(f"*.{ending}")):
            if "migrations" not in path.parts:
                yield path


def texts_in_python():
    for path in own_files("py"):
        for line, message, _comments, context in extract_from_file(
            "python", str(path), keywords=KEYWORDS
        ):
            single = message if isinstance(message, str) else message[0]
            yield (context, single), f"{path.relative_to(ROOT)}:{line}"


def texts_in_templates():
    for path in own_files("html"):
        source = path.read_text(encoding="utf-8")
        for pattern in IN_TEMPLATES:
            for found in pattern.finditer(source):
                context = found.group(2) if pattern.groups > 1 else None
                yield (context, found.group(1)), str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def catalogue():
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(CATALOGUE))}


@pytest.fixture(scope="module")
def wagtails_texts():
    path = ROOT / "locale/wagtail/da/LC_MESSAGES/django.po"
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path))}


def test_every_text_is_in_a_catalogue(catalogue, wagtails_texts):
    missing = {
        where: text
        for text, where in [*texts_in_python(), *texts_in_templates()]
        if text not in catalogue and text not in wagtails_texts
    }
    assert missing == {}


def test_extraction_finds_texts_in_code_and_templates():
    assert (None, "Pupil") in dict(texts_in_python())
    assert (None, "Your places") in dict(texts_in_templates())


def test_every_entry_is_translated_with_its_placeholders(catalogue):
    wrong = [
        entry.msgid
        for entry in catalogue.values()
        for danish in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if not danish.strip() or "fuzzy" in entry.flags or not _same_placeholders(entry, danish)
    ]
    assert wrong == []


def _same_placeholders(entry, danish):
    """One of the forms may leave the number out, as »én side«."""
    source = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
    used = set(PLACEHOLDER.findall(danish))
    return used <= source if entry.msgid_plural else used == source
