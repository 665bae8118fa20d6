"""What the portal knows: everything about oneself and one's children, nothing of another adult."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from core.access.models import Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.information.queries import find_municipality_code, find_wards
from core.people.kinds import Relation
from core.people.models import Guardianship, Institution, Membership, Person, ProtectedName
from core.privacy.your_information import MOST_ROWS, build_sections
from tests.core.people.conftest import DAY, NOW, TODAY, find
from tests.core.people.roster_cast import klitnaes, lindesoe


@pytest.fixture
def cast(bring):
    """The cast's rosters, with addresses for the parents."""
    bring(lindesoe())
    bring(klitnaes(), municipality="999")
    for name in ("dorte", "jonas", "carla"):
        Person.objects.filter(unilogin=name).update(email=f"{name}@example.org")
    return find


def words_for(unilogin, *, on=TODAY):
    """Everything the page says to somebody, section by section."""
    person = find(unilogin)
    sections = build_sections(person, wards=find_wards(person.pk, on=on))
    return {
        section.title: "\n".join(f"{row.label}: {row.value}" for row in section.rows)
        for section in sections
    }


def test_a_teacher_sees_her_own_row_and_where_she_belongs(cast):
    words = words_for("anna")
    assert "UNI-Login: anna" in words["You"]
    assert "First name: Anna" in words["You"]
    assert "Institution: Egesøskolen" in words["Where you belong"]
    assert "Class, room or group: 3.B" in words["Where you belong"]
    assert "Children you are a parent or contact of" not in words


def test_each_row_says_from_where_what_for_and_how_long(cast):
    person = find("anna")
    sections = build_sections(person, wards=[])
    [belonging, *_] = [row for s in sections if s.title == "Where you belong" for row in s.rows]
    assert belonging.source == "The institution's administrative system"
    assert belonging.purpose == "To decide what the person may see and do"
    assert belonging.retention == "13 months without an institution"
    assert all(row.source and row.purpose and row.retention for s in sections for row in s.rows)


def test_a_mother_sees_her_three_children_in_two_municipalities(cast):
    words = words_for("dorte")
    assert {"Bo Prøve", "Emil Prøve", "Ella Prøve"} <= words.keys()
    assert "UNI-Login: bo" in words["Bo Prøve"]
    assert "Class, room or group: 3.B" in words["Bo Prøve"]
    assert "Class, room or group: Tanglopperne" in words["Ella Prøve"]
    assert "Child: Bo Prøve" in words["Children you are a parent or contact of"]


def test_nobody_sees_another_adult(cast):
    """Each parent finds the own address (the positive control) and never the other's."""
    for name, other in (("dorte", "jonas"), ("jonas", "dorte")):
        text = repr(words_for(name)).casefold()
        assert f"{name}@example.org" in text
        for stranger in (other, "carla", "anna", "henrik", "oskar"):
            assert stranger not in text


def test_a_pupil_sees_no_adult_and_no_sibling(cast):
    text = repr(words_for("bo")).casefold()
    assert "unilogin" in text or "uni-login: bo" in text
    for other in ("dorte", "jonas", "emil", "anna"):
        assert other not in text


def test_gdpr_03_without_custody_there_is_no_section_of_the_child(cast):
    jonas, bo = find("jonas"), find("bo")
    assert "Bo Prøve" in words_for("jonas")
    Guardianship.objects.filter(guardian=jonas, child=bo).update(custody=False)
    words = words_for("jonas")
    assert "Bo Prøve" not in words
    assert "Emil Prøve" in words
    # That he is known as the father is about him; the child's name of today is not.
    rows = words["Children you are a parent or contact of"].splitlines()
    assert [row for row in rows if "Child: Not shown here" in row] != []
    assert "Bo Prøve" not in repr(words)


def test_a_foster_parent_without_custody_asks_for_nobody_else(cast):
    carla, bo, henrik = find("carla"), find("bo"), find("henrik")
    grant_guardian_access(
        guardian=carla,
        child=bo,
        institution=Institution.objects.get(key="998101"),
        relation=Relation.OFFICIAL,
        granted_by=henrik,
        reason="Plejefamilie",
        now=NOW,
    )
    words = words_for("carla")
    assert "Oskar Prøve" in words
    assert "Bo Prøve" not in repr(words)


def test_gdpr_01_a_parent_without_custody_does_not_learn_the_school_of_a_child(cast):
    """As Peter, Liv's father: no child at the school but one that is not for him to find."""
    jonas = find("jonas")
    assert "Egesøskolen" in repr(words_for("jonas"))
    Guardianship.objects.filter(guardian=jonas, institution__key="998101").update(custody=False)
    words = words_for("jonas")
    assert "Egesøskolen" not in repr(words)
    assert "Strandløberen" in repr(words)
    block_guardian(
        guardian=jonas, child=find("ella"), placed_by=find("henrik"), reason="Tilhold", now=NOW
    )
    assert "Strandløberen" not in repr(words_for("jonas"))


def test_a_blocked_adult_learns_nothing_of_the_child_nor_of_the_block(cast):
    jonas, bo, henrik = find("jonas"), find("bo"), find("henrik")
    assert "Bo Prøve" in words_for("jonas")
    block_guardian(guardian=jonas, child=bo, placed_by=henrik, reason="Tilhold", now=NOW)
    words = words_for("jonas")
    assert "Emil Prøve" in words
    for hidden in ("Bo Prøve", "Henrik", "Tilhold"):
        assert hidden not in repr(words)


def test_a_child_elsewhere_is_shown_only_to_whom_that_place_knows(cast):
    """Bo begins at a school that has not named his father."""
    bo, tranehoej = find("bo"), Institution.objects.get(key="998102")
    Membership.objects.create(person=bo, institution=tranehoej, role="pupil", source="roster")
    assert "Tranehøjskolen" not in repr(words_for("jonas"))
    assert "Egesøskolen" in words_for("jonas")["Bo Prøve"]
    care = Guardianship.objects.get(guardian=find("jonas"), child=bo)
    Guardianship.objects.create(
        **{
            field.name: getattr(care, field.name)
            for field in care._meta.concrete_fields
            if field.name not in ("id", "institution")
        },
        institution=tranehoej,
    )
    assert "Tranehøjskolen" in words_for("jonas")["Bo Prøve"]


@pytest.mark.parametrize(
    ("born", "is_child"), [(date(2008, 11, 24), True), (date(2008, 11, 23), False)]
)
def test_a_child_of_age_asks_for_itself(cast, born, is_child):
    Person.objects.filter(unilogin="emil").update(birth_date=born)
    assert ("Emil Prøve" in words_for("dorte", on=TODAY)) is is_child


def test_custody_counts_on_its_days_only(cast):
    dorte = find("dorte")
    Guardianship.objects.filter(guardian=dorte).update(starts_on=TODAY, ends_on=TODAY)
    assert len(find_wards(dorte.pk, on=TODAY)) == 3
    assert find_wards(dorte.pk, on=TODAY - DAY) == []
    assert find_wards(dorte.pk, on=TODAY + DAY) == []


def test_gdpr_01_a_protected_child_is_shown_by_alias(cast):
    bo = find("bo")
    ProtectedName.objects.create(person=bo, first_name="Hemmelig", family_name="Person")
    Person.objects.filter(pk=bo.pk).update(protected=True, first_name="Lea", family_name="Holm")
    words = words_for("dorte")
    assert "Lea Holm" in words
    assert "Hemmelig" not in repr(words)
    assert "Hemmelig" not in repr(words_for("bo"))


def test_secrets_are_said_to_be_kept_and_not_shown(cast, client):
    anna = find("anna")
    anna.set_password("hemmeligt-kodeord")
    anna.save()
    client.force_login(anna)
    words = words_for("anna")
    assert "Password: Kept, but shown to nobody" in words["You"]
    assert "Where you are logged in" in words
    assert anna.password not in repr(words)
    assert client.session.session_key not in repr(words)


def test_editing_rights_are_shown(cast):
    anna, school = find("anna"), Institution.objects.get(key="998101")
    assert "What you may edit" not in words_for("anna")
    grant_rights(person_id=anna.pk, institution_id=school.pk, rights=[Right.EDIT])
    assert words_for("anna")["What you may edit"] == (
        "Write: Institution: Egesøskolen · Where the right comes from: Given here"
    )


def test_a_long_list_is_cut_and_says_so(cast):
    anna, school = find("anna"), Institution.objects.get(key="998101")
    Membership.objects.bulk_create(
        Membership(
            person=anna,
            institution=school,
            role="member",
            source="local",
            starts_on=TODAY + number * DAY,
            ends_on=TODAY + timedelta(days=4000),
        )
        for number in range(MOST_ROWS)
    )
    lines = words_for("anna")["Where you belong"].splitlines()
    assert len(lines) == MOST_ROWS + 1
    total = Membership.objects.filter(person=anna).count()
    assert lines[-1] == f"And more: {total} in all"


def test_the_page_costs_the_same_for_many_rows(cast, django_assert_max_num_queries):
    person = find("dorte")
    with django_assert_max_num_queries(50):
        build_sections(person, wards=find_wards(person.pk, on=TODAY))


def test_the_municipality_is_known_when_it_is_one(cast):
    assert find_municipality_code(find("anna").pk, on=TODAY) == "998"
    assert find_municipality_code(find("ella").pk, on=TODAY) == "999"
    assert find_municipality_code(find("dorte").pk, on=TODAY) == ""


@pytest.fixture
def sign_in(client):
    def as_person(unilogin):
        client.force_login(find(unilogin))
        return client

    return as_person


def test_the_page_is_recorded_for_everybody_it_is_about(cast, sign_in):
    answer = sign_in("dorte").get(reverse("your_information"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    entries = Entry.objects.filter(object_type="your_information")
    expected = {
        (find(name).pk, code)
        for name, code in (("dorte", ""), ("bo", "998"), ("emil", "998"), ("ella", "999"))
    }
    assert set(entries.values_list("subject_id", "municipality_code")) == expected
    assert set(entries.values_list("actor_id", "action")) == {(find("dorte").pk, Action.OPEN)}
    page = answer.content.decode()
    assert "dorte@example.org" in page
    assert "jonas" not in page.casefold()


def test_nobody_sees_it_without_signing_in(cast, client, sign_in):
    answer = client.get("/dine-oplysninger/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/log-ind/")
    assert not Entry.objects.filter(object_type="your_information").exists()
    assert sign_in("bo").get("/dine-oplysninger/").status_code == 200
    assert client.post("/dine-oplysninger/").status_code == 405


def test_what_cannot_be_recorded_is_not_shown(cast, sign_in, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError

    visitor = sign_in("dorte")
    monkeypatch.setattr("core.people.information.views.record", refuse)
    visitor.raise_request_exception = False
    answer = visitor.get("/dine-oplysninger/")
    assert answer.status_code == 500
    assert "dorte@example.org" not in answer.content.decode()


def test_the_page_speaks_danish(cast, sign_in):
    with translation.override("da"):
        page = sign_in("anna").get("/dine-oplysninger/").content.decode()
    for danish in ("Hvor du hører til", "Institutionens administrative system", "Slettes efter:"):
        assert danish in page
