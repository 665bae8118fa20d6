"""Who sees how to reach somebody, as the person chooses on "Your information"."""

import pytest

from core.audit.models import Action
from core.people.models import Person
from core.people.queries import contact_details_of
from tests.core.people.conftest import TODAY, find
from tests.core.people.entries import entries_by_hand
from tests.core.people.roster_cast import lindesoe

ADDRESS = "/dine-oplysninger/deling/"


@pytest.fixture
def dorte(bring, client):
    """Dorte with an e-mail, signed in."""
    bring(lindesoe())
    Person.objects.update(language="en")
    Person.objects.filter(unilogin="dorte").update(
        email="dorte@example.org", phone="+45 00 00 00 02"
    )
    client.force_login(find("dorte"))
    return client


def choose(client, email, phone="nobody"):
    return client.post(ADDRESS, {"shares_email_with": email, "shares_phone_with": phone})


def seen_by(name):
    details = contact_details_of(find("dorte"), viewer=find(name), on=TODAY)
    return details.email, details.phone


def chosen():
    return {(row.shares_email_with, row.shares_phone_with) for row in Person.objects.all()}


BOTH = ("dorte@example.org", "+45 00 00 00 02")
NEITHER = ("", "")


@pytest.mark.parametrize(
    ("choices", "teacher", "leader"),
    [
        (("nobody", "nobody"), NEITHER, NEITHER),
        (("groups", "groups"), BOTH, NEITHER),
        (("groups", "nobody"), (BOTH[0], ""), NEITHER),
        (("nobody", "institution"), ("", BOTH[1]), ("", BOTH[1])),
        (("groups", "institution"), BOTH, ("", BOTH[1])),
    ],
)
def test_those_chosen_see_each_from_now_on(dorte, choices, teacher, leader):
    assert seen_by("dorte") == BOTH
    answer = choose(dorte, *choices)
    assert (answer.status_code, answer["Location"]) == (302, "/dine-oplysninger/")
    assert [seen_by(name) for name in ("anna", "henrik", "carla")] == [teacher, leader, NEITHER]


def test_the_choices_are_shown_and_logged(dorte):
    choose(dorte, "groups", "institution")
    page = dorte.get("/dine-oplysninger/").text
    assert "Your choice has been saved." in page
    inputs = [part.split(">")[0] for part in page.split("<input")[1:]]
    # Below them the choice of mails is ticked from the beginning.
    checked = [part for part in inputs if "checked" in part and 'name="shares_' in part]
    assert ['name="shares_email_with" value="groups"' in part for part in checked] == [True, False]
    assert 'name="shares_phone_with" value="institution"' in checked[1]
    entry = entries_by_hand().get(action=Action.CHANGE)
    assert entry.actor_id == entry.subject_id == find("dorte").pk


@pytest.mark.parametrize("field", ["shares_email_with", "shares_phone_with"])
@pytest.mark.parametrize("choice", ["", "everybody", "\x00", "x" * 5000, b"\xff"])
def test_a_wrong_choice_changes_nothing(dorte, choice, field):
    choose(dorte, "groups", "groups")
    sent = {"shares_email_with": "nobody", "shares_phone_with": "nobody", field: choice}
    answer = dorte.post(ADDRESS, sent)
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.text
    assert seen_by("anna") == BOTH


def test_GDPR_01_a_protected_person_is_not_asked(dorte):
    assert 'name="shares_phone_with"' in dorte.get("/dine-oplysninger/").text
    Person.objects.filter(unilogin="dorte").update(protected=True)
    page = dorte.get("/dine-oplysninger/").text
    assert "are shown to nobody" in page
    assert 'name="shares_' not in page
    assert choose(dorte, "institution", "institution").status_code == 302
    assert chosen() == {("nobody", "nobody")}


def test_nobody_chooses_for_others_or_by_a_link(dorte, client):
    assert dorte.get(ADDRESS, {"shares_email_with": "groups"}).status_code == 302
    assert chosen() == {("nobody", "nobody")}
    choose(client, "groups")
    assert chosen() == {("nobody", "nobody"), ("groups", "nobody")}
    client.logout()
    answer = choose(client, "institution")
    assert answer["Location"].startswith("/log-ind/")
    assert chosen() == {("nobody", "nobody"), ("groups", "nobody")}
