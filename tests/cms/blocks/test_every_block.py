"""Every kind of block: shown in both languages, to two readers, empty, too long, after a change."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue

from cms.blocks import BodyBlock
from cms.blocks.filling import Reader, fill_body, registered_fillers
from cms.blocks.holes import HoleBlock, is_static
from cms.blocks.rendering import make_segments
from cms.bodies import KEYWORDS, RELATED
from cms.models import ContentPage
from cms.queries import find_page
from cms.reading import read_page_body
from core.access.keys import make_key
from core.access.viewer import Viewer
from tests.cms.blocks.conftest import LONG_WORD

BLOCKS = BodyBlock().child_blocks
STATIC = sorted(name for name, block in BLOCKS.items() if is_static(block))
HOLES = sorted(set(BLOCKS) - set(STATIC))
# What a reader of the school's staff finds in each, and a parent of 3.B in those that differ.
SHOWS = {
    "accordion": "Hvornår?",
    "call_out": "Regntøj",
    "contact": "Henrik",
    "documents": "Plan",
    "event_list": "Personalets julefrokost",
    "gallery": "fill-480x360",
    "heading": "En overskrift",
    "image": 'alt="En sø"',
    "news": "Nyt til personalet",
    "quote": "Det er sjovt",
    "table": "Svømning",
    "text": "Husk madpakke",
    "tile": "Opgaver og overblik",
    "video": "video/mp4",
}
DIFFERS = {"contact", "event_list", "news"}
EMPTY = {
    "contact": "Der er ingen her, du kan se.",
    "event_list": "Der sker ikke noget for dig her lige nu.",
    "news": "Der er ingen nyheder til dig her lige nu.",
}


@pytest.fixture
def staff_viewer(staff, now):
    return Viewer(person_id=staff["anna"].pk, now=now)


@pytest.fixture
def parent(egesoeskolen, make_viewer):
    """A reader of the page who sees nothing that is for the staff, and none of the staff."""
    return make_viewer(make_key(f"g{egesoeskolen.group.pk}", "guardian"))


@pytest.fixture
def make_page_with(egesoeskolen, make_page, values):
    def make(*kinds):
        school, group = egesoeskolen.institution, egesoeskolen.group
        audience = [make_key(school.key, "staff"), make_key(f"g{group.pk}", "guardian")]
        body = [(kind, values[kind]) for kind in kinds]
        return make_page(egesoeskolen.home, "Side", body=body, own_audience=audience)

    return make


def show(page, viewer, language="da"):
    with translation.override(language):
        row = find_page(page.url_path, viewer)
        body = read_page_body(row, viewer)
        return render_to_string("themes/components/body.html", {"body": body.parts})


def test_every_block_is_static_by_declaration_or_has_a_filler():
    # What leads on from a page stands behind its text and is no block.
    assert set(registered_fillers()) == {*HOLES, RELATED, KEYWORDS}
    assert all(isinstance(BLOCKS[kind], HoleBlock) for kind in HOLES)
    assert set(SHOWS) == set(BLOCKS)


def test_a_block_that_says_nothing_is_a_hole():
    class NewBlock(type(BLOCKS["quote"])):
        class Meta:
            static = False

    assert not is_static(NewBlock())
    assert is_static(BLOCKS["quote"])


@pytest.mark.parametrize("kind", BLOCKS)
def test_it_is_shown_to_whom_it_is_for_in_both_languages(kind, make_page_with, staff_viewer):
    page = make_page_with(kind)
    assert SHOWS[kind] in show(page, staff_viewer)
    english = show(page, staff_viewer, "en")
    assert english
    assert kind == "tile" or SHOWS[kind] in english


@pytest.mark.parametrize("kind", BLOCKS)
def test_another_reader_of_the_page_sees_what_is_for_that_reader(kind, make_page_with, parent):
    shown = show(make_page_with(kind), parent)
    if kind in DIFFERS:
        assert SHOWS[kind] not in shown
        assert EMPTY[kind] in shown
    else:
        assert SHOWS[kind] in shown


@pytest.mark.parametrize("kind", ["image", "gallery", "documents", "video", "news", "event_list"])
def test_what_is_gone_leaves_no_trace_and_no_error(kind, make_page_with, staff_viewer, targets):
    page = make_page_with("text", kind)
    named = {"gallery": "image", "documents": "document", "video": "film"}.get(kind, kind)
    assert SHOWS[kind] in show(page, staff_viewer)
    if kind in {"news", "event_list"}:
        targets[kind].unpublish()
    else:
        targets[named].delete()
    shown = show(page, staff_viewer)
    assert SHOWS[kind] not in shown
    assert SHOWS["text"] in shown


def test_contacts_are_those_of_today(make_page_with, staff_viewer, staff):
    page = make_page_with("contact")
    assert "Ida" in show(page, staff_viewer)
    assert "00 00 98 10" in show(page, staff_viewer)
    staff["ida"].first_name = "Ina"
    staff["ida"].save()
    assert "Ina" in show(page, staff_viewer)
    staff["ida"].is_active = False
    staff["ida"].save()
    assert "Ina" not in show(page, staff_viewer)


def test_a_document_with_a_new_title_is_shown_with_it(make_page_with, staff_viewer, targets):
    page = make_page_with("documents")
    targets["document"].title = "Ny plan"
    targets["document"].save()
    assert "Ny plan" in show(page, staff_viewer)


@pytest.mark.parametrize("kind", HOLES)
def test_holes_of_a_kind_are_filled_by_one_query(
    kind, make_page_with, staff_viewer, django_assert_num_queries
):
    page = make_page_with(kind, "text", kind, kind)
    row = find_page(page.url_path, staff_viewer)
    queries = 0 if kind == "tile" else 1
    with translation.override("da"), django_assert_num_queries(queries):
        body = read_page_body(row, staff_viewer)
    assert len(body.parts) == 4


@pytest.mark.parametrize("kind", ["heading", "quote", "accordion", "call_out", "table"])
def test_a_word_without_end_is_shown_whole(kind, make_page_with, staff_viewer, values):
    long = {
        "heading": {"text": LONG_WORD[:200], "level": "3"},
        "quote": {"text": LONG_WORD, "by": LONG_WORD},
        "accordion": {"folded": [{"title": LONG_WORD, "text": f"<p>{LONG_WORD}</p>"}] * 40},
        "call_out": {"kind": "warning", "title": "", "text": f"<p>{LONG_WORD}</p>"},
        "table": {
            "table": {
                "columns": [{"type": "text", "heading": LONG_WORD}] * 3,
                "rows": [{"values": [LONG_WORD, "", "–"]}] * 400,
                "caption": "",
            }
        },
    }
    values[kind] = long[kind]
    shown = show(make_page_with(kind), staff_viewer)
    assert LONG_WORD[:150] in shown
    assert kind != "table" or shown.count("<tr>") == 401


@pytest.mark.parametrize("kind", BLOCKS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_editor_has_a_preview_of_every_block(kind, language, client, db):
    block = BLOCKS[kind]
    with translation.override(language):
        value = block.get_preview_value()
        context = block.get_preview_context(
            value, {"bound_block": block.bind(value), "page_title": kind}
        )
        shown = render_to_string(block.get_preview_template(value, context), context)
    assert str(block.meta.description)
    assert "body.css" in shown
    text = strip_tags(shown.partition("<main")[2].partition("</main>")[0]).strip()
    assert text or "<img" in shown


def test_a_stream_value_of_nothing_has_no_segments():
    assert make_segments(StreamValue(BodyBlock(), [])) == []


def test_an_unknown_kind_of_hole_is_left_out(staff_viewer, make_page_with):
    from cms.blocks.holes import Hole  # noqa: PLC0415

    page = make_page_with("text")
    row = find_page(page.url_path, staff_viewer)
    reader = Reader(viewer=staff_viewer, page=row, files_for=staff_viewer)
    hole = Hole(block_id="x", kind="removed", parameters={})
    assert fill_body(["<p>a</p>", hole], reader).parts == [{"html": "<p>a</p>"}]
    assert ContentPage.objects.filter(pk=page.pk).exists()
