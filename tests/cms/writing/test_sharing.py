"""News of the municipality for institutions that its writer ticks: one page, many readers."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.audience.publishing import ANSWER
from cms.homes import make_homes
from cms.models import EventPage, MunicipalityHome, NewsPage, RecentAudience
from core.access.keys import make_key
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.people.models import Institution, Person
from tests.cms.conftest import NOW

TITLE = "Ny køreplan for skolebusserne"
SENDER = "998001/staff"


def make_person(unilogin, *keys):
    person = Person.objects.create_user(unilogin, first_name=unilogin.title())
    replace_holdings({person.pk: [Holding(key=key) for key in keys]})
    return person


@pytest.fixture
def administration(egesoeskolen):
    """Of Lindesø, with three more institutions besides Egesøskolen."""
    administration = egesoeskolen.institution.parent
    more = (
        ("998102", "Tranehøjskolen", "school"),
        ("G99801", "Børnehuset Bregnen", "daycare"),
        ("998111", "SFO Ahornen", "sfo"),
    )
    made = [
        Institution.objects.create(
            key=key, name=name, kind=kind, municipality=administration.municipality,
            parent=administration,
        )
        for key, name, kind in more
    ]  # fmt: skip
    make_homes([item.pk for item in made], today=NOW.date())
    return administration


@pytest.fixture
def home(administration):
    return MunicipalityHome.objects.get(home_of=administration.municipality)


@pytest.fixture
def sofie(administration):
    """The municipality's editor."""
    person = make_person("sofie001", SENDER, "998/staff")
    rights = [Right.EDIT, Right.PUBLISH, Right.MUNICIPALITY]
    grant_rights(person_id=person.pk, institution_id=administration.pk, rights=rights)
    return person


@pytest.fixture
def write(client, sofie, home):
    client.force_login(sofie)

    def send(*institutions, holders=("guardian", "staff"), action="publish", **more):
        sent = {
            "title": TITLE, "text": "Fra januar.", "audience": "chosen", "action": action,
            "institutions": institutions, "holders": holders,
        }  # fmt: skip
        address = f"/ny-nyhed/{home.pk}/"
        response = client.post(address, sent | more)
        # Asked back where very many will see it.
        tokens = re.findall(rf'name="{ANSWER}"\s+value="([^"]+)"', response.text)
        return client.post(address, sent | more | {ANSWER: tokens}) if tokens else response

    return send


@pytest.fixture
def write_event(client, sofie, home):
    """Sends an event for institutions, and once more with the answers that were asked for."""
    client.force_login(sofie)

    def send(address, *institutions, **more):
        sent = {
            "title": "Åbent hus", "starts_on": "2026-12-03", "audience": "chosen",
            "action": "publish", "institutions": institutions, "holders": ["guardian", "staff"],
        }  # fmt: skip
        response = client.post(address, sent | more)
        tokens = re.findall(rf'name="{ANSWER}"\s+value="([^"]+)"', response.text)
        return client.post(address, sent | more | {ANSWER: tokens}) if tokens else response

    return send


def test_an_event_is_shared_as_news_are(write_event, client, home):
    address = f"/ny-begivenhed/{home.pk}/"
    assert "Institutioner, du vælger" in client.get(address).text
    missing = write_event(address)
    assert (missing.status_code, EventPage.objects.count()) == (400, 0)
    assert "Sæt kryds ved mindst én institution" in missing.text
    response = write_event(address, "998101", "998.daycare")
    event = EventPage.objects.get()
    assert (response.status_code, response["Location"]) == (302, event.url)
    kept = ["998.daycare/guardian", "998.daycare/staff", SENDER, "998101/guardian", "998101/staff"]
    assert event.own_audience == kept
    correction = f"/ret-begivenhed/{event.pk}/"
    shown = client.get(correction).text
    assert "checked" in tick_of(shown, "chosen")
    ticked = {unit for unit in ("998.daycare", "998101") if tick_of(shown, unit) == "checked"}
    assert ticked == {"998.daycare", "998101"}
    assert write_event(correction, "998102", holders=["staff"]).status_code == 302
    event.refresh_from_db()
    assert event.own_audience == [SENDER, "998102/staff"]


def test_a_school_shares_no_event(write_event, client, egesoeskolen, home):
    ida = make_person("ida00001", "998101/staff")
    rights = [Right.EDIT, Right.PUBLISH]
    grant_rights(person_id=ida.pk, institution_id=egesoeskolen.institution.pk, rights=rights)
    client.force_login(ida)
    own = f"/ny-begivenhed/{egesoeskolen.home.pk}/"
    shown = client.get(own)
    assert (shown.status_code, 'value="chosen"' in shown.text) == (200, False)
    assert write_event(own, "998102").status_code == 400
    assert write_event(f"/ny-begivenhed/{home.pk}/", "998101").status_code == 404
    assert not EventPage.objects.exists()


def test_a_sheet_of_events_is_shared_too(write_event, client, home):
    address = f"/mange-begivenheder/{home.pk}/"
    sheet = "Titel;Første dag\nÅbent hus;3.12.2026\nLukket hus;4.12.2026\n"
    shown = client.post(address, {"file": SimpleUploadedFile("b.csv", sheet.encode())}).text
    assert "Institutioner, du vælger" in shown
    lines = unescape(re.search(r'name="lines" value="([^"]*)"', shown)[1])
    assert write_event(address, "998101", lines=lines).status_code == 302
    assert [event.own_audience for event in EventPage.objects.all()] == [
        [SENDER, "998101/guardian", "998101/staff"]
    ] * 2


def test_it_is_one_page_for_those_who_were_ticked_and_the_sender(write, home):
    response = write("998101", "998102")
    page = NewsPage.objects.get()
    assert (response.status_code, response["Location"]) == (302, page.url)
    assert page.get_parent().pk == home.pk
    assert page.own_audience == [
        SENDER, "998101/guardian", "998101/staff", "998102/guardian", "998102/staff",
    ]  # fmt: skip


def test_each_sees_it_at_home_and_on_the_page_of_the_institution(write, client):
    write("998101", "998102")
    for key in ("998101", "998102", "G99801"):
        client.force_login(make_person(f"forael{key[-3:]}", f"{key}/guardian"))
        institution = Institution.objects.get(key=key)
        for address in ("/", institution.home.url):
            shown = client.get(address)
            assert shown.status_code == 200
            assert (TITLE in shown.text) == (key != "G99801")


def test_a_kind_as_a_whole_swallows_its_institutions(write):
    write("998.school", "998101", "G99801", holders=["pupil", "guardian"])
    # Small children do not sign in, and are no readers.
    assert NewsPage.objects.get().own_audience == [
        "998.school/guardian", "998.school/pupil", SENDER, "G99801/guardian",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("institutions", "holders", "says"),
    [
        ((), ["guardian"], "Sæt kryds ved mindst én institution"),
        (("998101",), [], "Vælg, hvem på institutionerne"),
        (("G99801",), ["pupil"], "Vælg, hvem på institutionerne"),
        (("999101",), ["guardian"], "Marker en gyldig valgmulighed"),
        (("998001",), ["staff"], "Marker en gyldig valgmulighed"),
        (("998101",), ["leader"], "Marker en gyldig valgmulighed"),
    ],
)
def test_mistakes_come_back_with_the_ticks(institutions, holders, says, write, revleskolen):
    response = write(*institutions, holders=holders)
    assert response.status_code == 400
    assert says in response.text
    assert not NewsPage.objects.exists()
    for unit in set(institutions) - {"999101", "998001"}:
        assert tick_of(response.text, unit) == "checked"


def tick_of(text, unit):
    """What stands in the box of an institution after its value."""
    return " ".join(text.partition(f'value="{unit}"')[2].partition(">")[0].split())


def open_schools(administration, count):
    """So many more schools of the municipality, Skole 00 and on; returns their keys."""
    schools = [
        Institution(
            key=f"9{number:05}", name=f"Skole {number:02}", kind="school",
            municipality=administration.municipality, parent=administration,
        )
        for number in range(count)
    ]  # fmt: skip
    return [school.key for school in Institution.objects.bulk_create(schools)]


def test_more_than_an_audience_holds_is_said_with_the_number(write, administration):
    keys = open_schools(administration, 667)
    every = ["pupil", "guardian", "staff"]
    response = write(*keys, holders=every)
    assert (response.status_code, "Sæt højst kryds ved 666" in response.text) == (400, True)
    assert write(*keys[:666], holders=every).status_code == 302
    assert len(NewsPage.objects.get().own_audience) == 1_999


def test_its_page_says_few_names_and_folds_out_and_prints_all(write, administration, client):
    keys = open_schools(administration, 6)
    write(*keys[:5], holders=["guardian"])
    page = NewsPage.objects.get()
    assert (
        "<details" not in client.get(page.url).text.partition("Synlig for")[2].partition("Ret")[0]
    )
    page.own_audience = [SENDER, *(f"{key}/guardian" for key in keys)]
    page.save_revision().publish()
    shown = client.get(page.url).text
    few, _summary, whole = shown.partition("Synlig for")[2].partition("Vis alle")
    assert "forældre på Skole 00, Skole 01, Skole 02, Skole 03 og 2 andre" in few
    assert "Skole 05" not in few
    assert "forældre på Skole 00, Skole 01, Skole 02, Skole 03, Skole 04 og Skole 05" in whole
    printed = whole.partition('class="only-print"')[2]
    assert "Synlig for:" in printed
    assert "Skole 04 og Skole 05" in printed


def test_what_was_ticked_is_ticked_when_it_is_corrected(write, client):
    write("998.daycare", "998101")
    page = NewsPage.objects.get()
    shown = client.get(f"/ret-nyhed/{page.pk}/").text
    assert "checked" in tick_of(shown, "chosen")
    ticked = {unit for unit in ("998.daycare", "998101") if tick_of(shown, unit) == "checked"}
    assert ticked == {"998.daycare", "998101"}
    assert tick_of(shown, "998102") == ""
    sent = {
        "title": "Rettet køreplan", "text": "Fra februar.", "audience": "chosen",
        "action": "publish", "institutions": ["998102"], "holders": ["guardian"],
    }  # fmt: skip
    assert client.post(f"/ret-nyhed/{page.pk}/", sent).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.own_audience) == ("Rettet køreplan", [SENDER, "998102/guardian"])


def test_who_writes_there_but_not_to_the_whole_municipality_ticks_own_institutions_alone(
    client, administration, home
):
    person = make_person("rasmus01", SENDER)
    school = Institution.objects.get(key="998102")
    for institution in (administration, school):
        rights = [Right.EDIT, Right.PUBLISH]
        grant_rights(person_id=person.pk, institution_id=institution.pk, rights=rights)
    client.force_login(person)
    shown = client.get(f"/ny-nyhed/{home.pk}/").text
    assert 'value="998102"' in shown
    assert 'value="998101"' not in shown
    assert 'value="998.school"' not in shown
    sent = {"title": TITLE, "text": "x", "audience": "chosen", "holders": ["staff"]}
    sent |= {"action": "publish"}
    address = f"/ny-nyhed/{home.pk}/"
    assert client.post(address, sent | {"institutions": ["998101"]}).status_code == 400
    assert not NewsPage.objects.exists()
    assert client.post(address, sent | {"institutions": ["998102"]}).status_code == 302
    assert NewsPage.objects.get().own_audience == [SENDER, "998102/staff"]


def test_a_school_shares_with_nobody_and_its_editor_writes_nothing_at_the_municipality(
    client, egesoeskolen, administration, home, write
):
    assert 'value="chosen"' in client.get(f"/ny-nyhed/{home.pk}/").text
    ida = make_person("ida00001", make_key("998101", "staff"))
    rights = [Right.EDIT, Right.PUBLISH]
    grant_rights(person_id=ida.pk, institution_id=egesoeskolen.institution.pk, rights=rights)
    client.force_login(ida)
    own = client.get(f"/ny-nyhed/{egesoeskolen.home.pk}/")
    assert (own.status_code, 'value="chosen"' in own.text) == (200, False)
    assert client.get(f"/ny-nyhed/{home.pk}/").status_code == 404
    assert write("998101").status_code == 404
    sent = {"title": TITLE, "text": "x", "audience": "chosen", "institutions": ["998102"]}
    refused = client.post(f"/ny-nyhed/{egesoeskolen.home.pk}/", sent | {"action": "publish"})
    assert refused.status_code == 400
    assert not NewsPage.objects.exists()


def test_who_published_for_others_alone_comes_to_the_municipalitys_page(write, client, home):
    offers = "998.school/guardian 998.school/staff"
    response = write(audience=offers)
    assert response["Location"] == home.url
    assert client.get(NewsPage.objects.get().url).status_code == 404
    assert "Nyheden er udgivet" in client.get(home.url).text


def test_long_choices_are_not_offered_again_as_one(write, client, home, administration):
    for keys in (["998101/staff"], [f"9983{number:02}/staff" for number in range(9)]):
        RecentAudience.objects.create(
            person=Person.objects.get(unilogin="sofie001"), institution=administration,
            audience=keys, digest=keys[0], used_at=NOW,
        )  # fmt: skip
    shown = client.get(f"/ny-nyhed/{home.pk}/").text
    assert 'value="998101/staff"' in shown
    assert "998300/staff" not in shown
