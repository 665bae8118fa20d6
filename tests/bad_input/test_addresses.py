"""Whatever is sent to an address, it gives an answer: never a crash, and never a change."""

import pytest

from tests.bad_input.address_groups import (
    BUTTONS,
    CLOSED_ADDRESSES,
    IN_FORMS,
    LISTS,
    OPEN,
    PORTAL,
    list_portal,
)
from tests.bad_input.values import HUGE_NUMBER, LONG, NO_NUMBER, WITH_NUL
from tests.cms.editing.conftest import sign_in
from tests.cms.editing.rows import read_rows
from tests.cms.editing.test_admin_walk import undone
from tests.cms.editing.walking import Names, list_addresses

ANSWERS = {200, 302, 400, 403, 404, 405}
# Fields of searches, filters and choosers.
ASKED = [
    "q",
    "query",
    "term",
    "tag",
    "p",
    "page",
    "per_page",
    "ordering",
    "search_all",
    "status",
    "live",
    "type",
    "label",
    "mode",
    "next",
    "multiple",
    "owner",
    "edited_by",
    "locked_by",
    "requested_by",
    "user",
    "action",
    "content_type",
    "has_child_pages",
    "page_type",
    "user_perms",
    "match_subclass",
    "created_at",
    "file_size",
    "is_editing",
    "export",
    "latest_revision_created_at_from",
    "latest_revision_created_at_to",
    "timestamp_from",
    "timestamp_to",
    "started_at_from",
    "started_at_to",
    "locked_at_from",
    "locked_at_to",
    "last_published_at_from",
]
PLACES = ["collection_id", "parent_page", "childOf", "target_pages[]", "chooser", "new_parent_page"]
BODY = [
    "comment", "position", "include_descendants", "title", "new_slug", "tags", "revision_id",
    "is_editing", "has_unsaved_changes", "workflow-action-extra-data", "format", "alt_text", "q",
]  # fmt: skip


def mix(fields, values):
    """As many queries as values; over all of them, each field has had each value."""
    return [
        {field: values[(number + turn) % len(values)] for number, field in enumerate(fields)}
        for turn in range(len(values))
    ]


def test_every_address_of_the_editor_is_in_one_group():
    assert set(list_addresses()) == OPEN | CLOSED_ADDRESSES
    assert not IN_FORMS & (LISTS | BUTTONS)
    assert not LISTS & BUTTONS


def test_every_address_of_the_portal_is_named():
    assert list_portal() == PORTAL


@pytest.mark.parametrize("address", sorted(LISTS))
def test_a_list_answers_whatever_it_is_asked(address, lindesoe):
    client = sign_in(lindesoe.editor, raise_request_exception=False)
    path = Names(lindesoe).fill(address)
    # Each field is sent wrong in each way, beside others that are wrong in another one.
    asked = [*mix(ASKED, (WITH_NUL, NO_NUMBER, "2026-13-45")), {"q": LONG}, {"id": ""}]
    # A number that is too large is answered before anything else is looked at.
    asked.append(dict.fromkeys(ASKED, HUGE_NUMBER))
    wrong = {
        str(query)[:40]: answer.status_code
        for query in asked
        if (answer := client.get(path, query)).status_code not in ANSWERS
    }
    assert wrong == {}


@pytest.mark.parametrize("address", sorted(BUTTONS))
def test_a_button_answers_whatever_is_sent_with_it(address, lindesoe):
    client = sign_in(lindesoe.editor, raise_request_exception=False)
    path, wrong = Names(lindesoe).fill(address), {}
    for sent in mix(BODY, (WITH_NUL, NO_NUMBER, HUGE_NUMBER)):
        with undone():
            status = client.post(path, sent).status_code
            if status not in ANSWERS:
                wrong[str(sent)[:40]] = status
    assert wrong == {}


@pytest.mark.parametrize("field", PLACES)
def test_a_place_that_is_none_is_not_there(field, lindesoe, ida):
    before = read_rows(lindesoe)
    for value in (WITH_NUL, NO_NUMBER, HUGE_NUMBER, "-1"):
        assert ida.get("/redaktion/choose-page/", {field: value}).status_code == 404
        path = f"/redaktion/pages/{lindesoe.page.pk}/move/"
        assert ida.post(path, {field: value}).status_code == 404
    assert read_rows(lindesoe) == before
    assert ida.get("/redaktion/choose-page/", {field: ""}).status_code == 200


def test_a_search_that_finds_one_page_says_so_in_words(lindesoe, ida):
    answer = ida.get("/redaktion/pages/search/", {"q": "kladde"}).text
    assert "1-1 af 1 side" in " ".join(answer.split())
    assert "None </th>" not in " ".join(answer.split())
