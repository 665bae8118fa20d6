"""Addresses that are guessed, rights that end, and what is kept of an answer."""

import pytest

from core.access.operations import replace_holdings
from core.access.queries import MaySee
from core.people.models import Person
from tests.audience_matrix.conftest import FRIDAY, MONDAY, NOW, person_of
from tests.audience_matrix.expected import (
    NANNA_IN_HER_WEEK,
    SEES,
)
from tests.audience_matrix.openers import canaries_in, open_documents, open_pages, text_of


@pytest.mark.parametrize(
    ("day", "letters"),
    [(MONDAY, NANNA_IN_HER_WEEK), (FRIDAY, NANNA_IN_HER_WEEK), (FRIDAY.replace(day=5), "A")],
)
def test_TEN_26_substitute_sees_the_school_in_her_week_alone(
    client_of, world, at_moment, day, letters
):
    at_moment.move_to(f"{day} 12:00 +01:00")
    assert canaries_in(open_documents(client_of("nanna"), world)) == letters


def test_TEN_26_ended_right_is_gone_at_the_next_request(client_of, world):
    client = client_of("anna")
    assert "C" in canaries_in(open_documents(client, world))
    replace_holdings({person_of("anna").pk: []})
    assert canaries_in(open_documents(client, world)) == "A"


def test_TEN_10_guessed_addresses_of_files_tell_nothing(client_of, world):
    hidden, shown = world.documents["C"], world.documents["D"]
    client = client_of("dorte")
    assert client.get(shown.url).status_code == 200
    right_name, wrong_name, no_file = (
        client.get(address)
        for address in (hidden.url, f"/dokumenter/{hidden.pk}/gaet.txt", "/dokumenter/99999/x.txt")
    )
    assert {right_name.status_code, wrong_name.status_code, no_file.status_code} == {404}
    for tag in ('"anything"', "*"):
        answer = client.get(hidden.url, HTTP_IF_NONE_MATCH=tag)
        assert answer.status_code == 404


def test_TEN_10_TEN_11_files_have_no_address_of_their_own(client_of, world):
    client = client_of("anna")
    for media in (world.documents["A"], world.images["A"]):
        with pytest.raises(ValueError, match="not accessible via a URL"):
            _ = media.file.url
        for prefix in ("/media/", "/", "/static/"):
            assert client.get(prefix + media.file.name).status_code == 404


def test_TEN_11_images_and_files_are_kept_by_nobody(client_of, world):
    client = client_of("anna")
    for response in (
        client.get(f"/billeder/{world.images['C'].pk}/width-960"),
        client.get(world.documents["C"].url),
    ):
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_TEN_23_files_run_nothing(client_of, world):
    response = client_of("anna").get(world.documents["C"].url)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "spec", ["width-961", "original|jpegquality-1", "fill-9999x9999", "max-165x165|blur", "%2e%2e"]
)
def test_TEN_23_only_known_sizes_of_images_are_made(client_of, world, spec):
    client = client_of("anna")
    assert client.get(f"/billeder/{world.images['C'].pk}/{spec}").status_code == 404
    assert client.get(f"/billeder/{world.images['C'].pk}/width-960").status_code == 200


def test_TEN_09_nothing_lists_pages_to_strangers(client_of, world):
    client = client_of("nobody")
    for address in ("/sitemap.xml", "/robots.txt", "/feed/", "/rss/", "/api/v2/pages/"):
        assert canaries_in([client.get(address)]) in {"", "A"}
    assert "og:" not in client.get(world.pages["A"].url).text


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_HOST"])
def test_TEN_18_what_one_got_is_never_given_to_another(client_of, world, header):
    page = world.pages["C"]
    value = {"HTTP_HOST": "localhost"}.get(header, "en")
    assert "kanarie-C" in client_of("anna").get(page.url, **{header: value}).text
    for name in ("dorte", "mette"):
        assert client_of(name).get(page.url, **{header: value}).status_code == 404


def test_TEN_06_unpublished_and_deleted_are_gone_at_once(client_of, world):
    client = client_of("anna")
    page, image = world.pages["C"], world.images["C"]
    assert client.get(page.url).status_code == 200
    page.refresh_from_db()
    page.unpublish()
    assert client.get(page.url).status_code == 404
    assert client.get(f"/billeder/{image.pk}/width-960").status_code == 404
    assert "kanarie-C side" not in client.get("/lindesoe/egesoeskolen/").text


def test_GDPR_01_protected_people_are_seen_by_who_shares_a_group_alone(world, db):
    liv = person_of("liv")
    assert (liv.first_name, liv.protected) == ("Lea", True)
    seers = {
        name
        for name in SEES
        if name != "nobody"
        and Person.objects.filter(
            MaySee("scopes__scope", person_id=person_of(name).pk, on=NOW.date()),
            pk=liv.pk,
        ).exists()
    }
    assert "nina" in seers
    assert seers <= {"liv", "nina"}


def test_GDPR_01_real_name_of_a_protected_person_is_on_no_page(client_of, world):
    for name in SEES:
        responses = [*open_pages(client_of(name), world), client_of(name).get("/dine-oplysninger/")]
        text = "".join(map(text_of, responses))
        assert "Liv " not in text
        assert text
