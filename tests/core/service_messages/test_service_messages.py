"""A service message stands on top of the pages of those it is for, in its time alone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from core.access.models import OFFICE_RIGHTS
from core.access.operations import Holding, grant_rights, replace_holdings
from core.access.viewer import Viewer
from core.audit.models import Entry
from core.people.models import Institution, Municipality, Person
from core.service_messages.models import ServiceMessage
from core.service_messages.operations import erase_messages, place_message, withdraw_message
from core.service_messages.queries import forget_kept_messages, list_messages_for

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
NOBODY = Viewer(person_id=None, now=NOW)


@pytest.fixture(autouse=True)
def clock(db):
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lindesoe():
    return Municipality.objects.create(code="998", name="Lindesø Kommune")


@pytest.fixture
def administration(lindesoe):
    return Institution.objects.create(
        key="998001", name="Børn og Unge", kind="administration", municipality=lindesoe
    )


@pytest.fixture
def school(lindesoe, administration):
    return Institution.objects.create(
        key="998101", name="Egesøskolen", kind="school", municipality=lindesoe,
        parent=administration,
    )  # fmt: skip


def make_person(unilogin, *keys):
    person = Person.objects.create_user(unilogin, first_name=unilogin.title())
    replace_holdings({person.pk: [Holding(key=key) for key in keys]})
    return person


@pytest.fixture
def dorte():
    return make_person("dorte", "998/guardian", "998101/guardian")


def place(text="Lukket på grund af sne", *, municipality=None, institution=None, **named):
    values = {
        "english": "", "begins_at": NOW, "ends_at": NOW + HOUR, "placed_by": None, "now": NOW,
        "municipality": municipality, "institution": institution, **named,
    }  # fmt: skip
    message = place_message(text=text, **values)
    forget_kept_messages()
    return message


def read(person, *, now=NOW, code=None):
    return list_messages_for(Viewer(person_id=person and person.pk, now=now), code=code)


def browse(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_message_for_all_is_read_by_everybody(dorte):
    place("Log ind virker ikke lige nu")
    assert read(dorte) == read(None) == ("Log ind virker ikke lige nu",)


def test_a_school_s_message_is_for_those_of_the_school(dorte, lindesoe, school):
    place(municipality=lindesoe, institution=school)
    carla = make_person("carla", "998/guardian", "998102/guardian")
    assert read(dorte) == ("Egesøskolen: Lukket på grund af sne",)
    assert read(carla) == read(None) == read(None, code="998") == ()


def test_a_municipality_s_message_is_for_its_people_and_on_its_open_pages(dorte, lindesoe):
    place(municipality=lindesoe)
    noor = make_person("noor", "999/pupil", "999101/pupil")
    said = ("Lindesø Kommune: Lukket på grund af sne",)
    assert read(dorte) == read(None, code="998") == said
    assert read(noor) == read(noor, code="998") == read(None, code="999") == ()


def test_who_has_left_reads_it_no_more(lindesoe, school):
    place(municipality=lindesoe, institution=school)
    left = make_person("emil")
    yesterday = NOW.date() - timedelta(days=1)
    replace_holdings({left.pk: [Holding(key="998101/pupil", ends_on=yesterday)]})
    assert read(left) == ()
    replace_holdings({left.pk: [Holding(key="998101/pupil", ends_on=NOW.date())]})
    assert read(left) != ()


def test_it_stands_from_its_first_moment_until_its_last(dorte):
    place(begins_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    moments = (HOUR - SECOND, HOUR, 2 * HOUR - SECOND, 2 * HOUR)
    assert [bool(read(dorte, now=NOW + moment)) for moment in moments] == [
        False, True, True, False,
    ]  # fmt: skip


def test_the_widest_comes_first(dorte, lindesoe, school):
    place("Skole", municipality=lindesoe, institution=school)
    place("Land")
    place("Kommune", municipality=lindesoe)
    assert [text.rpartition(": ")[2] for text in read(dorte)] == ["Land", "Kommune", "Skole"]


def test_english_is_read_where_there_is_english(dorte, settings):
    place("Lukket", english="Closed")
    place("Åbent")
    client = browse(dorte)
    Person.objects.update(language="en")
    text = client.get("/dine-oplysninger/").text
    assert ("Closed" in text, "Lukket" in text, "Åbent" in text) == (True, False, True)


def test_without_a_message_nothing_is_asked(dorte, django_assert_num_queries):
    read(dorte)
    with django_assert_num_queries(0):
        assert read(dorte) == ()


def test_a_withdrawn_message_is_gone_at_once_for_this_process(
    dorte, django_capture_on_commit_callbacks
):
    message = place()
    assert read(dorte) != ()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_message(message, withdrawn_by=None, now=NOW)
    assert read(dorte) == ()


def test_a_page_that_the_browser_keeps_is_not_kept_without_its_message(dorte, lindesoe):
    client = browse(dorte)
    kept = client.get("/steder/")
    again = {"HTTP_IF_NONE_MATCH": kept["ETag"]}
    assert client.get("/steder/", **again).status_code == 304
    place(municipality=lindesoe)
    answer = client.get("/steder/", **again)
    assert answer.status_code == 200
    assert "Lukket på grund af sne" in answer.text


def test_it_stands_on_the_sign_in_page_and_does_no_harm():
    place("<b>Nede</b>")
    text = Client().get("/log-ind/").text
    assert "&lt;b&gt;Nede&lt;/b&gt;" in text
    assert "<b>Nede" not in text


# --- the office -----------------------------------------------------------------------------

SENT = {"text": "Lukket på grund af sne", "starts_on": "2026-11-23", "ends_on": "2026-11-24"}


@pytest.fixture
def henrik(school):
    person = make_person("henrik", "998101/staff", "998/staff")
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=OFFICE_RIGHTS)
    return browse(person)


@pytest.fixture
def sofie(administration):
    person = make_person("sofie", "998001/staff", "998/staff")
    grant_rights(person_id=person.pk, institution_id=administration.pk, rights=OFFICE_RIGHTS)
    return browse(person)


def test_a_school_s_administrator_says_it_to_the_school(henrik, school, lindesoe):
    answer = henrik.post("/kontor/998101/driftsmeddelelser/", SENT)
    assert answer.status_code == 302
    (message,) = ServiceMessage.objects.all()
    assert (message.institution, message.municipality) == (school, lindesoe)
    # From now, through the whole of the last day in Denmark.
    assert message.begins_at == NOW
    assert message.ends_at == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    assert Entry.objects.filter(object_id=str(message.pk), institution_key="998101").exists()
    assert "Lukket på grund af sne" in henrik.get("/kontor/998101/driftsmeddelelser/").text


def test_the_administration_s_message_is_the_municipality_s(sofie, lindesoe):
    sofie.post("/kontor/998001/driftsmeddelelser/", SENT)
    (message,) = ServiceMessage.objects.all()
    assert (message.institution, message.municipality) == (None, lindesoe)


def test_nobody_withdraws_what_is_another_place_s(henrik, sofie, lindesoe):
    message = place(municipality=lindesoe)
    path = f"driftsmeddelelser/{message.pk}/tag-ned/"
    assert henrik.post(f"/kontor/998101/{path}").status_code == 404
    assert ServiceMessage.objects.exists()
    assert sofie.get(f"/kontor/998001/{path}").status_code == 302
    assert ServiceMessage.objects.exists()
    assert sofie.post(f"/kontor/998001/{path}").status_code == 302
    assert not ServiceMessage.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": ""}, "Feltet"),
        ({"text": "x" * 301}, "300"),
        ({"text": "Ring til 010190-1234"}, "CPR-nummeret"),
        ({"english": "Write to anna@example.dk"}, "e-mailadressen"),
        ({"ends_on": "2026-11-22"}, "før den første"),
        ({"starts_on": "2026-11-25", "ends_on": "2026-11-24"}, "før den første"),
        ({"ends_on": "2027-11-24"}, "højst stå i 60 dage"),
        ({"ends_on": "i morgen"}, "dato"),
    ],
)
def test_what_cannot_stand_there_is_refused_in_words_and_kept_in_the_form(henrik, wrong, says):
    answer = henrik.post("/kontor/998101/driftsmeddelelser/", SENT | wrong)
    assert answer.status_code == 400
    assert says in answer.text
    assert not ServiceMessage.objects.exists()
    if "text" not in wrong:
        assert SENT["text"] in answer.text


def test_the_operator_says_it_to_all_and_takes_it_down(dorte, capsys):
    call_command("place_service_message", "Nede", "--until", "2026-11-23", "--english", "Down")
    (message,) = ServiceMessage.objects.all()
    assert (message.municipality, message.english) == (None, "Down")
    call_command("place_service_message", "--withdraw")
    assert not ServiceMessage.objects.exists()


def test_what_is_over_is_erased(lindesoe):
    place(ends_at=NOW + SECOND)
    place(ends_at=NOW + HOUR)
    erase_messages(now=NOW + SECOND)
    assert ServiceMessage.objects.count() == 1
