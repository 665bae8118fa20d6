"""The one way into other systems: for whom, where to, and what is written down first."""

import re
from html import unescape

import pytest
from django.urls import reverse

from core.audit.models import Action, Entry
from core.connectors.configuration import operations
from core.connectors.sealing import Sealed, seal
from core.people.models import Institution
from indgang_sdk.errors import Unavailable
from indgang_sdk.links import Destination, Link
from indgang_sdk.settings import Layer
from indgang_sdk.tiles import Tile
from tests.core.connectors.conftest import BY, NOW, configure, find, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of
from tests.core.people.exports import contact
from tests.core.people.roster_cast import PARENTS, lindesoe


def links_of(client, books):
    text = read_box(client, books).content.decode()
    return [unescape(item) for item in re.findall(r'href="(/aabn/[^"]+)"', text)]


def follow(client, books, **named):
    sealed = Sealed(**{"launcher": "book", **named})
    person_id = int(client.session["_auth_user_id"])
    text = seal(sealed, person_id=person_id, connection_id=books.pk)
    return client.get(reverse("launch", args=[books.pk]), {"til": text})


def test_a_link_leads_to_the_other_system_and_is_recorded(books):
    client = sign_in("dorte")
    address = links_of(client, books)[-1]
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "https://library.example/open")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    entry = Entry.objects.get(object_type="connectors.connection", action=Action.OPEN)
    assert (entry.actor_id, entry.object_id) == (find("dorte").pk, str(books.pk))
    assert entry.reason == "library book"


def test_what_is_about_a_child_goes_in_a_form_and_never_in_an_address(books):
    client = sign_in("dorte")
    addresses = links_of(client, books)[:-1]
    assert len(addresses) == 2
    for address, name in zip(addresses, ("emil", "bo"), strict=True):
        assert name not in address
        assert "shelf" not in address
        response = client.get(address)
        text = response.content.decode()
        assert f'name="child" value="{name}"' in text
        assert 'name="target" value="shelf/7"' in text
        policy = response.headers["Content-Security-Policy"]
        assert "form-action 'self' https://library.example" in policy
        assert response.headers["Cache-Control"] == "private, no-store"
    subjects = Entry.objects.filter(object_type="connectors.connection").order_by("pk")
    found = list(subjects.filter(action=Action.OPEN).values_list("subject_id", flat=True))
    assert found == [find("emil").pk, find("bo").pk]


def test_a_link_to_a_system_on_a_break_says_so(books):
    address = links_of(sign_in("dorte"), books)[-1]
    operations.pause(books, paused=True, by=BY)
    response = sign_in("dorte").get(address)
    assert response.status_code == 503
    assert "BogKassen has been put on a break by the municipality." in words_of(response)
    assert "Try again" not in words_of(response)
    # To nobody else does it say even that.
    assert sign_in("jonas").get(address).status_code == 404
    operations.pause(books, paused=False, by=BY)
    assert sign_in("dorte").get(address).status_code == 302


def test_a_link_of_somebody_else_opens_nothing(books):
    address = links_of(sign_in("dorte"), books)[0]
    assert sign_in("jonas").get(address).status_code == 404
    assert sign_in("dorte").get(address).status_code == 200


def test_a_link_is_old_after_a_day(books, at_moment):
    client = sign_in("dorte")
    sealed = seal(Sealed(launcher="book"), person_id=find("dorte").pk, connection_id=books.pk)
    address = f"{reverse('launch', args=[books.pk])}?til={sealed}"
    assert client.get(address).status_code == 302
    at_moment.move_to(NOW.replace(day=25))
    assert sign_in("dorte").get(address).status_code == 404


@pytest.mark.parametrize("text", ["", "x", "gAAAAA", "0" * 5000])
def test_a_broken_link_opens_nothing(books, text):
    client = sign_in("dorte")
    assert client.get(reverse("launch", args=[books.pk]), {"til": text}).status_code == 404


def test_a_right_that_ended_is_asked_again(books):
    client = sign_in("dorte")
    child = find("bo").pk
    assert follow(client, books, child_id=child).status_code == 200
    operations.choose_for_institution(
        books, books.municipality.institutions.get(key="998101"), is_on=False, by=BY
    )
    assert follow(client, books, child_id=child).status_code == 404


def test_nobody_opens_for_a_child_of_others(books):
    assert follow(sign_in("dorte"), books, child_id=find("bo").pk).status_code == 200
    assert follow(sign_in("dorte"), books, child_id=find("oskar").pk).status_code == 404
    assert follow(sign_in("dorte"), books, launcher="none").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/open",
        "https://library.example:8443/open",
        "http://library.example/open",
        "https://library.example@elsewhere.example/",
        "javascript:alert(1)",
        "//elsewhere.example/",
        "/local",
    ],
)
def test_a_launch_leads_to_approved_hosts_only(books, address):
    library.behaviour["launch"] = lambda context, request: Destination(address=address)
    response = follow(sign_in("dorte"), books)
    assert response.status_code == 503
    assert "elsewhere" not in response.content.decode()


@pytest.mark.parametrize("approved", ["https://LMS.example:443/api", "https://lms.example./api"])
def test_a_launch_is_compared_with_hosts_in_one_spelling(books, approved):
    operations.fill_in(books, configure(books).offer, layer=Layer.MUNICIPALITY,
                       values={"address": approved}, by=BY)  # fmt: skip
    operations.approve(configure(books), by=BY)
    for address in ("https://lms.example/open", "https://lms.example.:443/open"):
        library.behaviour["launch"] = lambda _, __, address=address: Destination(address=address)
        response = follow(sign_in("dorte"), books)
        assert (response.status_code, response.url) == (302, "https://lms.example/open")
    library.behaviour["launch"] = lambda _, __: Destination(address="https://lms2.example/open")
    assert follow(sign_in("dorte"), books).status_code == 503


def approve_hosts(books, *hosts):
    offer = configure(books).offer
    operations.approve_named(books, offer, needs=offer.needs, hosts=hosts, by=BY)


def test_a_form_may_lead_to_a_host_with_danish_letters(books):
    approve_hosts(books, "bøger.example", "library.example")
    library.behaviour["launch"] = lambda context, request: Destination(
        address="https://bøger.example/open", fields={"child": "bo"}
    )
    response = follow(sign_in("dorte"), books)
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "form-action 'self' https://xn--bger-gra.example" in policy


@pytest.mark.parametrize(
    ("address", "is_demo", "status"),
    [
        ("https://library.example/open", False, 200),
        ("http://library.example/open", False, 503),
        ("http://library.example/open", True, 503),
        ("http://localhost:8901/open", False, 503),
        ("http://localhost:8901/open", True, 200),
    ],
)
def test_CON_15_what_is_about_a_child_leaves_by_https_alone(
    books, settings, address, is_demo, status
):
    settings.DEMO = is_demo
    approve_hosts(books, "library.example", "library.example:80", "localhost:8901")
    library.behaviour["launch"] = lambda context, request: Destination(
        address=address, fields={"child": request.child.id}
    )
    assert follow(sign_in("dorte"), books, child_id=find("bo").pk).status_code == status


def test_a_system_that_is_down_says_so(books):
    def fail(context, request):
        raise Unavailable("gone")

    library.behaviour["launch"] = fail
    response = follow(sign_in("dorte"), books)
    assert response.status_code == 503
    assert "BogKassen does not answer right now" in response.content.decode()


def test_a_system_that_is_down_says_whom_to_ask_in_the_readers_language(books):
    def fail(context, request):
        raise Unavailable("gone")

    library.behaviour["launch"] = fail
    operations.rename(books, title="BogKassen", when_down="Ring.", english="", by=BY)
    assert "Ring." in follow(sign_in("dorte"), books).content.decode()
    operations.rename(books, title="BogKassen", when_down="Ring.", english="Call.", by=BY)
    text = follow(sign_in("dorte"), books).content.decode()
    assert "Call." in text
    assert "Ring." not in text


def test_a_link_leads_with_the_settings_by_which_it_was_found(books, bring):
    # Dorte is a parent at both schools, one of which has a shelf of its own.
    bring(lindesoe().replace(contact("carla"), contact("carla") + PARENTS))
    school = Institution.objects.get(key="998102")
    row = operations.choose_for_institution(books, school, is_on=True, by=BY)
    offer = configure(books).offer
    operations.fill_in(row, offer, layer=Layer.INSTITUTION, values={"shelf": "B"}, by=BY)
    shelves = []

    def open_book(context, request):
        shelves.append(context.settings.shelf)
        return Destination(address="https://library.example/open")

    library.behaviour["launch"] = open_book
    client = sign_in("dorte")
    for unit in ("998", "998102", ""):
        assert follow(client, books, unit=unit).status_code == 302
    assert shelves == ["A", "B", "A"]
    assert follow(client, books, unit="998101").status_code == 404
    # The tile's own links, those about nobody: one by each settings.
    shelves.clear()
    library.behaviour["tile"] = lambda context: Tile(link=Link(launcher="book"))
    for address in links_of(client, books):
        client.get(address)
    assert sorted(shelves) == ["A", "B"]
