"""An event written in the portal: published, kept, sent for approval, asked back."""

from datetime import date, time

import pytest

from cms.models import EventPage
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


def test_who_writes_in_many_places_chooses_one(client, anna, egesoeskolen):
    shown = client.get("/ny-begivenhed/")
    assert shown["Location"] == f"/ny-begivenhed/{egesoeskolen.home.pk}/"
