"""No address of the editor shows or changes anything of another municipality."""

from contextlib import contextmanager

import pytest
from django.core import mail
from django.db import transaction

from cms.blocks import BodyBlock
from tests.cms.editing.address_table import CLOSED, EXPECTED, SEES
from tests.cms.editing.conftest import sign_in
from tests.cms.editing.rows import read_rows
from tests.cms.editing.walking import Names, NoNames, has_canary, list_addresses

# Ways to say no, or to show one's own; a crash is none of them.
ANSWERS = {200, 302, 400, 403, 404, 405}
# What Ida's request says beside her path, where an address shows nothing without it.
ASKING = {
    "block-preview/": lambda _names: {"id": BodyBlock().child_blocks["quote"].definition_prefix},
    "bulk/<str:app_label>/<str:model_name>/<str:action>/": lambda names: {
        "id": names.place.page.pk
    },
    "choose-page/chosen-multiple/": lambda names: {"id": names.place.page.pk},
    "documents/chooser/chosen-multiple/": lambda names: {"id": names.place.document.pk},
    "images/chooser/chosen-multiple/": lambda names: {"id": names.place.image.pk},
    "choose-page/search/": lambda names: {"q": "side"},
    "pages/search/": lambda names: {"q": "side"},
    "pages/search/results/": lambda names: {"q": "side"},
    "tag-autocomplete/": lambda names: names.other(),
    "tag-autocomplete/<slug:app_name>/<slug:model_name>/": lambda names: names.other(),
}


@contextmanager
def undone():
    """Takes back what a request has changed."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def test_every_address_has_its_line():
    addresses = set(list_addresses())
    assert addresses == set(EXPECTED)
    assert len(addresses) > 150


@pytest.mark.parametrize("address", sorted(EXPECTED))
def test_ida_gets_what_is_hers(address, lindesoe, ida):
    names = Names(lindesoe)
    status, sees = EXPECTED[address]
    response = ida.get(names.fill(address), ASKING.get(address, lambda _: {})(names))
    assert response.status_code == status
    if sees is not None:
        assert has_canary(response, but=own_names(lindesoe)) == sees


def own_names(place):
    """What stands in the menu of every page: the editor's own name."""
    return place.editor.get_full_name(), place.editor.get_short_name()


def ask_in_every_way(client, address, *, path_of, foreign):
    """Each kind of request to an address, with the foreign things in all places but the path."""
    path, form = path_of.fill(address), foreign.page_form()
    yield "GET", client.get(path)
    yield "GET with places", client.get(path, foreign.guarded())
    yield "GET with others", client.get(path, foreign.other())
    yield "POST with places", client.post(path, foreign.guarded() | form)
    yield "POST with others", client.post(path, foreign.other() | form)


@pytest.mark.parametrize("address", sorted(EXPECTED))
def test_kirsten_gets_nothing_of_lindesoe(address, lindesoe, klitnaes):
    before = read_rows(lindesoe)
    foreign, problems = Names(lindesoe), []
    for path_of in (foreign, Names(klitnaes)):
        path = "foreign path" if path_of is foreign else "own path"
        with undone():
            client = sign_in(klitnaes.editor, raise_request_exception=False)
            for kind, response in ask_in_every_way(
                client, address, path_of=path_of, foreign=foreign
            ):
                if response.status_code not in ANSWERS:
                    problems.append(f"{kind}, {path}: {response.status_code}")
                if has_canary(response):
                    problems.append(f"{kind}, {path}: canary")
            if read_rows(lindesoe) != before:
                problems.append(f"{path}: changed rows")
    assert problems == []
    assert not mail.outbox


@pytest.mark.parametrize("address", [name for name in sorted(EXPECTED) if "<" in name])
def test_foreign_things_look_like_nothing(address, lindesoe, klitnaes):
    client = sign_in(klitnaes.editor, raise_request_exception=False)
    for method in (client.get, client.post):
        answers = []
        for names in (Names(lindesoe), NoNames(lindesoe)):
            with undone():
                response = method(names.fill(address))
                answers.append((response.status_code, response.headers.get("Location")))
        assert answers[0] == answers[1]


def test_ida_sees_most_of_what_is_open():
    shown = [address for address, expected in EXPECTED.items() if expected == SEES]
    closed = [address for address, expected in EXPECTED.items() if expected == CLOSED]
    assert len(shown) > len(EXPECTED) - len(closed) - 40
