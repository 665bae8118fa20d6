"""A protected person's row holds the alias only, whoever says so and in whatever order."""

import pytest

from core.access.models import PersonScope
from core.access.queries import MaySee
from core.people.models import Person, ProtectedName, RosterEntry
from core.people.roster.summary import Tally
from tests.core.people.conftest import DAY, NOW, TODAY, Bring, find
from tests.core.people.exports import (
    contact,
    employee,
    export,
    group,
    insert,
    institution,
    person,
    phone,
    pupil,
)

LIV = {"first": "Liv", "family": "Askholm", "BirthDate": "2014-06-01"}
ALIAS = ("Lea", "Holm")


def liv(**changes: object) -> str:
    return person("liv00001", **{**LIV, **changes})  # type: ignore[arg-type]


def school(key: str, *people: str) -> str:
    return institution(key, group("6A"), employee(f"x{key}"), employee(f"y{key}"), *people)


def one(who: str) -> str:
    return export(school("998101", pupil(who, "6A")))


def shown(unilogin: str = "liv00001") -> tuple[str, str, bool]:
    someone = find(unilogin)
    return (someone.first_name, someone.family_name, someone.protected)


def hidden(unilogin: str = "liv00001") -> tuple[str, str] | None:
    return (
        ProtectedName.objects.filter(person__unilogin=unilogin)
        .values_list("first_name", "family_name")
        .first()
    )


def test_the_alias_is_shown_and_the_name_is_hidden(bring: Bring) -> None:
    bring(one(liv(protected="true", alias=ALIAS)))
    assert shown() == ("Lea", "Holm", True)
    assert hidden() == ("Liv", "Askholm")


@pytest.mark.parametrize(
    ("alias", "expected"),
    [(None, ("L.", "")), (("Lea", ""), ("Lea", "")), (("", "Holm"), ("L.", "Holm"))],
)
def test_without_an_alias_the_initial_is_shown(bring: Bring, alias, expected) -> None:
    bring(one(liv(protected="true", alias=alias)))
    assert shown()[:2] == expected
    assert hidden() == ("Liv", "Askholm")


def test_a_protection_that_is_not_denied_holds(bring: Bring) -> None:
    bring(one(liv(protected=None, alias=ALIAS)))
    assert shown() == ("Lea", "Holm", True)


def test_an_alias_of_somebody_who_is_not_protected_is_not_used(bring: Bring) -> None:
    bring(one(liv(alias=ALIAS)))
    assert shown() == ("Liv", "Askholm", False)
    assert hidden() is None


def test_GDPR_02_protection_comes_and_goes_with_the_file(bring: Bring) -> None:
    bring(one(liv()))
    assert shown() == ("Liv", "Askholm", False)
    [protected] = bring(one(liv(protected="true", alias=ALIAS)))
    assert protected.people == Tally(changed=1)
    assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Askholm"))
    bring(one(liv()))
    assert (shown(), hidden()) == (("Liv", "Askholm", False), None)


def test_a_new_name_of_a_protected_person_stays_hidden(bring: Bring) -> None:
    bring(one(liv(protected="true", alias=ALIAS)))
    [summary] = bring(one(liv(protected="true", alias=ALIAS, family="Nyholm")))
    assert summary.people == Tally(changed=1)
    assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Nyholm"))


def test_no_contact_details_of_protected_staff_are_kept(bring: Bring) -> None:
    def nina(protected: str) -> str:
        someone = insert(
            person("nina", protected=protected, EmailAddress="nina@skole.example"),
            phone("+45 00 00 00 09"),
        )
        return export(
            institution(
                "998101",
                employee(someone, ShortName="NIN", Occupation="Lærer"),
                employee("anna"),
            )
        )

    bring(nina("false"))
    open_ = find("nina")
    assert (open_.email, open_.phone, open_.initials) == (
        "nina@skole.example",
        "+45 00 00 00 09",
        "NIN",
    )
    bring(nina("true"))
    protected = find("nina")
    assert (protected.email, protected.phone, protected.initials) == ("", "", "")
    assert protected.title == "Lærer"
    bring(nina("false"))
    assert find("nina").email == "nina@skole.example"


def test_GDPR_02_protection_takes_a_person_out_of_others_sight_at_once(bring: Bring) -> None:
    bring(one(liv()))
    teacher = find("x998101")

    def sees_liv() -> bool:
        return PersonScope.objects.filter(
            MaySee("scope_id", person_id=teacher.pk, on=TODAY), person=find("liv00001")
        ).exists()

    assert sees_liv()
    bring(one(liv(protected="true")))
    assert not sees_liv()


def test_a_child_that_anybody_says_is_protected_is(bring: Bring) -> None:
    """Here the child is its own person in the school and a contact person of nobody."""
    both = (
        pupil(liv(), "6A", contacts=contact(person("nina", protected="true"))),
        pupil("max", "6A", contacts=contact(person("nina", protected="false"))),
    )
    bring(export(school("998101", *both)))
    assert shown("nina") == ("N.", "", True)
    assert shown()[2] is False


def test_one_school_protects_for_all_and_in_any_order(bring: Bring) -> None:
    open_, protected = liv(), liv(protected="true", alias=ALIAS)
    for first, second in ((open_, protected), (protected, open_)):
        bring(export(school("998101", pupil(first, "6A")), school("998102", pupil(second, "6A"))))
        assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Askholm"))


def test_one_municipality_protects_for_the_other(bring: Bring) -> None:
    bring(one(liv(protected="true", alias=ALIAS)))
    bring(export(school("G99901", pupil(liv(), "6A"))), municipality="999")
    assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Askholm"))
    bring(one(liv()))
    assert (shown(), hidden()) == (("Liv", "Askholm", False), None)


def test_protection_is_lifted_when_who_protected_lets_the_child_go(bring: Bring) -> None:
    bring(one(liv(protected="true", alias=ALIAS)))
    bring(export(school("G99901", pupil(liv(), "6A"))), municipality="999")
    assert shown()[2] is True
    bring(export(school("998101")))
    assert (shown(), hidden()) == (("Liv", "Askholm", False), None)


def test_protection_stays_when_nobody_knows_the_child_any_more(bring: Bring) -> None:
    bring(one(liv(protected="true", alias=ALIAS)))
    bring(export(school("998101")), now=NOW + DAY)
    assert not RosterEntry.objects.filter(person=find("liv00001")).exists()
    assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Askholm"))


def test_the_employers_contact_details_are_a_teachers_who_is_a_mother_elsewhere(
    bring: Bring,
) -> None:
    """The mother's school comes first in the file and has the lower key."""
    mother = person("anna", first="Anna Marie", EmailAddress="privat@post.example")
    teacher = person("anna", first="Anna", EmailAddress="anna@skole.example")
    file = export(
        school("998101", pupil("bo", "6A", contacts=contact(mother))),
        school("998102", employee(teacher, Occupation="Lærer")),
    )
    for _ in range(2):
        summaries = bring(file)
        anna = find("anna")
        assert (anna.first_name, anna.email, anna.title) == ("Anna", "anna@skole.example", "Lærer")
    assert not any(summary.has_changes for summary in summaries)


def test_a_guardian_of_two_schools_is_named_by_the_one_with_the_lower_key(bring: Bring) -> None:
    def file(*keys: str) -> str:
        return export(
            *[
                school(
                    key,
                    pupil(f"b{key}", "6A", contacts=contact(person("eva", first=f"Eva {key}"))),
                )
                for key in keys
            ]
        )

    for keys in (("998101", "998102"), ("998102", "998101")):
        bring(file(*keys))
        assert find("eva").first_name == "Eva 998101"
    bring(
        export(
            school("998102", pupil("b998102", "6A", contacts=contact(person("eva", first="E")))),
            school("998101", pupil("b998101", "6A")),
        )
    )
    assert find("eva").first_name == "E"


def test_an_email_that_is_withdrawn_is_gone(bring: Bring) -> None:
    def file(**more: str) -> str:
        adult = contact(person("eva", **more))
        return export(school("998101", pupil("bo", "6A", contacts=adult)))

    bring(file(EmailAddress="eva@post.example"))
    assert find("eva").email == "eva@post.example"
    bring(file())
    assert find("eva").email == ""


def test_a_birth_date_that_one_school_leaves_out_is_kept(bring: Bring) -> None:
    dated, undated = pupil(liv(), "6A"), pupil(liv(BirthDate=""), "6A")
    bring(export(school("998101", undated), school("998102", dated)))
    assert str(find("liv00001").birth_date) == "2014-06-01"


def test_an_account_made_by_hand_takes_its_name_from_the_first_roster(bring: Bring) -> None:
    Person.objects.create_user("liv00001", first_name="Test")
    bring(one(liv(protected="true", alias=ALIAS)))
    assert (shown(), hidden()) == (("Lea", "Holm", True), ("Liv", "Askholm"))


def test_who_is_lifted_by_one_school_and_new_at_another_is_reached_there_at_once(
    bring: Bring,
) -> None:
    """The new employer comes first in the file, the school that lifts the protection after it."""
    teacher = person("nina", EmailAddress="nina@skole.example")

    def file(*new: str, protected: str) -> str:
        mother = contact(person("nina", protected=protected))
        return export(school("998101", *new), school("998102", pupil("bo", "6A", contacts=mother)))

    bring(file(protected="true"))
    assert shown("nina") == ("N.", "", True)
    bring(file(employee(teacher), protected="false"))
    assert find("nina").email == "nina@skole.example"
    assert hidden("nina") is None
