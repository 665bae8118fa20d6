"""Files that are not what they say are refused, at once and on every way in."""

import time
import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.editing.uploads import NotWhatItSays, check_upload
from cms.models import InstitutionDocument, InstitutionImage
from core.access.models import Right
from core.access.operations import grant_rights
from tests.cms.editing.conftest import make_png, sign_in

ADMIN = "/redaktion/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
# Ways in, and what the file is called in each form.
IMAGE_WAYS = {
    "images/add/": "file",
    "images/multiple/add/": "files[]",
    "images/chooser/create/": "image-chooser-upload-file",
}
DOCUMENT_WAYS = {
    "documents/add/": "file",
    "documents/multiple/add/": "files[]",
    "documents/chooser/create/": "document-chooser-upload-file",
}


def make_zip(name="a.txt"):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, "indhold")
    return target.getvalue()


def make_jpeg(size=(8, 8)):
    target = BytesIO()
    Image.new("RGB", size, "red").save(target, "JPEG")
    return target.getvalue()


def make_gif():
    target = BytesIO()
    Image.new("P", (8, 8)).save(target, "GIF")
    return target.getvalue()


def send(client, way, field, name, content, **more):
    title = f"{field.removesuffix('file')}title" if field.endswith("file") else "title"
    file = SimpleUploadedFile(name, content)
    return client.post(ADMIN + way, {field: file, title: "Fil", **more})


BAD_IMAGES = {
    "ten_22_svg": ("tegning.svg", SVG),
    "ten_22_svg_as_png": ("tegning.png", SVG),
    "ten_23_html_as_png": ("side.png", HTML),
    "ten_23_script_in_png": ("polyglot.png", make_png() + HTML),
    "ten_23_markup_in_gif": ("polyglot.gif", make_gif() + HTML),
    "ten_23_archive_in_png": ("polyglot.png", make_png() + make_zip()),
    "ten_23_pdf_in_jpeg": ("polyglot.jpg", make_jpeg() + PDF),
    "ten_23_jpeg_as_png": ("billede.png", make_jpeg()),
    "ten_23_double_extension": ("billede.html.png", make_png()),
    "ten_23_php_extension": ("billede.php.png", make_png()),
    "ten_23_empty": ("billede.png", b""),
    "half_a_jpeg": ("billede.jpg", make_jpeg((600, 400))[:1000]),
}  # fmt: skip
BAD_DOCUMENTS = {
    "ten_22_svg": ("tegning.svg", SVG),
    "ten_22_svg_as_pdf": ("tegning.pdf", SVG),
    "ten_23_html": ("side.html", HTML),
    "ten_23_html_as_pdf": ("side.pdf", HTML),
    "ten_23_html_as_txt": ("side.txt", HTML),
    "ten_23_html_as_csv": ("liste.csv", HTML),
    "ten_23_pdf_with_markup": ("polyglot.pdf", b"%PDF-1.7\n" + HTML),
    "ten_23_program": ("program.exe", b"MZ\x90\x00"),
    "ten_23_program_as_zip": ("program.zip", b"MZ\x90\x00"),
    "ten_23_archive_as_pdf": ("arkiv.pdf", make_zip()),
    "ten_23_double_extension": ("referat.html.pdf", PDF),
    "ten_23_js_extension": ("kode.js.zip", make_zip()),
    "ten_23_program_as_txt": ("notat.txt", b"MZ\x00\x01\x02"),
}


@pytest.mark.parametrize("way", IMAGE_WAYS)
@pytest.mark.parametrize("bad", BAD_IMAGES)
def test_bad_images_are_refused(bad, way, lindesoe, ida):
    before = InstitutionImage.objects.count()
    started = time.perf_counter()
    response = send(ida, way, IMAGE_WAYS[way], *BAD_IMAGES[bad])
    assert time.perf_counter() - started < 5
    assert response.status_code == 200
    assert InstitutionImage.objects.count() == before
    send(ida, way, IMAGE_WAYS[way], "godt.png", make_png())
    assert InstitutionImage.objects.count() == before + 1


@pytest.mark.parametrize("way", DOCUMENT_WAYS)
@pytest.mark.parametrize("bad", BAD_DOCUMENTS)
def test_bad_documents_are_refused(bad, way, lindesoe, ida):
    before = InstitutionDocument.objects.count()
    response = send(ida, way, DOCUMENT_WAYS[way], *BAD_DOCUMENTS[bad])
    assert response.status_code == 200
    assert InstitutionDocument.objects.count() == before
    send(ida, way, DOCUMENT_WAYS[way], "godt.pdf", PDF)
    assert InstitutionDocument.objects.count() == before + 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", PDF), ("a.docx", make_zip("[Content_Types].xml")), ("a.zip", make_zip()),
     ("a.png", make_png()), ("a.jpg", make_jpeg()), ("a.gif", make_gif()),
     ("Referat 3. maj 2026.pdf", PDF), ("liste.csv", "navn;år\nØrn;3 < 4".encode()),
     ("notat.txt", b"Husk <3 og 2 < 3"), ("A.PDF", PDF)],
)  # fmt: skip
def test_ordinary_files_are_taken(name, content):
    file = SimpleUploadedFile(name, content)
    check_upload(file)
    assert file.read() == content


def test_a_file_without_an_extension_is_refused():
    with pytest.raises(NotWhatItSays):
        check_upload(SimpleUploadedFile("fil", PDF))


def test_a_replaced_file_is_looked_at_as_well(lindesoe, ida):
    address = f"{ADMIN}documents/edit/{lindesoe.document.pk}/"
    sent = {"title": "Nyt", "tags": "", "file": SimpleUploadedFile("side.pdf", HTML)}
    assert ida.post(address, sent).status_code == 200
    sent["file"] = SimpleUploadedFile("side.pdf", PDF)
    assert ida.post(address, sent).status_code == 302


@pytest.mark.parametrize("way", IMAGE_WAYS)
def test_ten_23_an_image_of_100_megapixels_is_refused_unread(way, lindesoe, ida, monkeypatch):
    target = BytesIO()
    Image.new("1", (10_000, 10_000)).save(target, "PNG")
    decoded, before = [], InstitutionImage.objects.count()
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded.append)
    started = time.perf_counter()
    response = send(ida, way, IMAGE_WAYS[way], "stort.png", target.getvalue())
    assert time.perf_counter() - started < 1
    assert response.status_code == 200
    assert not decoded
    assert InstitutionImage.objects.count() == before


@pytest.mark.parametrize(
    "filter_spec",
    ["width-100000", "max-9999999x9999999", "fill-10000x10000-c100", "original|jpegquality-100"],
)
@pytest.mark.parametrize(
    "address", ["images/{}/preview/{}/", "images/{}/generate_url/output/?filter_method={}"]
)
def test_ten_23_no_editor_asks_for_a_size_of_ones_own(address, filter_spec, lindesoe, ida):
    path = ADMIN + address.format(lindesoe.image.pk, quote(filter_spec))
    started = time.perf_counter()
    assert ida.get(path).status_code == 404
    assert time.perf_counter() - started < 1
    assert lindesoe.image.renditions.count() == 0


@pytest.mark.parametrize("way", [*IMAGE_WAYS, *DOCUMENT_WAYS])
def test_a_file_goes_into_the_collection_of_ones_own_institution(way, lindesoe, ida):
    field = (IMAGE_WAYS | DOCUMENT_WAYS)[way]
    model = InstitutionImage if way in IMAGE_WAYS else InstitutionDocument
    send(ida, way, field, "ny.png", make_png())
    assert model.objects.latest("pk").collection_id == lindesoe.collection.pk


@pytest.mark.parametrize("way", [*IMAGE_WAYS, *DOCUMENT_WAYS])
def test_an_editor_of_two_institutions_says_where_a_file_goes(way, lindesoe, klitnaes):
    grant_rights(
        person_id=klitnaes.editor.pk, institution_id=lindesoe.institution.pk, rights=[Right.EDIT]
    )
    client = sign_in(klitnaes.editor)
    field = (IMAGE_WAYS | DOCUMENT_WAYS)[way]
    model = InstitutionImage if way in IMAGE_WAYS else InstitutionDocument
    name = f"{field.removesuffix('file')}collection" if field.endswith("file") else "collection"
    before = model.objects.count()
    send(client, way, field, "ny.png", make_png(), **{name: 1})
    assert model.objects.count() == before
    send(client, way, field, "ny.png", make_png(), **{name: klitnaes.collection.pk})
    assert model.objects.latest("pk").collection_id == klitnaes.collection.pk
