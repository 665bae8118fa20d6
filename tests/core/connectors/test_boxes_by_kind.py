"""Boxes of one kind of systems on a page: those of the kind that the municipality chose."""

from dataclasses import replace

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.configuration.categories import find_category_of
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection, Standing
from core.connectors.registry.installed import read_registry
from indgang_sdk.connectors import Category
from tests.core.connectors.conftest import BY, configure, sign_in
from tests.core.connectors.office.test_office import WHOLE, address
from tests.core.connectors.test_tiles import words_of


@pytest.fixture
def place(connect_as):
    """Connects a system of a kind, with its box on everybody's pages."""

    def make(title, kind):
        made = connect_as(title, kind, connector="any_kind")
        operations.place_tile(made, "news", unit="998", standing=Standing.MANDATORY, by=BY)
        return made

    return make


def read_boxes(kind, name="dorte"):
    return words_of(sign_in(name).get(reverse("boxes_of", args=[kind])))


def test_boxes_are_those_of_the_kind_that_was_chosen(place):
    place("BogKassen", "library")
    place("Meld fra", "absence")
    assert "news of BogKassen: library" in read_boxes("library")
    assert "Meld fra" not in read_boxes("library")
    assert "news of Meld fra: absence" in read_boxes("absence")
    assert "BogKassen" not in read_boxes("absence")
    assert "as always" in read_boxes("learning_platform")
    for kind in ("learning_platform", "timetable", "links"):
        assert "news of" not in read_boxes(kind)


def test_boxes_move_with_the_kind(place):
    made = place("BogKassen", "library")
    assert "news of BogKassen" in read_boxes("library")
    Connection.objects.filter(pk=made.pk).update(values={"kind": "absence"})
    assert "news of BogKassen" not in read_boxes("library")
    assert "news of BogKassen: absence" in read_boxes("absence")


@pytest.mark.parametrize(
    "stored", ["timetable", "games", "", None, 7, True, ["library"], {"library": 1}, "LIBRARY"]
)
def test_CON_02_what_is_stored_and_is_no_kind_breaks_no_page(place, stored):
    made = place("BogKassen", "library")
    assert "news of BogKassen" in read_boxes("library")
    Connection.objects.filter(pk=made.pk).update(values={"kind": stored})
    made.refresh_from_db()
    assert (find_category_of(made), configure(made).category) == (None, None)
    assert configure(made).statuses == (Status.OUTDATED,)
    for page in (reverse("boxes_of", args=["library"]), reverse("box_list"), reverse("boxes")):
        response = sign_in("dorte").get(page)
        assert response.status_code == 200
        assert "BogKassen" not in words_of(response)
    for name in ("office_connection", "office_connection_settings", "office_connection_sheet"):
        assert sign_in("henrik").get(address(name, made)).status_code == 200
    words = words_of(sign_in("henrik").get(address("office_connections")))
    assert "Settings no longer fit" in words


@pytest.mark.parametrize(
    "page",
    [
        reverse("boxes_of", args=["library"]),
        reverse("box_list"),
        reverse("office_connections", args=[WHOLE]),
        reverse("office_new_connection", args=[WHOLE]),
    ],
)
def test_a_kind_that_is_chosen_costs_no_query_more_than_one_that_is_fixed(place, page):
    place("BogKassen", "library")
    client = sign_in("henrik" if "kontor" in page else "dorte")

    def count():
        client.get(page)
        with CaptureQueriesContext(database) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    chosen = count()
    offers = read_registry().offers
    fixed = replace(offers["any_kind"].connector, category=Category.LIBRARY)
    offers["any_kind"] = replace(offers["any_kind"], connector=fixed)
    assert (chosen, chosen > 0) == (count(), True)
