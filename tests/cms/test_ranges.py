"""Parts of files: what a browser asks for when somebody jumps to the middle of a film."""

import pytest

from cms.ranges import NoSuchPart, find_part
from core.people.models import Person
from tests.cms.blocks.conftest import make_document

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", (0, 1000)),
        ("bytes=0-0", (0, 1)),
        ("bytes=200-299", (200, 100)),
        ("bytes=990-5000", (990, 10)),
        ("bytes=-10", (990, 10)),
        ("bytes=-5000", (0, 1000)),
    ],
)
def test_a_part_is_the_bytes_that_were_asked_for(header, part):
    assert find_part(header, size=SIZE) == part


@pytest.mark.parametrize(
    "header", ["", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "items=0-1", "bytes=١-٢", "x"]
)
def test_what_is_not_understood_is_answered_with_the_whole(header):
    assert find_part(header, size=SIZE) is None


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(header):
    with pytest.raises(NoSuchPart):
        find_part(header, size=SIZE)


@pytest.fixture
def sign_in(client, make_viewer):
    def sign_in(key):
        client.force_login(Person.objects.get(pk=make_viewer(key).person_id))

    return sign_in


@pytest.fixture
def film(egesoeskolen, make_page):
    document = make_document(egesoeskolen, "Film", "mp4")
    video = {"title": "En film", "film": document, "address": ""}
    make_page(egesoeskolen.home, "Side", body=[("video", video)], own_audience=["998101/staff"])
    return document


def test_a_part_of_a_film_is_sent_to_those_who_see_its_page(client, sign_in, film):
    sign_in("998101/staff")
    whole = b"".join(client.get(film.url).streaming_content)
    answer = client.get(film.url, HTTP_RANGE="bytes=2-5")
    assert answer.status_code == 206
    assert b"".join(answer.streaming_content) == whole[2:6]
    assert answer["Content-Range"] == f"bytes 2-5/{len(whole)}"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(film.url, HTTP_RANGE="bytes=9999-").status_code == 416


def test_a_part_of_a_film_is_refused_to_others(client, sign_in, film):
    sign_in("999101/staff")
    assert client.get(film.url, HTTP_RANGE="bytes=2-5").status_code == 404
