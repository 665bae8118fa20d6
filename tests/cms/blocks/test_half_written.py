"""A block that still lacks something: a draft keeps it, publishing asks for it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks import CharBlock, StreamBlock

from cms.blocks.deferring import OneAtATime
from cms.blocks.media import DocumentsBlock, FolderBlock, VideoBlock
from cms.shortcuts.blocks import ShortcutBlock

STARTED, GO_ON = Event(), Event()
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
    assert block.clean_deferred(block.to_python(value))


class Waiting(CharBlock):
    """A block whose check takes as long as the test wants it to."""

    def clean(self, value):
        if self.is_deferred_validation:
            STARTED.set()
            GO_ON.wait(5)
        return super().clean(value)


class Stream(OneAtATime, StreamBlock):
    word = Waiting()


def test_a_draft_lets_nobody_else_publish_half_a_block():
    stream = Stream()
    half = stream.to_python([{"type": "word", "value": ""}])
    with ThreadPoolExecutor(2) as threads:
        draft = threads.submit(stream.clean_deferred, half)
        STARTED.wait(5)
        published = threads.submit(stream.clean, half)
        GO_ON.set()
        assert draft.result()
        assert isinstance(published.exception(), ValidationError)


def test_a_film_elsewhere_has_a_safe_address_in_a_draft_too(db):
    block = VideoBlock()
    value = {"title": "Film", "film": None, "address": "http://film.example.dk/1"}
    with pytest.raises(ValidationError):
        block.clean_deferred(block.to_python(value))


def test_the_choice_of_a_folder_is_named_in_the_language_of_each_editor(db):
    block = FolderBlock()
    names = []
    for language in ("en", "da"):
        with override(language):
            names.append(str(block.widget.choose_one_text))
    assert names == ["Choose a folder", "Vælg en mappe"]
