"""Pictures without a description: found wherever they stand in a text."""

import pytest
from wagtail.blocks import StreamValue

from cms.blocks import BodyBlock
from cms.blocks.descriptions import count_undescribed
from tests.cms.blocks.conftest import make_image


def picture(image, alt="", decorative=False):
    return {"image": image.pk, "alt_text": alt, "decorative": decorative}


@pytest.mark.parametrize(
    ("alt", "decorative", "count"), [("", False, 1), ("En sø", False, 0), ("", True, 0)]
)
def test_a_picture_needs_words_or_is_decoration(egesoeskolen, alt, decorative, count):
    value = picture(make_image(egesoeskolen), alt, decorative)
    body = BodyBlock().to_python([{"type": "image", "value": value}])
    assert count_undescribed(body) == count


def test_those_of_a_gallery_are_counted_too(egesoeskolen):
    image = make_image(egesoeskolen)
    items = [{"type": "item", "value": picture(image, alt)} for alt in ("", "En sø", "")]
    body = BodyBlock().to_python([{"type": "gallery", "value": {"pictures": items}}])
    assert count_undescribed(body) == 2


def test_a_text_without_pictures_has_none():
    assert count_undescribed(StreamValue(BodyBlock(), [("text", "<p>Hej</p>")])) == 0
