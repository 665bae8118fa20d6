"""`manage.py who_saw`: what the officer is told, and that it is logged."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from core.audit.models import Action, Entry
from core.audit.operations import record
from core.audit.queries import read_entries_about_object
from core.people.kinds import InstitutionKind, Role, Source
from core.people.models import Institution, Membership, Municipality, Person

NOW = datetime(2026, 11, 2, 7, 40, tzinfo=UTC)
DAY = timedelta(days=1)
PAGE = "cms.basepage"


@pytest.fixture
def anna(db):
    """A teacher who is a member of the school board too."""
    municipality = Municipality.objects.create(code="998", name="Lindesø Kommune")
    school = Institution.objects.create(
        key="998101", name="Egesøskolen", kind=InstitutionKind.SCHOOL, municipality=municipality
    )
    anna = Person.objects.create_user("anna0001", first_name="Anna", family_name="Holst")
    for role in (Role.PEDAGOGICAL, Role.MEMBER):
        Membership.objects.create(person=anna, institution=school, role=role, source=Source.ROSTER)
    return anna


@pytest.fixture
def opened(anna):
    """Anna opened page 17 on three days in a row, and page 18 once."""
    for number in range(3):
        record(
            Action.OPEN, now=NOW + number * DAY, actor_id=anna.pk, object_type=PAGE, object_id=17
        )
    record(Action.OPEN, now=NOW, actor_id=anna.pk, object_type=PAGE, object_id=18)


def ask(*arguments, reason="Klage 12"):
    said = StringIO()
    call_command("who_saw", *arguments, reason=reason, stdout=said)
    return said.getvalue().splitlines()


def test_who_opened_a_page_by_number_and_role_and_without_a_name(opened, anna):
    lines = ask("17")
    assert [line[:19] for line in lines[:3]] == [
        "2026-11-02 08:40:00",
        "2026-11-03 08:40:00",
        "2026-11-04 08:40:00",
    ]
    role = ", ".join(sorted([str(Role.PEDAGOGICAL.label), str(Role.MEMBER.label)]))
    assert f"{anna.pk} ({role})" in lines[0]
    told = "\n".join(lines)
    assert "Anna" not in told
    assert "Holst" not in told
    assert "anna0001" not in told


def test_gdpr_06_the_reading_is_logged_before_it_is_answered(opened):
    ask("17", reason="Klage 12")
    reading = Entry.objects.latest("pk")
    assert (reading.action, reading.object_type, reading.object_id, reading.reason) == (
        Action.READ_LOG,
        PAGE,
        "17",
        "Klage 12",
    )
    second = ask("17", reason="Klage 13")
    assert len(second) == 5
    assert any(line.endswith("Klage 12") for line in second)


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (["--from", "2026-11-03"], [3, 4]),
        (["--to", "2026-11-03"], [2, 3]),
        (["--from", "2026-11-03", "--to", "2026-11-03"], [3]),
        (["--from", "2027-01-01"], []),
    ],
)
def test_only_some_days(opened, arguments, days):
    lines = [line for line in ask("17", *arguments) if "Klage" not in line]
    assert [int(line[8:10]) for line in lines] == days


def test_something_else_than_a_page(opened, anna):
    record(Action.CHANGE, now=NOW, actor_id=None, object_type="people.person", object_id=anna.pk)
    lines = ask(str(anna.pk), "--type", "people.person")
    assert len(lines) == 2


def test_without_a_reason_nothing_is_read(opened):
    with pytest.raises(CommandError):
        call_command("who_saw", "17")
    with pytest.raises(CommandError):
        ask("17", reason="  ")
    assert not Entry.objects.filter(action=Action.READ_LOG).exists()
    assert len(ask("17")) == 4


def test_a_day_that_is_none(opened):
    with pytest.raises(CommandError, match="31-08-2026"):
        ask("17", "--from", "31-08-2026")
    assert not Entry.objects.filter(action=Action.READ_LOG).exists()


def test_a_log_that_cannot_be_written_is_not_read(opened, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError

    monkeypatch.setattr("core.audit.queries.record", refuse)
    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        read_entries_about_object(
            object_type=PAGE, object_id=17, now=NOW, reader_id=None, reason="Klage"
        )
