"""Tiles on people's pages: whose, in which order, and what they say."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import Standing, TileRule
from core.people.models import Institution
from indgang_sdk.tiles import Item, Tile
from tests.core.connectors.conftest import BY, configure, sign_in
from tests.core.connectors.systems import library


def read_box(client, connection, source="loans"):
    return client.get(reverse("box", args=[connection.pk, source]))


def words_of(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text).strip()


def test_a_guardian_reads_a_tile_for_each_child_of_the_municipality(books):
    response = read_box(sign_in("dorte"), books)
    assert response.status_code == 200
    words = words_of(response)
    assert "books of Bo" in words
    assert "books of Emil" in words
    # Ella belongs to another municipality, whose system this is not.
    assert "Ella" not in words
    assert "BogKassen, Lindesø Kommune, fetched at 7:00" in words


def test_a_pupil_reads_a_tile_about_himself_alone(books):
    words = words_of(read_box(sign_in("bo"), books))
    assert "books of Bo" in words
    assert "Emil" not in words


@pytest.mark.parametrize("name", ["anna", "mette"])
def test_who_holds_none_of_the_roles_gets_no_tile(books, name):
    assert read_box(sign_in("dorte"), books).status_code == 200
    client = sign_in(name)
    assert read_box(client, books).status_code == 404
    assert client.get(reverse("box_list")).content.strip() == b""


def test_nobody_signed_in_is_asked_to_sign_in(books, client):
    assert read_box(client, books).status_code == 302


def test_the_list_names_each_tile_and_asks_no_system(books):
    library.behaviour["tile"] = lambda context: pytest.fail("nobody is asked for the list")
    text = sign_in("dorte").get(reverse("box_list")).content.decode()
    assert f'data-box="/boks/{books.pk}/loans/"' in text


def test_an_answer_is_kept_by_nobody_and_says_that_it_is_a_piece(books):
    response = read_box(sign_in("dorte"), books)
    assert response.headers["X-Indgang-Piece"] == "1"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_an_institution_that_does_without_has_no_tile(books):
    school = Institution.objects.get(key="998101")
    operations.choose_for_institution(books, school, is_on=False, by=BY)
    assert read_box(sign_in("dorte"), books).status_code == 404
    assert read_box(sign_in("carla"), books).status_code == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"is_on": False}, Status.OFF),
        ({"approved_needs": []}, Status.NOT_APPROVED),
        ({"approved_hosts": []}, Status.NOT_APPROVED),
        ({"secrets": {}}, Status.INCOMPLETE),
        ({"values": {"address": "nowhere"}}, Status.OUTDATED),
        ({"connector": "gone"}, Status.MISSING),
    ],
)
def test_a_connection_that_may_not_run_has_no_tile(books, change, status):
    assert configure(books).statuses == ()
    for name, value in change.items():
        setattr(books, name, value)
    books.save()
    assert status in configure(books).statuses
    assert read_box(sign_in("dorte"), books).status_code == 404


def test_a_break_is_said_and_nobody_is_asked(books):
    operations.pause(books, paused=True, by=BY)
    library.behaviour["tile"] = lambda context: pytest.fail("nobody is asked during a break")
    assert "put on a break" in words_of(read_box(sign_in("dorte"), books))


def test_the_nearest_rule_counts(books):
    client = sign_in("dorte")
    operations.place_tile(books, "loans", unit="998101", standing=Standing.OFFERED, by=BY)
    assert client.get(reverse("box_list")).content.strip() == b""
    # Carla's school has no rule of its own.
    assert b"data-box" in sign_in("carla").get(reverse("box_list")).content


def test_a_rule_for_some_roles_is_for_no_others(books):
    TileRule.objects.update(roles=["pupil"])
    assert read_box(sign_in("bo"), books).status_code == 200
    assert read_box(sign_in("dorte"), books).status_code == 404


def test_an_offered_tile_is_added_moved_and_removed(books):
    operations.place_tile(books, "loans", unit="998", standing=Standing.OFFERED, by=BY)
    client, page = sign_in("dorte"), reverse("boxes")
    name = f"{books.pk}-loans"
    assert b"data-box" not in client.get(reverse("box_list")).content
    client.post(page, {"boks": name, "handling": "tilfoej"})
    assert b"data-box" in client.get(reverse("box_list")).content
    client.post(page, {"boks": name, "handling": "fjern"})
    assert b"data-box" not in client.get(reverse("box_list")).content


def test_a_mandatory_tile_is_not_removed(books):
    client = sign_in("dorte")
    client.post(reverse("boxes"), {"boks": f"{books.pk}-loans", "handling": "fjern"})
    assert b"data-box" in client.get(reverse("box_list")).content


def test_the_page_of_boxes_is_filled_without_scripts(books):
    words = words_of(sign_in("dorte").get(reverse("boxes")))
    assert "books of Bo" in words
    assert "Arrange boxes" in words


@pytest.mark.parametrize("name", ["boxes_of", "search_systems"])
def test_where_no_script_runs_a_piece_is_a_page_of_its_own(books, name):
    client = sign_in("dorte")
    address = reverse(name, args=["other"] if name == "boxes_of" else [])
    piece, page = client.get(address), client.get(address, {"vis": "side"})
    assert (piece.headers.get("X-Indgang-Piece"), b"<html" in piece.content) == ("1", False)
    assert ("X-Indgang-Piece" in page.headers, b"<html" in page.content) == (False, True)
    assert words_of(piece) in words_of(page)
    for response in (piece, page):
        assert "no-store" in response.headers["Cache-Control"]


def test_the_day_of_several_is_said_once_above_them(books):
    def read(context):
        at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        days = [at, at + timedelta(hours=2), at + timedelta(days=9)]
        return Tile(
            parts=tuple(Item(title=f"Nr. {number}", when=day) for number, day in enumerate(days))
        )

    library.behaviour["tile"] = read
    words = words_of(read_box(sign_in("bo"), books))
    assert "Tomorrow 9:00 Nr. 0 11:00 Nr. 1 3 Dec 9:00 Nr. 2" in words
