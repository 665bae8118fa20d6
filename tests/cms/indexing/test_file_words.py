"""The words of real files of every kind, and files that are made to do harm."""

import subprocess
import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.indexing.document_words import read_words
from cms.indexing.file_words import MOST_CHARACTERS, READABLE, extract_words
from cms.models import DocumentText, InstitutionCollection, InstitutionDocument, LibraryPage
from core.tasks.models import Job
from core.tasks.queue import Run
from sandbox.content.files.office import write_docx, write_odt
from sandbox.content.files.pdf import write_pdf
from sandbox.content.texts import Block
from search.queries import find_entries

BLOCKS = [
    Block(kind="paragraph", lines=("Gangetabeller og brøker",)),
    Block(kind="list", lines=("Vi måler op i skolegården.",)),
]
WRITERS = {"pdf": write_pdf, "docx": write_docx, "odt": write_odt}


def pack(**parts):
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def test_an_xlsx_is_found_by_the_texts_of_its_cells():
    shared = '<sst xmlns="x"><si><t>Madpakke</t></si><si><t>Turrygsæk</t></si></sst>'
    assert extract_words("xlsx", pack(xl__sharedStrings_xml=shared)) == "Madpakke\nTurrygsæk"


def test_a_presentation_is_found_by_its_slides_and_nothing_else():
    runs = "".join(f"<a:r><a:t>{part}</a:t></a:r>" for part in ("Forældre", "møde"))
    slide = f'<p:sld xmlns:p="p" xmlns:a="a"><a:p>{runs}</a:p></p:sld>'
    words = extract_words("pptx", pack(ppt__slides__slide1_xml=slide, docProps__app_xml=slide))
    assert words == "Forældremøde"


@pytest.mark.parametrize(("content", "words"), [("æble".encode(), "æble"), (b"\xe6ble", "æble")])
def test_a_text_is_read_in_the_two_ways_that_danish_is_written(content, words):
    assert extract_words("txt", content) == words


def test_what_has_no_words_gives_none():
    assert extract_words("png", b"\x89PNG") == ""
    assert "png" not in READABLE


def test_a_text_without_end_has_an_end():
    assert len(extract_words("txt", b"ord " * 200_000)) == MOST_CHARACTERS


def test_no_file_from_elsewhere_is_read_by_an_entity():
    bomb = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d><p>&x;hej</p></d>'
    assert extract_words("odt", pack(content_xml=bomb)) == "&x;hej"


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("cms.indexing.file_words.MOST_BYTES", 100)
    assert extract_words("odt", pack(content_xml="<d><p>kort</p></d>")) == "kort"
    with pytest.raises(ValueError, match="too big"):
        extract_words("odt", pack(content_xml=f"<d><p>{'a' * 101}</p></d>"))


def test_the_process_knows_no_django():
    code = "import sys, cms.indexing.file_words; sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own
    assert done.returncode == 0


@pytest.fixture
def folder(egesoeskolen, publish):
    return publish(egesoeskolen.home, LibraryPage(title="Mappe", own_audience=["998101/staff"]))


@pytest.fixture
def put(egesoeskolen, folder):
    """Puts a file into the folder, as yet unread."""

    def make(name, content):
        link = InstitutionCollection.objects.get(institution=egesoeskolen.institution)
        document = InstitutionDocument(title="Fil", folder=folder, collection=link.collection)
        document.file = ContentFile(content, name=name)
        document.save()
        return document

    return make


def read(document):
    run = Run(job_id=0, municipality_code="998", attempt=1, now=timezone.now())
    read_words.function(run, document_id=document.pk)


def find(query, viewer):
    return [hit.title for hit in find_entries(query, viewer).hits]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_demo_s_files_are_found_by_their_words(put, make_viewer, kind):
    teacher, mother = make_viewer("998101/staff"), make_viewer("998101/guardian")
    document = put(f"fil.{kind}", WRITERS[kind]("Årsplan", BLOCKS))
    assert find("gangetabel", teacher) == []
    read(document)
    assert find("gangetabel", teacher) == find("skolegård", teacher) == ["Fil"]
    assert find("gangetabel", mother) == []


def test_a_new_file_has_its_words_read_after_the_request(put):
    document = put("fil.txt", b"hej")
    job = Job.objects.get(task="cms.indexing.document_words.read_words")
    assert (job.arguments, job.municipality_code) == ({"document_id": document.pk}, "998")
    put("billede.png", b"hej")
    assert Job.objects.filter(task="cms.indexing.document_words.read_words").count() == 1


def test_words_of_an_old_file_are_gone_with_it(put, make_viewer):
    teacher = make_viewer("998101/staff")
    document = put("fil.txt", "før".encode())
    read(document)
    assert find("før", teacher) == ["Fil"]
    document.file = ContentFile(b"senere", name="fil.txt")
    document.save()
    assert find("før", teacher) == []
    read(document)
    assert find("senere", teacher) == ["Fil"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"PK\x03\x04 broken"])
def test_a_broken_file_has_no_words_and_is_still_found_by_its_title(put, make_viewer, content):
    for kind in ("pdf", "docx"):
        document = put(f"fil.{kind}", content)
        read(document)
        assert DocumentText.objects.get(document=document).text == ""
    assert find("fil", make_viewer("998101/staff")) == ["Fil", "Fil"]


def test_a_file_that_takes_too_long_is_given_up(put, monkeypatch):
    monkeypatch.setattr("cms.indexing.document_words.SECONDS", 0.001)
    document = put("fil.txt", b"hej")
    read(document)
    assert DocumentText.objects.get(document=document).text == ""
