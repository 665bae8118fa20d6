"""Whatever several rosters said before, the last files alone decide, and again changes nothing."""

from datetime import timedelta
from io import BytesIO

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.people.models import Institution, Municipality, Person, ProtectedName
from core.people.roster.importing import RosterOptions, import_roster
from tests.core.people.conftest import NOW
from tests.core.people.exports import contact, employee, export, institution, person, pupil
from tests.core.people.statements import list_writes, record_statements

SCHOOLS = ("998101", "998102", "998001")
PEOPLE = ("ada", "ib", "una")

said = st.fixed_dictionaries(
    {
        "first": st.sampled_from(("A", "Bodil")),
        "protected": st.sampled_from(("true", "false", "false")),
        "alias": st.sampled_from((None, ("Alias", "Et"), ("Alias", "To"))),
        "EmailAddress": st.sampled_from(("", "a@post.example", "b@post.example")),
        "BirthDate": st.sampled_from(("", "2015-01-01")),
    }
)
as_what = st.sampled_from(("employee", "pupil", "guardian", "absent"))
school = st.lists(st.tuples(as_what, said), min_size=len(PEOPLE), max_size=len(PEOPLE))
file = st.tuples(
    st.permutations(SCHOOLS), st.lists(school, min_size=len(SCHOOLS), max_size=len(SCHOOLS))
)


def write_school(key: str, people: list[tuple[str, dict[str, str]]]) -> str:
    content = [employee(f"fast{key}")]
    for unilogin, (part, fields) in zip(PEOPLE, people, strict=True):
        someone = person(unilogin, **fields)
        if part == "employee":
            content.append(employee(someone))
        elif part == "pupil":
            content.append(pupil(someone))
        elif part == "guardian":
            content.append(pupil(f"barn{key}{unilogin}", contacts=contact(someone)))
    return institution(key, *content)


def write_file(drawn: tuple[list[str], list[list[tuple[str, dict[str, str]]]]]) -> str:
    order, schools = drawn
    by_key = dict(zip(SCHOOLS, schools, strict=True))
    return export(*[write_school(key, by_key[key]) for key in order])


def run(content: str, day: int) -> None:
    import_roster(
        BytesIO(content.encode()),
        municipality=Municipality.objects.get(code="998"),
        now=NOW + timedelta(days=day),
        options=RosterOptions(accept_vanished=True),
    )


def read_people() -> set[tuple[object, ...]]:
    names = ("first_name", "family_name", "protected", "email", "phone", "title", "initials")
    hidden = dict(ProtectedName.objects.values_list("person__unilogin", "first_name"))
    return {
        (row.unilogin, hidden.get(row.unilogin), *[getattr(row, name) for name in names])
        for row in Person.objects.filter(roster_entries__isnull=False).distinct()
    }


# Shrinking asks the database thousands of times: a failure is shown as it was found.
@settings(
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(files=st.lists(file, min_size=2, max_size=4))
def test_only_the_last_file_matters_and_again_it_writes_nothing(
    world: dict[str, Institution], files: list[tuple[list[str], list[list[tuple[str, dict]]]]]
) -> None:
    contents = [write_file(drawn) for drawn in files]
    with transaction.atomic():
        for day, content in enumerate(contents):
            run(content, day)
        after_all = read_people()
        with record_statements() as again:
            run(contents[-1], len(contents))
        transaction.set_rollback(True)
    assert list_writes(again) == []
    with transaction.atomic():
        run(contents[-1], 0)
        alone = read_people()
        transaction.set_rollback(True)
    assert after_all == alone
    assert len(alone) >= len(SCHOOLS)


def test_the_writing_that_is_looked_for_can_be_seen(world: dict[str, Institution]) -> None:
    with record_statements() as first:
        run(export(*[institution(key, employee(f"fast{key}")) for key in SCHOOLS]), 0)
    assert list_writes(first)
