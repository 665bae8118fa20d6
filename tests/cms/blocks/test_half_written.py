"""A block that still lacks something: a draft keeps it, publishing asks for it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from cms.blocks.media import DocumentsBlock, FolderBlock, VideoBlock
from cms.shortcuts.blocks import ShortcutBlock

HALF = [
    (DocumentsBlock, {"title": "", "folder": None, "documents": []}),
    (VideoBlock, {"title": "Film", "film": None, "address": ""}),
    (ShortcutBlock, {"title": "Vej", "page": None, "address": "", "icon": "", "who": []}),
]


@pytest.mark.parametrize(("kind", "value"), HALF)
def test_a_draft_keeps_what_publishing_refuses(kind, value, db):
    block = kind()
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))
    block.defer_required_validation()
    assert block.clean(block.to_python(value))


def test_a_film_elsewhere_has_a_safe_address_in_a_draft_too(db):
    block = VideoBlock()
    block.defer_required_validation()
    value = {"title": "Film", "film": None, "address": "http://film.example.dk/1"}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))


def test_the_choice_of_a_folder_is_named_in_the_language_of_each_editor(db):
    block = FolderBlock()
    names = []
    for language in ("en", "da"):
        with override(language):
            names.append(str(block.widget.choose_one_text))
    assert names == ["Choose a folder", "Vælg en mappe"]
