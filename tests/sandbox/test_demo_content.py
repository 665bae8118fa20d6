"""The demo's texts and files: dates filled in, audiences that exist, documents that open."""

import re
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml.etree import fromstring

from sandbox.content.catalogue import list_documents, list_news, list_pages, write_file
from sandbox.content.dates import find_easter
from sandbox.content.files.pdf import write_pdf
from sandbox.content.folders import FOLDERS
from sandbox.content.introductions import INTRODUCTIONS
from sandbox.content.legal import list_legal_keys
from sandbox.content.local_groups import LOCAL_GROUPS
from sandbox.content.records import PUBLIC, Article, Document
from sandbox.content.texts import Block, read_blocks
from sandbox.roster.cast_families import FAMILY_OF_CAST
from sandbox.roster.groups import InstitutionGroups
from sandbox.roster.world import CAST, INSTITUTIONS, MUNICIPALITIES

TODAY = date(2026, 11, 23)
HOLDERS = {
    "pupil", "guardian", "staff", "pedagogical", "leader", "administrative", "external", "member",
}  # fmt: skip
KINDS = {item.kind for item in INSTITUTIONS.values()}
# Words that the searches of the demo ask for, and the only texts that may have them: a text of
# ours that has one more would stand before the text that is looked for.
ASKED_FOR = {
    r"svøm": {"N01", "N10", "D12"},
    r"\blus\b|hovedlus": {"N03"},
    r"vikar": {"N10", "N15", "D10"},
    r"gummistøvler": {"N06"},
    r"mobil": {"N04", "D03", "D05"},
    r"skole-hjem-samtale": {"N02"},
    r"lejrskole": {"N08", "D05"},
    r"vinterferie": {"N11", "D04"},
    r"juleferie": {"N13", "D04"},
    r"mobning|mobbe": {"S03", "D02"},
    r"ringetid": {"S02", "P12", "P22", "P26", "X2", "D10"},
    r"medicin": {"S08", "D06", "N08", "D05"},
    r"læreplan": {"D08"},
    r"tilsynsrapport": {"D07"},
    r"lydbøger|lydbog": {"S06"},
    r"ordblind": {"S09"},
    r"ulykke": {"S10"},
    r"alarmer": {"D12"},
    r"gangetabel": {"D09"},
}


def everything(today: date) -> list[Any]:
    dated: chain[Any] = chain(
        list_news(today=today), list_pages(today=today), list_documents(today=today)
    )
    return [item.text for item in dated]


def days_of_four_years() -> list[date]:
    return [TODAY + timedelta(days=days) for days in range(0, 4 * 365, 17)]


def words_of(item: Any) -> str:
    return f"{item.title}\n{item.text}\n{item.body}"


def find(key: str, *, today: date = TODAY) -> Any:
    return next(item for item in everything(today) if item.key == key)


def test_the_day_of_the_story_gives_the_words_of_the_story():
    assert find("N01").title == "3. årgang skal svømme fra uge 49"
    assert find("N01").text.startswith("Fra tirsdag den 1. december har 3.A og 3.B ")
    assert find("N02").text.startswith("Samtalerne ligger tirsdag den 8. og onsdag den 9. december")
    assert find("N05").title == "Indskrivning til børnehaveklassen for børn født i 2021"
    assert "mellem den 16. november og den 4. december 2026" in " ".join(find("N05").text.split())
    assert find("N13").text.startswith("SFO'en har åbent den 21., 22. og 23. december og mellem")
    assert find("D04").text == (
        "Juleferie fra mandag den 21. december til og med fredag den 1. januar, vinterferie i uge "
        "7 og påskeferie fra mandag den 22. til og med mandag den 29. marts. Sidste skoledag før "
        "sommerferien er fredag den 25. juni."
    )
    assert find("X2").title == "Ringetider 2025/26"


def test_what_happens_soon_moves_with_the_day_and_seasons_stay():
    in_march = date(2027, 3, 10)
    assert find("N01", today=in_march).title == "3. årgang skal svømme fra uge 11"
    assert "den 11. december" in find("N07", today=in_march).title
    assert find("D04", today=in_march).title.startswith("Ferieplan 2026/27")
    assert find("D04", today=date(2027, 9, 1)).title.startswith("Ferieplan 2027/28")


@pytest.mark.parametrize("today", days_of_four_years()[:: len(days_of_four_years()) // 12])
def test_no_text_has_an_unfilled_name(today):
    texts = [words_of(item) for item in everything(today)]
    assert "uge " in "".join(texts)
    assert [text for text in texts if "{" in text or "}" in text] == []


def test_nothing_is_published_after_the_day_of_loading():
    for today in days_of_four_years():
        dated: list[Any] = [
            *list_news(today=today),
            *list_pages(today=today),
            *list_documents(today=today),
        ]
        assert max(item.published_at for item in dated) < datetime.combine(
            today + timedelta(days=1), time()
        )
        assert min(item.published_at for item in dated).date() > today - timedelta(days=370)


@pytest.mark.parametrize(
    "day", [date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16)]
)
def test_easter_is_when_it_is(day):
    assert find_easter(day.year) == day


def test_every_text_has_its_own_key():
    keys = [item.key for item in everything(TODAY)] + [folder.key for folder in FOLDERS]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_titles_below_a_place_differ():
    titles = Counter(
        (item.place, item.title) for item in everything(TODAY) if isinstance(item, Article)
    )
    assert [title for title, count in titles.items() if count > 1] == []


def list_places() -> set[str]:
    """Every place that the rosters and the institutions themselves have."""
    places = {*INSTITUTIONS, *MUNICIPALITIES, "public"}
    places |= {f"{code}.{kind}" for code in MUNICIPALITIES for kind in KINDS}
    for key, institution in INSTITUTIONS.items():
        groups = InstitutionGroups(institution, year=TODAY.year).ids
        places |= {f"{key}/{name}" for name in groups}
    return places | {f"{group.institution}/{group.name}" for group in LOCAL_GROUPS}


def test_every_place_and_audience_exists():
    places = list_places()
    items = [item for item in everything(TODAY) if isinstance(item, Article)]
    with_audience: list[Any] = [*items, *FOLDERS]
    asked = {item.place for item in [*with_audience, *INTRODUCTIONS]}
    parts = [part for item in with_audience for part in item.audience or ()]
    assert "998101/3. årgang" in {part.place for part in parts}
    assert asked | {part.place for part in parts} <= places
    assert {holder for part in parts for holder in part.holders} <= HOLDERS
    assert all(part.holders for part in parts if part.place != "public")


def test_every_author_and_member_is_of_the_cast():
    authors = {item.author for item in everything(TODAY) if isinstance(item, Article)}
    assert "anna" in authors
    assert authors - {""} <= CAST.keys()
    assert {name for group in LOCAL_GROUPS for name in group.cast} <= {*CAST, *FAMILY_OF_CAST}


def test_folders_and_the_foot_name_what_exists():
    keys = {item.key for item in everything(TODAY)} | {folder.key for folder in FOLDERS}
    named = {folder.below for folder in FOLDERS if folder.below}
    named |= {item.folder for item in everything(TODAY) if isinstance(item, Document)}
    for row in list_legal_keys():
        named |= set(asdict(row).values()) - {row.municipality}
    assert "accessibility-999" in named
    assert named <= keys


def test_the_pages_at_the_foot_are_public_and_name_the_cookies(settings):
    for row in list_legal_keys():
        pages = [find(row.accessibility), find(row.privacy), find(row.cookies)]
        assert [page.audience for page in pages] == [PUBLIC] * 3
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "sprog"):
            assert f"»{name}«" in pages[2].body
        assert "Datatilsynet" in pages[1].body


def test_every_institution_has_pages_and_news():
    live = [item for item in everything(TODAY) if getattr(item, "state", "") == "live"]
    places = Counter((type(item).__name__, item.place.partition("/")[0]) for item in live)
    for key, institution in INSTITUTIONS.items():
        if institution.kind != "administration":
            assert places["Page", key] >= 2, key
            assert places["News", key] >= 1, key


@pytest.mark.parametrize(("pattern", "keys"), ASKED_FOR.items())
def test_what_searches_ask_for_is_said_where_it_belongs(pattern, keys):
    found = {
        item.key for item in everything(TODAY) if re.search(pattern, words_of(item), re.IGNORECASE)
    }
    assert found == keys


def test_summaries_fit_a_page():
    assert max(len(item.text) for item in everything(TODAY)) <= 300


@pytest.mark.parametrize("document", list_documents(today=TODAY), ids=lambda item: item.text.key)
def test_every_document_opens_and_says_what_it_should(document):
    content = write_file(document.text)
    words = READERS[document.text.kind](content)
    assert document.text.title in words
    assert " ".join(document.text.text.split()) in words
    last = read_blocks(document.text.body)[-1].lines[-1]
    assert last.split()[-1] in words
    assert content == write_file(document.text)


def test_a_long_text_goes_on_over_several_pages():
    content = write_pdf(
        "Lang", [Block("paragraph", (f"Linje {number} ÆØÅ",)) for number in range(99)]
    )
    assert b"/Type /Pages /Count 4 " in content
    assert "Linje 98 ÆØÅ" in read_pdf(content)


def test_signs_of_the_format_are_shown_as_they_are():
    assert r"a (b) \ c & <d>" in read_pdf(write_pdf(r"a (b) \ c & <d>", []))


def read_pdf(content: bytes) -> str:
    """The text of a PDF whose every object is where its table says."""
    assert content.startswith(b"%PDF-1.7\n")
    assert content.endswith(b"\n%%EOF\n")
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    table = content[start:].split(b"trailer")[0].splitlines()
    assert table[0] == b"xref"
    count = int(table[1].split()[1])
    assert len(table) == count + 2
    for number, row in enumerate(table[3:], 1):
        offset = int(row.split()[0])
        assert content[offset:].startswith(b"%d 0 obj\n" % number)
    for length, stream in re.findall(rb"/Length (\d+)>>\nstream\n(.*?)\nendstream", content, re.S):
        assert int(length) == len(stream)
    shown = re.findall(rb"Td \((.*?)\) Tj ET", content)
    plain = (re.sub(rb"\\([()\\])", rb"\1", line).decode("cp1252") for line in shown)
    return " ".join(plain)


def read_docx(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            assert fromstring(package.read(name)).tag
        return read_xml(package.read("word/document.xml"))


def read_odt(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert package.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        return read_xml(package.read("content.xml"))


def read_xml(content: bytes) -> str:
    return " ".join(str(text) for text in fromstring(content).itertext())


READERS = {"pdf": read_pdf, "docx": read_docx, "odt": read_odt}
