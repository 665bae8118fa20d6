"""The demo's drawn pictures: each is used, opens, says what it shows, and names no child."""

from io import BytesIO

import pytest
from PIL import Image

from sandbox.content.pictures.album import OF_HOMES, OF_TEXTS, PICTURES, draw_picture
from sandbox.content.pictures.canvas import HEIGHT, WIDTH
from sandbox.roster.world import CAST


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_opens_and_is_small(name):
    content = draw_picture(name)
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
        assert len(image.getcolors(maxcolors=1_000_000)) > 100
        assert not image.getexif()
    assert len(content) < 120_000


def test_the_same_picture_is_drawn_every_time():
    assert PICTURES["snow"].draw().as_jpeg() == PICTURES["snow"].draw().as_jpeg()
    assert draw_picture("snow") != draw_picture("lake")


def test_every_picture_stands_somewhere_with_its_description():
    assert {*OF_TEXTS.values(), *OF_HOMES.values()} == set(PICTURES)
    descriptions = [picture.description for picture in PICTURES.values()]
    assert len(set(descriptions)) == len(PICTURES)
    assert all(len(text) > 20 for text in descriptions)
    names = {member.first_name for member in CAST.values()}
    assert not any(name in text.split() for name in names for text in descriptions)
