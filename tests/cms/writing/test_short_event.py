"""An event written in the portal: published, corrected, taken down, sent for approval."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from cms.models import EventPage
from cms.writing.operations import EVENT_FIELDS
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person

TITLE = "Luciaoptog i hallen"


@pytest.fixture
def anna(egesoeskolen, client):
    """Writes at Egesøskolen, and is signed in."""
    person = Person.objects.create_user("anna0001", first_name="Anna")
    school = egesoeskolen.institution
    replace_holdings({person.pk: [Holding(key=make_key(school.key, "staff"))]})
    grant_rights(person_id=person.pk, institution_id=school.pk, rights=[Right.EDIT])
    client.force_login(person)
    return person


@pytest.fixture
def parents(egesoeskolen):
    key = egesoeskolen.institution.key
    return " ".join(sorted([make_key(key, "guardian"), make_key(key, "staff")]))


@pytest.fixture
def write(client, anna, egesoeskolen, parents):
    def send(action="publish", **more):
        sent = {"title": TITLE, "starts_on": "2026-12-11", "audience": parents, "action": action}
        return client.post(f"/ny-begivenhed/{egesoeskolen.home.pk}/", sent | more)

    return send


def test_it_is_published_with_its_times_place_and_text(write, client, parents, egesoeskolen):
    response = write(
        starts_at="15:00", ends_at="16:30", location="Hallen", text="Kom i god tid.\n\n- kage"
    )
    page = EventPage.objects.get()
    assert (response.status_code, response["Location"]) == (302, page.url)
    assert (page.live, page.title, page.own_audience) == (True, TITLE, parents.split())
    assert (page.starts_on, page.ends_on) == (date(2026, 12, 11), None)
    assert (page.starts_at, page.ends_at) == (time(15), time(16, 30))
    assert page.location == "Hallen"
    assert page.body[0].value.source == "<p>Kom i god tid.</p><ul><li>kage</li></ul>"
    assert page.occurrences.count() == 1
    assert page.get_parent().pk == egesoeskolen.home.pk
    assert TITLE in client.get("/kalender/?maaned=2026-12").text


def test_days_without_hours_and_text_are_enough(write):
    assert write(ends_on="2026-12-13", is_closing_day="on").status_code == 302
    page = EventPage.objects.get()
    assert (page.ends_on, page.starts_at, len(page.body)) == (date(2026, 12, 13), None, 0)
    assert page.is_closing_day


def test_its_hours_may_be_those_of_each_day(write, client):
    days = {"ends_on": "2026-12-12", "starts_at": "14:00", "hours_each_day": "on"}
    refused = write(**days)
    assert (refused.status_code, EventPage.objects.count()) == (400, 0)
    assert "Skriv, fra hvornår til hvornår den varer hver dag." in refused.text
    assert write(**days, ends_at="18:00").status_code == 302
    page = EventPage.objects.get()
    assert page.hours_each_day
    box = client.get(f"/ret-begivenhed/{page.pk}/").text.partition('name="hours_each_day"')[2]
    assert "checked" in box.partition(">")[0]
    assert "Klokkeslættet gælder hver dag" in box.partition("</label>")[0]


def test_it_repeats_and_leaves_the_holidays_out(write, client):
    repetition = {"repeats": "weekly", "repeats_until": "2027-01-15"}
    assert write(**repetition, skips="21.12.2026-3.1.2027").status_code == 302
    page = EventPage.objects.get()
    days = [timezone.localdate(item.begins_at).day for item in page.occurrences.order_by("pk")]
    assert days == [11, 18, 8, 15]
    january = client.get("/kalender/?maaned=2027-01").text
    assert january.count(f"{TITLE}</a>") == 4  # each in the grid and in the list


def test_a_draft_is_gone_on_with_in_the_form(write, client):
    response = write(action="draft")
    page = EventPage.objects.get()
    assert response["Location"] == f"/ret-begivenhed/{page.pk}/"
    assert not page.live
    assert f'value="{TITLE}"' in client.get(response["Location"]).text


def test_it_is_edited_in_the_same_form(write, client):
    filled = {
        "ends_on": "2026-12-12", "starts_at": "15:00", "ends_at": "16:30", "location": "Hallen",
        "is_closing_day": "on", "text": "Kom i god tid.\n\n- kage", "repeats": "yearly",
        "repeats_until": "2028-12-31", "skips": "11.12.2027",
    }  # fmt: skip
    write(**filled)
    page = EventPage.objects.get()
    assert f"/ret-begivenhed/{page.pk}/" in client.get(page.url).text
    shown = client.get(f"/ret-begivenhed/{page.pk}/").context["form"].initial
    assert shown["audience"] == " ".join(page.own_audience)
    before = {name: getattr(page, name) for name in (*EVENT_FIELDS, "summary", "own_audience")}
    sent = {name: shown[name] for name in filled} | {"audience": shown["audience"]}
    sent |= {"starts_on": "2026-12-11", "title": "Ny titel", "action": "publish"}
    assert client.post(f"/ret-begivenhed/{page.pk}/", sent)["Location"] == page.url
    page.refresh_from_db()
    assert (page.title, page.body[0].value.source) == (
        "Ny titel", "<p>Kom i god tid.</p><ul><li>kage</li></ul>"
    )  # fmt: skip
    assert {name: getattr(page, name) for name in before} == before
    assert [item.begins_at.year for item in page.occurrences.order_by("pk")] == [2026, 2028]


def test_a_draft_of_a_published_event_changes_nothing_for_readers(write, client):
    write()
    page = EventPage.objects.get()
    moved = {"title": TITLE, "starts_on": "2027-01-08", "audience": " ".join(page.own_audience)}
    client.post(f"/ret-begivenhed/{page.pk}/", moved | {"action": "draft"})
    assert timezone.localdate(page.occurrences.get().begins_at) == date(2026, 12, 11)
    assert "2027-01-08" in client.get(f"/ret-begivenhed/{page.pk}/").text
    client.post(f"/ret-begivenhed/{page.pk}/", moved | {"action": "publish"})
    assert timezone.localdate(page.occurrences.get().begins_at) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("fields", "is_for_the_editor"),
    [
        ({"body": [("text", "<p>Hej</p>")], "summary": "Hej"}, False),
        ({"body": [("text", "<p>Hej</p>")]}, False),
        ({"summary": "Vi mødes i hallen."}, False),
        ({"repeats": "daily", "repeats_until": date(2026, 12, 24), "skips": "13.12.2026"}, False),
        ({"body": [("text", "<p>Hej</p>")], "summary": "Et andet resumé"}, True),
        ({"body": [("text", "<p>Hej <b>med</b> jer</p>")], "summary": "Hej med jer"}, True),
        ({"body": [("text", "<p>Et</p>"), ("text", "<p>To</p>")], "summary": "Et"}, True),
        ({"body": [("quote", {"text": "Kom"})]}, True),
        ({"own_audience": None}, True),
        ({"go_live_at": timezone.now() + timedelta(days=9)}, True),
        ({"locked": True}, True),
    ],
)
def test_what_the_form_would_lose_is_edited_in_the_editor(
    client, anna, egesoeskolen, publish, parents, fields, is_for_the_editor
):
    fields = {"own_audience": parents.split(), "starts_on": date(2026, 12, 11)} | fields
    page = publish(egesoeskolen.home, EventPage(title=TITLE, **fields))
    response = client.get(f"/ret-begivenhed/{page.pk}/")
    assert response.status_code == (302 if is_for_the_editor else 200)
    if is_for_the_editor:
        assert response["Location"] == f"/redaktion/pages/{page.pk}/edit/"


def test_a_summary_without_a_text_is_the_text(client, anna, egesoeskolen, publish, parents):
    said = {"summary": "Vi mødes i hallen.", "own_audience": parents.split()}
    page = publish(egesoeskolen.home, EventPage(title=TITLE, starts_on=date(2026, 12, 11), **said))
    shown = client.get(f"/ret-begivenhed/{page.pk}/").context["form"].initial
    assert shown["text"] == "Vi mødes i hallen."


def test_a_text_stands_on_the_page_once(write, client, publish, egesoeskolen, parents):
    write(text="Vi mødes i hallen.")
    page = EventPage.objects.get()
    assert page.summary == "Vi mødes i hallen."
    assert client.get(page.url).text.count("Vi mødes i hallen.") == 1
    own = {"starts_on": date(2026, 12, 11), "own_audience": parents.split()}
    body = [("text", "<p>Kom i god tid.</p>")]
    other = publish(egesoeskolen.home, EventPage(title="B", summary="Vi synger.", body=body, **own))
    shown = client.get(other.url).text
    assert "Vi synger." in shown
    assert "Kom i god tid." in shown


def test_it_is_taken_down_at_once_and_put_back(write, client):
    write()
    page = EventPage.objects.get()
    assert f"/tag-ned/{page.pk}/" in client.get(page.url).text
    assert "Tag begivenheden ned?" in client.get(f"/tag-ned/{page.pk}/").text
    response = client.post(f"/tag-ned/{page.pk}/")
    assert response["Location"] == f"/udgiv-igen/{page.pk}/"
    assert client.get(page.url).status_code == 404
    assert f"{TITLE}</a>" not in client.get("/kalender/?maaned=2026-12").text
    assert "Udgiv begivenheden igen?" in client.get(response["Location"]).text
    assert client.post(response["Location"])["Location"] == page.url
    assert f"{TITLE}</a>" in client.get("/kalender/?maaned=2026-12").text


def test_the_editor_goes_on_with_a_draft_that_nobody_sees(write, client):
    response = write(action="more")
    page = EventPage.objects.get()
    assert response["Location"] == f"/redaktion/pages/{page.pk}/edit/"
    assert not page.live
    assert client.get(page.url).status_code == 404


def test_where_the_institution_approves_it_is_sent(write, client, egesoeskolen):
    Institution.objects.update(needs_approval=True)
    shown = client.get(f"/ny-begivenhed/{egesoeskolen.home.pk}/").text
    assert "Send til godkendelse" in shown
    write(action="publish")
    assert not EventPage.objects.get().live
    EventPage.objects.get().delete()
    write(action="ask")
    page = EventPage.objects.get()
    assert not page.live
    assert page.current_workflow_state is not None


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Feltet skal udfyldes"),
        ({"title": "x" * 121}, "højst"),
        ({"starts_on": ""}, "Feltet skal udfyldes"),
        ({"starts_on": "på fredag"}, "gyldig dato"),
        ({"starts_on": "0202-12-11"}, "Se på årstallet"),
        ({"ends_on": "2026-12-10"}, "Den sidste dag ligger før den første."),
        ({"starts_at": "kl. 9"}, "gyldig tid"),
        ({"ends_at": "10:00"}, "Skriv også, hvornår den begynder."),
        ({"starts_at": "10:00", "ends_at": "09:00"}, "Den slutter, før den begynder."),
        ({"location": "x" * 121}, "højst"),
        ({"audience": "public"}, "Marker en gyldig valgmulighed"),
        ({"audience": ""}, "Feltet skal udfyldes"),
        ({"text": "CPR 010114-4321 er barnets"}, "CPR-nummer"),
        ({"location": "Hos 010114-4321"}, "CPR-nummer"),
        ({"repeats": "weekly"}, "Skriv, til og med hvilken dag den gentages."),
        ({"repeats": "yes"}, "Marker en gyldig valgmulighed"),
        ({"repeats": "weekly", "repeats_until": "2030-01-01"}, "højst gentages i tre år"),
        ({"skips": "uge 42"}, "»uge 42« er ikke en dag."),
    ],
)
def test_mistakes_come_back_with_all_that_was_written(write, sent, says):
    response = write(**sent)
    assert response.status_code == 400
    assert says in response.text
    assert "title" in sent or f'value="{TITLE}"' in response.text
    assert not EventPage.objects.exists()


def test_writers_are_led_to_it_and_others_find_nothing(client, anna, egesoeskolen):
    address = f"/ny-begivenhed/{egesoeskolen.home.pk}/"
    assert address in client.get(egesoeskolen.home.url).text
    assert "/ny-begivenhed/" in client.get("/").text
    assert client.get(address).status_code == 200
    reader = Person.objects.create_user("reader01", first_name="Læser")
    replace_holdings({reader.pk: [Holding(key="998101/staff")]})
    client.force_login(reader)
    assert "/ny-begivenhed/" not in client.get(egesoeskolen.home.url).text
    assert "/ny-begivenhed/" not in client.get("/").text
    assert client.get(address).status_code == 404
    assert client.get("/ny-begivenhed/").status_code == 404


def test_others_correct_nothing_and_take_nothing_down(write, client, parents):
    write()
    page = EventPage.objects.get()
    reader = Person.objects.create_user("reader01", first_name="Læser")
    replace_holdings({reader.pk: [Holding(key="998101/staff")]})
    addresses = [f"/ret-begivenhed/{page.pk}/", f"/tag-ned/{page.pk}/"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    client.force_login(reader)
    assert client.get(page.url).status_code == 200
    assert not any(address in client.get(page.url).text for address in addresses)
    for address in addresses:
        assert client.get(address).status_code == 404
        assert client.post(address, {"title": "x", "action": "publish"}).status_code == 404
    assert EventPage.objects.get().live


def test_who_writes_in_many_places_chooses_one(client, anna, egesoeskolen):
    shown = client.get("/ny-begivenhed/")
    assert shown["Location"] == f"/ny-begivenhed/{egesoeskolen.home.pk}/"
