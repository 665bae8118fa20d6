"""Many large schools of one municipality, for measuring an import; invented as they are written."""

from collections.abc import Iterator, Sequence
from random import Random

from sandbox.roster.groups import InstitutionGroups
from sandbox.roster.people import Family, PeopleInventor
from sandbox.roster.records import (
    Employee,
    ExportDates,
    InstitutionPerson,
    InstitutionRoster,
    Student,
)
from sandbox.roster.world import (
    MUNICIPALITIES,
    Institution,
    MainGroup,
    Municipality,
    list_classes,
)

MOST_INSTITUTIONS = 799
_FIRST_NUMBER = 201
_FIRST_SERIAL = 10_000
_STAFF_SHARE = 10


def list_bulk_institutions(code: str, *, count: int) -> tuple[Institution, ...]:
    """Return the municipality's administration and `count` schools below it.

    The keys do not meet those of the demo, also when the municipality is one of the demo's.
    """
    administration = Institution(
        key=f"{code}001",
        name=f"Forvaltningen i kommune {code}",
        kind="administration",
        municipality=code,
        address=f"Rådhuspladsen 1, 9{code} Prøveby",
        domain=f"kommune{code}.example",
    )
    return administration, *(
        _make_school(code, number, administration.key) for number in range(count)
    )


def generate_bulk(
    code: str, *, institutions: int, people: int, seed: int, dates: ExportDates
) -> Iterator[InstitutionRoster]:
    """Yield schools of exactly `people` distinct UNI-Logins each: staff, pupils and guardians."""
    schools = list_bulk_institutions(code, count=institutions)[1:]
    for number, school in enumerate(schools):
        inventor = PeopleInventor(
            Random(f"bulk-{school.key}-{seed}"),
            find_municipality(code),
            first_serial=_FIRST_SERIAL + number * people,
        )
        groups = InstitutionGroups(school, year=dates.groups_from.year)
        yield InstitutionRoster(
            key=school.key,
            name=school.name,
            groups=groups.groups,
            people=_generate_people(groups, inventor, Random(f"seats-{school.key}-{seed}"), people),
        )


def find_municipality(code: str) -> Municipality:
    """Return one of the demo's municipalities, or a nameless one for another invented code."""
    unknown = Municipality(
        code=code, name=f"Kommune {code}", postal_code=f"9{code}", town="Prøveby"
    )
    return MUNICIPALITIES.get(code, unknown)


def _generate_people(
    groups: InstitutionGroups, inventor: PeopleInventor, rng: Random, people: int
) -> Iterator[InstitutionPerson]:
    classes = groups.institution.main_groups
    staff = max(1, people // _STAFF_SHARE)
    for number in range(staff):
        person = inventor.invent_employee(domain=groups.institution.domain)
        taught = groups.list_staff_ids([classes[number % len(classes)]])
        part = Employee(roles=("Leder",) if number == 0 else ("Lærer",), group_ids=taught)
        yield InstitutionPerson(person=person, part=part, local_id=f"m-{number}")
    left = people - staff
    while left:
        number = min(rng.choice((1, 1, 2)), left)
        mains = rng.choices(classes, k=number)
        births = [inventor.invent_birth_date(groups.year - 6 - int(item.level)) for item in mains]
        family = inventor.invent_family(births, most_adults=left - number)
        yield from _enrol_family(groups, family, mains)
        left -= family.size


def _enrol_family(
    groups: InstitutionGroups, family: Family, mains: Sequence[MainGroup]
) -> Iterator[InstitutionPerson]:
    for child, main in zip(family.children, mains, strict=True):
        part = Student(
            role="Elev",
            level=main.level,
            group_ids=groups.list_student_ids(main),
            contacts=family.contacts,
        )
        yield InstitutionPerson(person=child, part=part, local_id=f"e-{child.unilogin}")


def _make_school(code: str, number: int, parent: str) -> Institution:
    return Institution(
        key=f"{code}{_FIRST_NUMBER + number}",
        name=f"Prøveskole {number + 1}",
        kind="school",
        parent=parent,
        municipality=code,
        address=f"Prøvevej {number + 1}, 9{code} Prøveby",
        domain=f"skole{code}{_FIRST_NUMBER + number}.example",
        main_groups=list_classes(range(10), "ABC"),
    )
