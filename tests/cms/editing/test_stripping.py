"""What a camera wrote into a picture is in nothing that is stored, at any door."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from cms.editing.stripping import strip_picture
from cms.models import InstitutionDocument, InstitutionImage

SECRET = b"Nokia-kanarie"
PROFILE = b"profil" * 40


def make_exif(orientation=6):
    exif = Image.Exif()
    exif[Base.Make] = SECRET.decode()
    exif[Base.Orientation] = orientation
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (55.0, 40.0, 34.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    return exif


def draw(size=(80, 60)):
    image = Image.new("RGB", size, "green")
    ImageDraw.Draw(image).rectangle((0, 0, 20, 20), fill="red")
    return image


def make_photo(kind="JPEG", **more):
    out = BytesIO()
    named = {"exif": make_exif(), "icc_profile": PROFILE} | more
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode())
        named["pnginfo"] = text
    draw().save(out, kind, **named)
    return out.getvalue()


def read_exif(content):
    with Image.open(BytesIO(content)) as image:
        return image.getexif(), dict(image.getexif().get_ifd(IFD.GPSInfo))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_loses_place_device_and_names_and_keeps_its_colours(kind):
    photo = make_photo(kind)
    exif, place = read_exif(photo)
    assert place, "the control: the upload has a place"
    assert SECRET in photo
    stripped = strip_picture(ContentFile(photo, name="a")).read()
    exif, place = read_exif(stripped)
    assert not exif
    assert not place
    assert SECRET not in stripped
    with Image.open(BytesIO(stripped)) as image:
        assert image.info.get("icc_profile") == PROFILE
        assert not getattr(image, "text", None)


def test_it_is_turned_as_it_was_held():
    with Image.open(strip_picture(ContentFile(make_photo(), name="a.jpg"))) as image:
        assert image.size == (60, 80)
        red, green, _blue = image.getpixel((55, 5))
        assert red > green


def test_a_jpeg_that_is_not_turned_loses_no_quality():
    photo = make_photo(exif=make_exif(1))
    stripped = strip_picture(ContentFile(photo, name="a.jpg"))
    with Image.open(BytesIO(photo)) as before, Image.open(stripped) as after:
        assert list(before.getdata()) == list(after.getdata())


@pytest.mark.parametrize(("kind", "key"), [("JPEG", "comment"), ("JPEG", "xmp"), ("WEBP", "xmp")])
def test_it_loses_comments_and_xmp(kind, key):
    out = BytesIO()
    draw().save(out, kind, **{key: b"<x>" + SECRET + b"</x>"})
    assert SECRET in out.getvalue()
    assert SECRET not in strip_picture(ContentFile(out.getvalue(), name="a")).read()


def test_an_animation_keeps_its_frames():
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=70, comment=SECRET)
    assert SECRET in out.getvalue()
    stripped = strip_picture(ContentFile(out.getvalue(), name="a.gif")).read()
    assert SECRET not in stripped
    with Image.open(BytesIO(stripped)) as image:
        assert image.n_frames == 3
        assert image.info["duration"] == 70


def test_what_has_nothing_to_lose_comes_back_as_it_is():
    out = BytesIO()
    draw().save(out, "PNG")
    assert strip_picture(ContentFile(out.getvalue(), name="a.png")).read() == out.getvalue()
    text = ContentFile(b"ingen billeder her", name="a.png")
    assert strip_picture(text).read() == b"ingen billeder her"


def stored(model):
    return model.objects.latest("pk").file.open().read()


def assert_clean(content):
    exif, place = read_exif(content)
    assert not exif
    assert not place
    assert SECRET not in content


def test_the_form_of_images_stores_none_of_it(ida, lindesoe):
    photo = SimpleUploadedFile("tur.jpg", make_photo(), "image/jpeg")
    sent = {"title": "Tur", "file": photo, "description": "", "tags": ""}
    assert ida.post("/redaktion/images/add/", sent).status_code == 302
    image = InstitutionImage.objects.latest("pk")
    assert_clean(stored(InstitutionImage))
    assert (image.width, image.height) == (60, 80)
    assert image.file_size == len(stored(InstitutionImage))
    assert_clean(image.get_rendition("max-165x165").file.open().read())


def test_several_at_once_and_the_chooser_store_none_of_it(ida, lindesoe):
    photo = SimpleUploadedFile("tur.jpg", make_photo(), "image/jpeg")
    ida.post("/redaktion/images/multiple/add/", {"files[]": photo, "title": "Mange"})
    assert_clean(stored(InstitutionImage))
    photo = SimpleUploadedFile("valgt.jpg", make_photo(), "image/jpeg")
    sent = {"image-chooser-upload-title": "Valgt", "image-chooser-upload-file": photo,
            "image-chooser-upload-description": ""}  # fmt: skip
    ida.post("/redaktion/images/chooser/create/", sent)
    assert InstitutionImage.objects.latest("pk").title == "Valgt"
    assert_clean(stored(InstitutionImage))


def test_a_picture_among_the_documents_stores_none_of_it(ida, lindesoe):
    photo = SimpleUploadedFile("tur.jpg", make_photo(), "image/jpeg")
    ida.post("/redaktion/documents/add/", {"title": "Tur", "file": photo, "tags": ""})
    assert InstitutionDocument.objects.latest("pk").title == "Tur"
    assert_clean(stored(InstitutionDocument))


def test_news_written_in_the_portal_stores_none_of_it(ida, lindesoe):
    photo = SimpleUploadedFile("tur.jpg", make_photo(), "image/jpeg")
    sent = {"title": "", "text": "", "action": "draft", "picture": photo}
    assert ida.post(f"/ny-nyhed/{lindesoe.home.pk}/", sent).status_code == 400
    assert_clean(stored(InstitutionImage))
