"""The office signs somebody out everywhere, and the municipality chooses how long people stay."""

import re

import pytest

from core.access.models import OFFICE_RIGHTS, Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.login.models import Identity, IdleTimes, Session
from core.people.models import Institution, Person
from indgang_sdk.levels import Level
from tests.core.login.conftest import is_in
from tests.core.people.conftest import NOW, find

SIGN_OUT = "/kontor/998101/log-ud-overalt/"
TIMES = "/kontor/998001/hvor-laenge/"
CHOSEN = {
    "staff_own_hours": 8, "guardian_own_days": 14, "pupil_own_hours": 6, "shared_minutes": 30,
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("people")


def grant(name, key, *rights):
    institution = Institution.objects.get(key=key)
    grant_rights(person_id=find(name).pk, institution_id=institution.pk, rights=rights)


@pytest.fixture(params=[Right.ADMINISTER, Right.ACCESS])
def office(request, begin):
    """Anna, who looks after people at the school by one right or the other."""
    grant("anna", "998101", request.param)
    return begin("anna")


@pytest.fixture
def administration(begin):
    grant("anna", "998001", Right.ADMINISTER)
    return begin("anna")


def address_of(name):
    return f"{SIGN_OUT}{find(name).pk}/"


def test_somebody_is_found_and_signed_out_everywhere(office, begin):
    browsers = [begin("dorte"), begin("dorte", is_own_device=True)]
    assert all(is_in(browser) for browser in browsers)
    dorte = find("dorte")
    found = office.post(SIGN_OUT, {"name": dorte.first_name})
    assert f'href="{address_of("dorte")}"' in found.text
    answer = office.post(address_of("dorte"), {"reason": "Mistet telefon"}, follow=True)
    assert "Logget ud 2 steder." in answer.text
    assert not any(is_in(browser) for browser in browsers)
    assert is_in(office)
    entry = Entry.objects.get(action=Action.SIGN_OUT)
    assert (entry.actor_id, entry.subject_id) == (find("anna").pk, dorte.pk)
    assert (entry.institution_key, entry.municipality_code) == ("998101", "998")
    assert entry.reason == "Mistet telefon"


@pytest.mark.parametrize("reason", ["", " ", "190114-1234", "x" * 201])
def test_without_a_reason_nobody_is_signed_out(office, begin, reason):
    telephone = begin("dorte")
    assert office.post(address_of("dorte"), {"reason": reason}).status_code == 400
    assert is_in(telephone)
    assert office.post(address_of("dorte"), {"reason": "Mistet"}).status_code == 302
    assert not is_in(telephone)


def test_looking_at_the_page_signs_nobody_out(office, begin):
    telephone = begin("dorte")
    assert office.get(address_of("dorte")).status_code == 200
    assert is_in(telephone)


def test_it_is_written_down_also_when_there_was_no_session(office):
    answer = office.post(address_of("dorte"), {"reason": "Mistet"}, follow=True)
    assert "Logget ud 0 steder." in answer.text
    assert Entry.objects.filter(action=Action.SIGN_OUT, subject_id=find("dorte").pk).exists()


def test_TEN_01_a_person_of_another_institution_is_not_found(office, begin):
    carla = begin("carla")
    name = find("carla").first_name
    assert address_of("carla") not in office.post(SIGN_OUT, {"name": name}).text
    assert office.post(address_of("carla"), {"reason": "Mistet"}).status_code == 404
    assert is_in(carla)


@pytest.mark.parametrize("rights", [(Right.PROTECTED,), (Right.CONNECT,), (Right.EDIT,)])
def test_other_rights_sign_nobody_out(begin, rights):
    grant("anna", "998101", *rights)
    client, telephone = begin("anna"), begin("dorte")
    assert client.get(SIGN_OUT).status_code == 404
    assert client.post(address_of("dorte"), {"reason": "Mistet"}).status_code == 404
    assert is_in(telephone)


def test_the_office_leads_there(office):
    assert f'href="{SIGN_OUT}"' in office.get("/kontor/998101/").text


def test_municipality_chooses_times_and_they_count_for_new_sessions(administration, begin, clock):
    begun_before = begin("dorte", is_own_device=True)
    assert f'href="{TIMES}"' in administration.get("/kontor/998001/").text
    page = administration.get(TIMES).text
    assert _read_field(page) == {"value": "30", "min": "1", "max": "90"}
    assert administration.post(TIMES, CHOSEN)["Location"] == TIMES
    assert _read_field(administration.get(TIMES).text)["value"] == "14"
    begun_after = begin("dorte", is_own_device=True)
    entry = Entry.objects.get(object_type="login.idletimes")
    assert (entry.municipality_code, entry.actor_id) == ("998", find("anna").pk)
    assert entry.reason == "staff 8 h, guardians 14 d, pupils 6 h, shared 30 min"
    clock.shift(14 * 24 * 3600 + 1)
    assert (is_in(begun_before), is_in(begun_after)) == (True, False)


def _read_field(page):
    """The value and the bounds of the days of parents."""
    field = re.search(r'<input[^>]*name="guardian_own_days"[^>]*>', page).group()
    return dict(re.findall(r'(value|min|max)="(\d+)"', field))


def test_times_are_changed_and_not_doubled(administration):
    administration.post(TIMES, CHOSEN)
    administration.post(TIMES, {**CHOSEN, "shared_minutes": 5})
    assert IdleTimes.objects.get().shared_minutes == 5


@pytest.mark.parametrize("field", CHOSEN)
@pytest.mark.parametrize("value", ["", "0", "-1", "121", "x", "1.5", "\x00", "9" * 400])
def test_times_outside_the_bounds_change_nothing(administration, field, value):
    assert administration.post(TIMES, {**CHOSEN, field: value}).status_code == 400
    assert not IdleTimes.objects.exists()
    assert administration.post(TIMES, CHOSEN).status_code == 302
    assert IdleTimes.objects.exists()


def test_only_who_administers_the_municipality_chooses(begin):
    grant("anna", "998101", *OFFICE_RIGHTS)
    grant("anna", "998001", Right.ACCESS, Right.CONNECT)
    client = begin("anna")
    assert client.get(TIMES).status_code == 404
    assert client.post(TIMES, CHOSEN).status_code == 404
    # A school's own office has no such page.
    assert client.get("/kontor/998101/hvor-laenge/").status_code == 404
    assert TIMES not in client.get("/kontor/998001/").text
    assert not IdleTimes.objects.exists()
    grant("anna", "998001", Right.ADMINISTER)
    assert client.post(TIMES, CHOSEN).status_code == 302


def test_deactivated_person_is_not_offered(office):
    Person.objects.filter(unilogin="dorte").update(is_active=False)
    assert office.get(address_of("dorte")).status_code == 404
    assert Session.objects.count() == 1


@pytest.fixture
def doubted(begin):
    """Dorte, whose provider has had another name for her today than before."""
    identity = Identity.objects.create(
        person=find("dorte"),
        issuer="https://login.example",
        subject="name-of-dorte",
        first_at=NOW,
        last_at=NOW,
        doubted_at=NOW,
    )
    return identity.person


def test_a_login_that_was_doubted_is_looked_at_and_let_in_again(begin, doubted):
    grant("anna", "998101", Right.ADMINISTER)
    office = begin("anna", level=Level.TWO_FACTOR)
    accept = f"{address_of('dorte')}nyt-login/"
    assert f'href="{accept}"' in office.get(address_of("dorte")).text
    assert office.post(accept, {"reason": ""}).status_code == 400
    assert Identity.objects.count() == 1
    assert office.post(accept, {"reason": "Nyt Unilogin efter navneskift"}).status_code == 302
    assert Identity.objects.count() == 0
    entry = Entry.objects.get(object_type="login.identity")
    assert (entry.actor_id, entry.subject_id) == (find("anna").pk, doubted.pk)
    # There is nothing left to look at.
    assert office.get(accept).status_code == 404
    assert "nyt-login" not in office.get(address_of("dorte")).text


def test_who_may_not_administer_lets_no_login_in(begin, doubted):
    grant("anna", "998101", Right.ACCESS)
    office = begin("anna", level=Level.TWO_FACTOR)
    accept = f"{address_of('dorte')}nyt-login/"
    assert "nyt-login" not in office.get(address_of("dorte")).text
    assert office.post(accept, {"reason": "Nyt"}).status_code == 404
    assert Identity.objects.count() == 1


def test_one_factor_lets_no_login_in(begin, doubted):
    grant("anna", "998101", Right.ADMINISTER)
    office = begin("anna")
    accept = f"{address_of('dorte')}nyt-login/"
    assert office.get(accept)["Location"].startswith("/log-ind/bekraeft/")
    assert office.post(accept, {"reason": "Nyt"}).status_code == 403
    assert Identity.objects.count() == 1
