"""The office's rights: changed together, taken back, and never so that nobody can give any."""

from datetime import timedelta

import pytest

from core.access.models import FOREVER, OFFICE_RIGHTS, EditingRight, Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.people.models import Institution, Person
from indgang_sdk.levels import Level
from tests.core.people.conftest import DAY, TODAY, find
from tests.core.people.office.conftest import grant
from tests.signing_in import sign_in_at

HOME = "/kontor/998101/rettigheder/"
REASON = "Aftalt med ledelsen"
LATER = TODAY + timedelta(days=400)


@pytest.fixture
def henrik(school, client):
    """Leads the school by the roster, and so administers it; signed in."""
    person = find("henrik")
    sign_in_at(client, person, level=Level.TWO_FACTOR)
    return person


def held_by(name):
    """The rights in force, with the last day of each."""
    rows = EditingRight.objects.filter(person=find(name), institution__key="998101")
    return dict(rows.filter(ends_on__gte=TODAY).values_list("right", "ends_on"))


def seen_of(name):
    """What a form about somebody carries along."""
    held = held_by(name)
    known = [right for right in Right if right in held and right not in {Right.PUBLIC}]
    return ",".join(f"{right.value} {held[right].isoformat()}" for right in known)


def change(client, name="anna", *rights, **more):
    sent = {"rights": rights or [Right.EDIT], "reason": REASON, "seen": seen_of(name)} | more
    return client.post(f"{HOME}{find(name).pk}/", sent)


def take(client, name, **more):
    return client.post(f"{HOME}{find(name).pk}/fratag/", {"reason": REASON} | more)


def told_of(name):
    """What the log tells of somebody's rights, newest first, and who did it."""
    entries = Entry.objects.filter(
        action=Action.CHANGE, object_type="access.editingright", subject_id=find(name).pk
    )
    return list(entries.order_by("-pk").values_list("reason", "actor_id"))


def test_the_page_names_who_has_what_and_what_comes_with_leading(client, henrik):
    shown = client.get(HOME).text
    assert "Henrik" in shown
    assert "comes with leading" in shown


def test_a_colleague_is_found_by_name_and_nobody_else(client, henrik):
    assert f"{HOME}{find('anna').pk}/" in client.post(HOME, {"name": "Anna"}).text
    for name in ("Dorte", "Bo", "Line"):
        assert f"{HOME}{find(name.lower()).pk}/" not in client.post(HOME, {"name": name}).text


def test_a_right_is_given_through_a_day_and_logged(client, henrik):
    assert change(client, ends_on_edit=LATER.isoformat()).status_code == 302
    assert held_by("anna") == {Right.EDIT: LATER}
    assert change(client).status_code == 302
    assert held_by("anna") == {Right.EDIT: FOREVER}
    assert told_of("anna") == [
        (f"given edit: {REASON}", henrik.pk),
        (f"given edit through {LATER}: {REASON}", henrik.pk),
    ]


def test_several_rights_are_given_and_taken_at_once_with_a_line_for_each(client, henrik):
    change(client, "anna", Right.EDIT, Right.PUBLISH, ends_on_edit=LATER.isoformat())
    assert held_by("anna") == {Right.EDIT: LATER, Right.PUBLISH: FOREVER}
    assert len(told_of("anna")) == 2
    more = {"ends_on_edit": LATER.isoformat(), "ends_on_administer": LATER.isoformat()}
    assert change(client, "anna", Right.EDIT, Right.ADMINISTER, **more)["Location"] == HOME
    assert held_by("anna") == {Right.EDIT: LATER, Right.ADMINISTER: LATER}
    assert told_of("anna")[:-2] == [
        (f"given administer through {LATER}: {REASON}", henrik.pk),
        (f"taken publish: {REASON}", henrik.pk),
    ]


def test_what_is_saved_unchanged_changes_nothing(client, henrik):
    change(client)
    told = told_of("anna")
    assert "Nothing is different" in client.get(change(client)["Location"]).text
    assert told_of("anna") == told


def test_the_form_shows_what_the_person_has(client, henrik):
    change(client, ends_on_edit=LATER.isoformat())
    shown = client.get(f"{HOME}{find('anna').pk}/").text
    assert shown.count(" checked") == 1
    assert f'value="{LATER}"' in shown
    assert f'name="seen" value="{seen_of("anna")}"' in shown


def test_what_comes_with_leading_still_does_when_other_rights_change(client, henrik):
    change(client, "henrik", Right.EDIT, Right.ADMINISTER, *OFFICE_RIGHTS)
    rows = EditingRight.objects.filter(person=henrik, right=Right.EDIT)
    assert rows.get().origin == "roster"
    assert Right.PUBLISH not in held_by("henrik")


@pytest.mark.parametrize(
    "more",
    [
        {"rights": []},
        {"rights": ["public"]},
        {"rights": ["x"]},
        {"reason": ""},
        {"reason": "x" * 201},
        {"reason": "x" * 161},
        {"reason": "CPR 090517-1234"},
        {"ends_on_edit": "2020-01-01"},
        {"ends_on_edit": "i morgen"},
        {"ends_on_publish": "2027-07-31"},
    ],
)
def test_what_is_wrong_is_said_and_gives_nothing(client, henrik, more):
    response = change(client, **more)
    assert response.status_code == 400
    assert "wrong" in response.text
    assert held_by("anna") == {}
    assert change(client, reason="x" * 160).status_code == 302


@pytest.mark.parametrize("seen", ["", "edit 2027-07-31", "x", "edit 9999-12-31"])
def test_what_somebody_else_changed_meanwhile_is_shown_and_not_undone(client, henrik, seen):
    grant("anna", "998101", Right.EDIT, Right.PUBLISH)
    response = change(client, "anna", Right.EDIT, seen=seen)
    assert response.status_code == 400
    assert "Now the person has: Editor, Approver" in response.text
    assert REASON in response.text
    assert held_by("anna") == {Right.EDIT: FOREVER, Right.PUBLISH: FOREVER}
    # The form that was shown again knows what the person has now.
    assert f'value="{seen_of("anna")}"' in response.text
    assert change(client, "anna", Right.EDIT).status_code == 302
    assert held_by("anna") == {Right.EDIT: FOREVER}


@pytest.mark.parametrize("name", ["dorte", "bo", "carla", "mette"])
def test_nobody_but_colleagues_is_given_rights(client, henrik, name):
    assert change(client, name).status_code == 404
    assert held_by(name) == {}


def test_rights_are_taken_back_at_once(client, henrik):
    change(client, "anna", Right.EDIT, Right.PUBLISH)
    address = f"{HOME}{find('anna').pk}/fratag/"
    assert client.get(address).status_code == 200
    assert set(held_by("anna")) == {Right.EDIT, Right.PUBLISH}
    assert take(client, "anna", reason="").status_code == 400
    assert take(client, "anna").status_code == 302
    assert held_by("anna") == {}
    assert client.get(address).status_code == 404


def no_other(name):
    """Nobody else has any right."""


def other_with_last_day(name):
    EditingRight.objects.create(
        person=find(name), institution=Institution.objects.get(key="998101"),
        right=Right.ADMINISTER, ends_on=LATER,
    )  # fmt: skip


def other_who_may_not_sign_in(name):
    grant(name, "998101", Right.ADMINISTER)
    Person.objects.filter(unilogin=name).update(is_active=False)


def other_elsewhere(name):
    grant(name, "998102", Right.ADMINISTER)


def other_who_only_writes(name):
    grant(name, "998101", Right.EDIT, Right.PUBLISH)


@pytest.mark.parametrize(
    "other",
    [no_other, other_with_last_day, other_who_may_not_sign_in, other_elsewhere,
     other_who_only_writes],
)  # fmt: skip
def test_somebody_who_may_sign_in_always_administers_without_a_last_day(client, henrik, other):
    other("anna")
    held = held_by("henrik")
    tries = [
        lambda: take(client, "henrik"),
        lambda: change(client, "henrik", Right.EDIT),
        lambda: change(client, "henrik", *held, ends_on_administer=LATER.isoformat()),
        lambda: change(client, "henrik", *held, ends_on_administer=TODAY.isoformat()),
    ]
    for attempt in tries:
        response = attempt()
        assert response.status_code == 400
        assert "Make somebody else one first, without a last day." in response.text
        assert REASON in response.text
        assert held_by("henrik") == held
    Person.objects.update(is_active=True)
    grant("ida", "998101", Right.ADMINISTER)
    assert change(client, "henrik", *held, ends_on_administer=LATER.isoformat()).status_code == 302
    assert held_by("henrik")[Right.ADMINISTER] == LATER


def test_the_administrator_of_a_day_may_get_longer_but_not_leave(client, henrik):
    EditingRight.objects.filter(right=Right.ADMINISTER).update(ends_on=TODAY + DAY)
    held = held_by("henrik")
    assert take(client, "henrik").status_code == 400
    assert change(client, "henrik", *held, ends_on_administer=LATER.isoformat()).status_code == 302
    assert held_by("henrik")[Right.ADMINISTER] == LATER
    assert change(client, "henrik", *held).status_code == 302
    assert held_by("henrik")[Right.ADMINISTER] == FOREVER


def test_rights_of_who_may_not_sign_in_can_always_be_taken(client, henrik):
    other_who_may_not_sign_in("anna")
    assert "May not sign in" in client.get(HOME).text
    assert take(client, "anna").status_code == 302
    assert held_by("anna") == {}


@pytest.mark.parametrize(
    ("others", "leads_to"), [([], "/"), ([Right.PROTECTED], "/kontor/998101/")]
)
def test_who_no_longer_administers_is_led_to_what_is_left(client, henrik, others, leads_to):
    EditingRight.objects.filter(person=henrik, right__in=[Right.ACCESS, Right.PROTECTED]).delete()
    if others:
        grant("henrik", "998101", *others)
    grant("anna", "998101", Right.ADMINISTER)
    answer = change(client, "henrik", Right.EDIT, *others)
    assert answer["Location"] == leads_to
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(HOME).status_code == 404


def test_rights_that_the_giver_lacks_are_named_and_not_changed(client, henrik):
    school = Institution.objects.get(key="998101")
    rights = [Right.EDIT, Right.PUBLIC]
    grant_rights(person_id=find("anna").pk, institution_id=school.pk, rights=rights)
    assert "Show to everyone on the internet" in client.get(f"{HOME}{find('anna').pk}/").text
    assert change(client, "anna", Right.PUBLISH).status_code == 302
    assert set(held_by("anna")) == {Right.PUBLISH, Right.PUBLIC}
    assert take(client, "anna").status_code == 302
    assert set(held_by("anna")) == {Right.PUBLIC}


@pytest.mark.parametrize("name", ["anna", "line", "dorte"])
def test_every_link_to_somebodys_rights_leads_somewhere(client, henrik, name):
    """Line works at another school, and Dorte nowhere: their rights can only be taken."""
    grant(name, "998101", Right.EDIT)
    base = f"{HOME}{find(name).pk}/"
    shown = client.get(HOME).text
    for address in (base, f"{base}fratag/"):
        assert (f'href="{address}"' in shown) is (client.get(address).status_code == 200)
    assert (f'href="{base}"' in shown) is (name == "anna")
    assert f'href="{base}fratag/"' in shown
    assert ("Does not work here" in shown) is (name != "anna")
    EditingRight.objects.filter(person=find(name)).update(right=Right.PUBLIC)
    shown = client.get(HOME).text
    assert f'href="{base}fratag/"' not in shown
    assert client.get(f"{base}fratag/").status_code == 404


@pytest.mark.parametrize("right", [Right.EDIT, Right.PUBLISH, Right.ACCESS, Right.PROTECTED])
def test_other_rights_do_not_open_it(school, client, right):
    anna = find("anna")
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[right])
    client.force_login(anna)
    for end in ("", f"{anna.pk}/", f"{anna.pk}/fratag/", f"{anna.pk}/giv-igen/"):
        assert client.get(f"{HOME}{end}").status_code == 404
    assert client.post(f"{HOME}godkendelse/", {"needs_approval": "on"}).status_code == 404
    assert change(client).status_code == 404


def test_another_institutions_rights_are_not_there(client, henrik):
    assert client.get("/kontor/998102/rettigheder/").status_code == 404
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize("end", ["", "fratag/", "giv-igen/"])
def test_numbers_of_nobody_are_not_found(client, henrik, end):
    for number in ("0", "999999", "99999999999999999999", "9" * 5000):
        assert client.get(f"{HOME}{number}/{end}").status_code == 404
