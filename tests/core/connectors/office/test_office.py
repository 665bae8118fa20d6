"""The office's pages of connected systems: who may open them, and what each button does."""

from dataclasses import replace

import pytest
from django.urls import reverse

from core.access.models import Right
from core.access.operations import grant_rights
from core.connectors.configuration import operations
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection, InstitutionConnection
from core.connectors.office.queries import digest_sharing
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
from indgang_sdk.errors import Refused, UnexpectedAnswer
from indgang_sdk.levels import Level
from indgang_sdk.settings import Layer
from indgang_sdk.texts import Text
from tests.core.connectors.conftest import BY, CANARY, PLATFORM, configure, find, sign_in
from tests.core.connectors.systems import platform
from tests.core.connectors.test_tiles import words_of

WHOLE, SCHOOL, OTHER_SCHOOL, ABROAD = "998001", "998101", "998102", "999001"
PAGES = [
    "office_connection",
    "office_connection_settings",
    "office_connection_sheet",
    "office_try_connection",
    "office_change_connection",
    "office_name_connection",
]


def address(name, plans=None, *, key=WHOLE):
    return reverse(name, args=[key, *([plans.pk] if plans else [])])


def get(name, plans=None, *, by="henrik", key=WHOLE):
    return sign_in(by).get(address(name, plans, key=key))


def post(name, plans=None, *, by="henrik", key=WHOLE, **sent):
    return sign_in(by).post(address(name, plans, key=key), sent)


def do(plans, deed, *, by="henrik", key=WHOLE, level=Level.ONE_FACTOR, **sent):
    """What the page says after one deed."""
    client = sign_in(by, level=level)
    sent = {"handling": deed, "set": digest_sharing(configure(plans)), **sent}
    response = client.post(address("office_change_connection", plans, key=key), sent, follow=True)
    assert response.status_code == 200, response.status_code
    return words_of(response)


def refuse(plans, deed, *, by="henrik", key=WHOLE, **sent):
    client = sign_in(by)
    sent = {"handling": deed, **sent}
    return client.post(address("office_change_connection", plans, key=key), sent).status_code


@pytest.fixture
def abroad(plans):
    """Mette, who connects systems in the other municipality."""
    place = Institution.objects.get(key=ABROAD)
    grant_rights(person_id=find("mette").pk, institution_id=place.pk, rights=[Right.CONNECT])


@pytest.mark.parametrize("name", PAGES)
def test_only_who_looks_after_systems_there_opens_a_page(plans, abroad, name):
    assert get(name, plans).status_code in {200, 302}
    # Dorte has no right, Henrik none at Egesøskolen, Anna none at the municipality's office.
    for by, key in (
        ("dorte", WHOLE),
        ("dorte", SCHOOL),
        ("henrik", SCHOOL),
        ("anna", WHOLE),
        ("anna", OTHER_SCHOOL),
        ("mette", WHOLE),
    ):
        assert get(name, plans, by=by, key=key).status_code == 404, (by, key)
        assert post(name, plans, by=by, key=key, handling="sluk").status_code == 404, (by, key)
    assert Connection.objects.get().is_on


@pytest.mark.parametrize("name", PAGES)
def test_another_municipalitys_office_finds_no_connection(plans, abroad, name):
    assert get("office_connections", by="mette", key=ABROAD).status_code == 200
    assert get(name, plans, by="mette", key=ABROAD).status_code in {404, 302}
    assert post(name, plans, by="mette", key=ABROAD, handling="sluk").status_code == 404
    assert Connection.objects.get().is_on


def test_another_right_at_the_same_office_opens_nothing(plans):
    place = Institution.objects.get(key=WHOLE)
    grant_rights(person_id=find("line").pk, institution_id=place.pk, rights=[Right.ACCESS])
    assert get("office_connections", by="line").status_code == 404
    grant_rights(person_id=find("line").pk, institution_id=place.pk, rights=[Right.CONNECT])
    assert get("office_connections", by="line").status_code == 200


def test_who_is_not_signed_in_is_asked_to_sign_in(plans, client):
    response = client.get(address("office_connection", plans))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


def test_the_municipality_connects_and_an_institution_chooses(plans):
    whole = words_of(get("office_connections"))
    assert "MinPlan" in whole
    assert "Connect a system" in whole
    own = words_of(get("office_connections", by="anna", key=SCHOOL))
    assert "MinPlan" in own
    assert "Connect a system" not in own
    assert get("office_new_connection").status_code == 200
    assert get("office_new_connection", by="anna", key=SCHOOL).status_code == 404
    added = reverse("office_add_connection", args=[SCHOOL, "platform"])
    assert sign_in("anna").post(added, {"title": "Mine"}).status_code == 404
    assert Connection.objects.count() == 1


def test_a_system_is_connected_step_by_step(families, install):
    install(PLATFORM)
    client = sign_in("henrik")
    assert "Learning platform" in words_of(client.get(address("office_new_connection")))
    added = reverse("office_add_connection", args=[WHOLE, "platform"])
    response = client.post(added, {"title": "MinPlan", "when_down": "Ring", "english": "Call"})
    made = Connection.objects.get()
    assert response.url == address("office_connection", made)
    words = words_of(client.get(response.url))
    for said in ("Switched off", "Settings are missing", "Missing: Address, Password."):
        assert said in words
    sent = {"address": "https://platform.example/", "password": CANARY, "pages": "7"}
    response = client.post(address("office_connection_settings", made), sent)
    assert response.status_code == 302
    do(made, "godkend")
    assert "The system is switched on." in do(made, "taend")
    made.refresh_from_db()
    assert configure(made).runs
    assert (made.changed_by, made.values["pages"]) == (find("henrik"), 7)


def test_a_title_that_is_taken_or_names_somebody_is_said_beside_its_field(plans):
    added = reverse("office_add_connection", args=[WHOLE, "platform"])
    client = sign_in("henrik")
    for title, said in (
        ("MinPlan", "The municipality has a system of this name already."),
        ("   ", "This field is required."),
        ("", "This field is required."),
        ("x" * 61, "at most 60 characters"),
        ("Ring 010203-1234", "Remove the CPR number"),
    ):
        response = client.post(added, {"title": title})
        assert response.status_code == 400
        assert said in words_of(response)
    assert Connection.objects.count() == 1


def test_a_connector_that_there_is_not_connects_nothing(plans):
    for name in ("gone", "library"):
        known = sign_in("henrik").get(reverse("office_add_connection", args=[WHOLE, name]))
        assert known.status_code == (200 if name == "library" else 404)


def test_each_button_does_one_thing(plans):
    assert "The system is on a break." in do(plans, "pause")
    assert Connection.objects.get().is_paused
    assert "The break is over." in do(plans, "fortsaet")
    assert "The system is switched off." in do(plans, "sluk")
    assert not Connection.objects.get().is_on
    assert "The system is switched on." in do(plans, "taend")
    assert "Only institutions that say so use it." in do(plans, "udvalgte")
    assert not Connection.objects.get().is_for_all
    assert "All institutions use it" in do(plans, "alle")
    saved = Connection.objects.get()
    assert (saved.is_on, saved.is_paused, saved.is_for_all) == (True, False, True)


def test_what_changed_since_it_was_read_is_not_approved(plans):
    Connection.objects.update(approved_needs=[], approved_hosts=[])
    seen = digest_sharing(replace(configure(plans), hosts=("elsewhere.example",)))
    assert "What is shared has changed meanwhile." in do(plans, "godkend", set=seen)
    assert Connection.objects.get().approved_hosts == []
    assert "What is shared has been approved." in do(plans, "godkend")
    assert Connection.objects.get().approved_hosts != []


def test_an_address_that_nobody_can_approve_is_said_and_not_approved(plans, monkeypatch):
    Connection.objects.update(approved_hosts=[])
    with monkeypatch.context() as patched:
        patched.setattr(operations, "is_host", lambda text: False)
        assert "An address in the settings cannot be approved." in do(plans, "godkend")
    assert Connection.objects.get().approved_hosts == []
    assert "What is shared has been approved." in do(plans, "godkend")


def test_who_approves_sees_what_first(plans):
    Connection.objects.update(approved_needs=["viewer.name"], approved_hosts=[])
    words = words_of(get("office_connection", plans))
    for said in ("UNI-Login id of the child", "Not yet", "platform.example", "Not approved"):
        assert said in words
    assert "What is shared has been approved." in do(plans, "godkend")
    assert configure(plans).statuses == ()
    assert "Not yet" not in words_of(get("office_connection", plans))


def test_a_system_is_removed_with_all_that_was_filled_in(plans):
    words = do(plans, "fjern")
    assert "The system is no longer connected." in words
    assert not Connection.objects.exists()


def test_an_institution_that_has_said_so_may_do_as_the_municipality_says_again(plans):
    page = lambda: words_of(get("office_connection", plans, by="anna", key=SCHOOL))  # noqa: E731
    assert "Do as the municipality says" not in page()
    do(plans, "undvaer", by="anna", key=SCHOOL)
    assert "Do as the municipality says" in page()
    assert "Your institution does not use the system." in page()
    words = do(plans, "foelg", by="anna", key=SCHOOL)
    assert "Your institution does as the municipality says." in words
    assert len(configure(plans).institutions) == 3
    operations.choose_institutions(plans, is_for_all=False, by=BY)
    assert configure(plans).institutions == ()


def test_an_institution_decides_for_itself_alone(plans):
    assert "Your institution does not use the system." in do(
        plans, "undvaer", by="anna", key=SCHOOL
    )
    assert [place.key for place in configure(plans).institutions] == [WHOLE, OTHER_SCHOOL]
    assert "Your institution uses the system." in do(plans, "brug", by="anna", key=SCHOOL)
    assert len(configure(plans).institutions) == 3


@pytest.mark.parametrize(
    "deed",
    [
        *("taend", "sluk", "pause", "fortsaet", "godkend", "fjern", "alle", "udvalgte"),
        *("brug-hos", "undvaer-hos", "", "none"),
    ],
)
def test_what_is_the_municipalitys_no_institution_does(plans, deed):
    do(plans, "undvaer", by="anna", key=SCHOOL)
    before = list(Connection.objects.values())
    assert refuse(plans, deed, by="anna", key=SCHOOL) == 404
    assert list(Connection.objects.values()) == before


@pytest.mark.parametrize("deed", ["brug", "undvaer", "foelg", "", "none"])
def test_what_is_an_institutions_the_municipality_does_not_do(plans, deed):
    assert refuse(plans, deed) == 404
    assert not InstitutionConnection.objects.exists()


def test_nothing_is_done_by_a_link(plans):
    response = sign_in("henrik").get(
        address("office_change_connection", plans), {"handling": "fjern"}
    )
    assert response.status_code == 302
    assert Connection.objects.exists()


def test_a_second_platform_is_refused_in_words(plans, connect_platform):
    other = connect_platform("KlarUge", on=False)
    words = do(other, "taend")
    assert "MinPlan is used as the same kind of system by" in words
    assert not Connection.objects.get(pk=other.pk).is_on


def test_the_name_and_the_words_are_changed(plans, connect_platform):
    connect_platform("KlarUge", on=False)
    assert "MinPlan" in get("office_name_connection", plans).content.decode()
    taken = post("office_name_connection", plans, title="KlarUge")
    assert taken.status_code == 400
    assert "has a system of this name already" in words_of(taken)
    response = post("office_name_connection", plans, title="Plan", when_down="Ring")
    assert response.status_code == 302
    saved = Connection.objects.get(pk=plans.pk)
    assert (saved.title, saved.when_down, saved.when_down_english) == ("Plan", "Ring", "")
    assert get("office_name_connection", plans, by="anna", key=SCHOOL).status_code == 404


def test_the_data_sheet_says_what_is_shared_with_whom_and_where(plans):
    school = Institution.objects.get(key=OTHER_SCHOOL)
    operations.choose_for_institution(plans, school, is_on=False, by=BY)
    words = words_of(get("office_connection_sheet", plans))
    for said in (
        "What is shared with MinPlan",
        "Lindesø Kommune, Monday 23 November 2026",
        "Learning platform 2.0.0",
        "UNI-Login id of the child Material, Timetable, Week",
        "Name of the person looking Week plan",
        "The words that somebody searches with",
        "platform.example",
        "Børn og Unge, Egesøskolen",
    ):
        assert said in words, words
    assert school.name not in words
    assert CANARY not in words


def try_it(plans):
    return words_of(post("office_try_connection", plans))


def test_a_connection_is_tried(plans):
    assert "Answer Works" in try_it(plans)
    platform.behaviour["health"] = lambda context: Text(da="Fandt 3", en="Found 3")
    assert "Answer Found 3" in try_it(plans)


def test_an_institution_tries_with_its_own_settings(plans):
    offer = read_registry().find("platform")
    for key, room in (("998101", "Bib"), ("998102", "Hal")):
        place = Institution.objects.get(key=key)
        row = operations.choose_for_institution(plans, place, is_on=True, by=BY)
        values = {"room": room}
        operations.fill_in(row, offer, layer=Layer.INSTITUTION, values=values, by=BY)
    place = Institution.objects.get(key=OTHER_SCHOOL)
    grant_rights(person_id=find("line").pk, institution_id=place.pk, rights=[Right.CONNECT])
    asked = []

    def answer(context):
        asked.append(context.settings.room)

    platform.behaviour["health"] = answer
    for by, key in (("anna", SCHOOL), ("line", OTHER_SCHOOL), ("henrik", WHOLE)):
        words = words_of(post("office_try_connection", plans, by=by, key=key))
    assert asked == ["Bib", "Hal", "", "Bib", "Hal"]
    # The municipality reads by whose settings each was tried.
    for name in Institution.objects.filter(municipality__code="998").values_list("name", flat=True):
        assert f"Answer {name} Works" in words


@pytest.mark.parametrize(
    ("stop", "said"),
    [
        (
            lambda plans: operations.pause(plans, paused=True, by=BY),
            "It was not tried: nobody is asked until the break is over.",
        ),
        (
            lambda plans: operations.make_available("platform", is_available=False, by=BY),
            "It was not tried: the connector is switched off for all municipalities.",
        ),
    ],
)
def test_nobody_is_asked_during_a_break_or_after_the_operator_has_withdrawn_it(plans, stop, said):
    stop(plans)
    platform.behaviour["health"] = lambda context: pytest.fail("nobody is asked")
    client = sign_in("henrik")
    response = client.post(address("office_try_connection", plans), follow=True)
    assert said in words_of(response)


def test_a_try_that_fails_says_why_without_a_secret(plans):
    def fail(context):
        raise Refused(f"401 for {context.settings.password.get_secret_value()}")

    platform.behaviour["health"] = fail
    for _ in range(2):
        words = try_it(plans)
        assert "Refused the portal: check the settings: 401 for […]" in words
        assert CANARY not in words


@pytest.mark.parametrize("answer", ["fine", 7, {}, Text(da="\ud800", en="x")])
def test_CON_01_a_try_that_answers_something_else_says_so(plans, answer):
    platform.behaviour["health"] = lambda context: answer
    assert "Sent an answer that cannot be read" in try_it(plans)


def test_what_is_switched_off_can_be_tried_and_what_is_empty_cannot(plans):
    operations.switch(plans, on=False, by=BY)
    assert "Answer Works" in try_it(plans)
    Connection.objects.update(values={})
    assert "There is nothing to try" in try_it(plans)


def test_the_last_failures_are_shown_to_the_office(plans):
    def fail(context):
        raise UnexpectedAnswer("the answer has no title")

    platform.behaviour["tile"] = fail
    sign_in("dorte").get(reverse("box", args=[plans.pk, "plan"]))
    words = words_of(get("office_connection", plans))
    assert "Sent an answer that cannot be read the answer has no title" in words
    assert "plan" in words


def test_CON_02_a_connector_that_is_gone_is_named_and_its_connection_can_be_removed(plans, install):
    install()
    assert configure(plans).statuses == (Status.MISSING,)
    assert "Is not installed" in words_of(get("office_connection", plans))
    assert get("office_connection_sheet", plans).status_code == 200
    assert get("office_connection_settings", plans).status_code == 404
    # Nobody knows any more whether people signed in by it.
    do(plans, "fjern", level=Level.TWO_FACTOR)
    assert not Connection.objects.exists()


def test_CON_02_hosts_that_cannot_be_found_do_not_break_the_office(plans):
    assert get("office_connection", plans).status_code == 200

    def fail(settings):
        raise ZeroDivisionError

    platform.behaviour["hosts"] = fail
    assert "Settings no longer fit" in words_of(get("office_connection", plans))
    assert get("office_connections").status_code == 200
    assert get("office_connection_settings", plans).status_code == 200
