"""A picture loses what its camera wrote about place and owner, whichever door it comes in by."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from cms.editing.collections import make_collection
from cms.editing.stripping import strip_picture
from cms.editing.uploads import NotWhatItSays, check_upload
from cms.models import InstitutionDocument, InstitutionImage

GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>55,57N</exif:GPSLatitude></x:xmpmeta>'
SECRETS = (b"GPSLatitude", b"Kameraets ejer", b"Exif\x00\x00", b"Hemmelig")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def make_photo(kind="JPEG", *, orientation=1, size=(60, 40)):
    exif = Image.Exif()
    exif[ARTIST], exif[ORIENTATION] = "Kameraets ejer", orientation
    exif.get_ifd(GPS)[2] = (55.0, 57.0, 0.0)
    target = BytesIO()
    options = {"comment": b"Hemmelig"} if kind in {"JPEG", "GIF"} else {}
    Image.new("RGB", size, "green").save(
        target, kind, exif=exif, xmp=XMP, icc_profile=PROFILE, **options
    )
    return target.getvalue()


def make_moving():
    target = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=120, loop=0)
    return target.getvalue()


def read(file):
    with file.open("rb") as stored:
        return stored.read()


def holds_notes(content):
    with Image.open(BytesIO(content)) as picture:
        return bool(dict(picture.getexif())) or any(secret in content for secret in SECRETS)


@pytest.fixture
def collection(egesoeskolen):
    return make_collection(egesoeskolen.institution)


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("GIF", "a.gif")]
)
def test_a_stored_picture_and_all_its_sizes_have_lost_their_notes(kind, name, collection):
    sent = make_photo(kind)
    assert holds_notes(sent)
    image = InstitutionImage.objects.create(
        title="Tur", file=SimpleUploadedFile(name, sent), collection=collection
    )
    assert not holds_notes(read(image.file))
    for size in ("original", "width-960", "fill-640x320", "max-165x165"):
        assert not holds_notes(read(image.get_rendition(size).file))


def test_a_picture_among_the_documents_loses_its_notes_as_well(collection):
    document = InstitutionDocument.objects.create(
        title="Tur", file=ContentFile(make_photo(), name="tur.jpg"), collection=collection
    )
    assert not holds_notes(read(document.file))


def test_a_picture_that_is_stored_past_the_form_is_cleaned_too(collection):
    image = InstitutionImage(title="Tur", collection=collection)
    image.file.save("tur.jpg", ContentFile(make_photo()), save=False)
    image.save()
    assert not holds_notes(read(image.file))


def test_a_picture_is_turned_as_its_notes_say(collection):
    image = InstitutionImage.objects.create(
        title="Tur",
        file=ContentFile(make_photo(orientation=6), name="tur.jpg"),
        collection=collection,
    )
    assert (image.width, image.height) == (40, 60)


def test_a_picture_keeps_its_colour_profile(collection):
    image = InstitutionImage.objects.create(
        title="Tur", file=ContentFile(make_photo(), name="tur.jpg"), collection=collection
    )
    with Image.open(image.file.open()) as picture:
        assert picture.info["icc_profile"] == PROFILE


def test_what_is_said_of_a_file_is_said_of_the_clean_one(collection):
    image = InstitutionImage.objects.create(
        title="Tur", file=ContentFile(make_photo(), name="tur.jpg"), collection=collection
    )
    size, digest = image.file_size, image.file_hash
    image.file_hash = ""
    assert (image.get_file_hash(), image.file.size) == (digest, size)


def test_a_picture_that_moves_goes_on_moving():
    clean = strip_picture(ContentFile(make_moving(), name="a.gif"))
    with Image.open(BytesIO(clean.read())) as picture:
        assert (picture.n_frames, picture.info["duration"], picture.info["loop"]) == (3, 120, 0)


def test_a_film_behind_a_photograph_is_cut_off():
    sent = make_photo() + b"ftypmp42 Hemmelig film"
    assert b"film" not in strip_picture(ContentFile(sent, name="a.jpg")).read()


def test_half_a_picture_is_refused_where_files_are_sent():
    check_upload(SimpleUploadedFile("a.jpg", make_photo(size=(600, 400))))
    half = make_photo(size=(600, 400))[:1200]
    with pytest.raises(NotWhatItSays):
        check_upload(SimpleUploadedFile("a.jpg", half))


def test_what_is_no_picture_stays_as_it_is(collection):
    document = InstitutionDocument.objects.create(
        title="Plan", file=ContentFile(b"%PDF-1.4 exif", name="a.pdf"), collection=collection
    )
    assert read(document.file) == b"%PDF-1.4 exif"
