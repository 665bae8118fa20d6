"""REL-08: two imports at once are one after the other, and the newer file is what remains."""

import threading
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection

from core.people.institutions import import_institutions
from core.people.institutions_file import read_institution_rows
from core.people.models import Institution, Municipality, Person, RosterEntry
from core.people.operations import create_municipality
from core.people.refusals import FileRefused
from core.people.roster.importing import import_roster
from core.people.roster.turns import hold_file
from tests.core.people.conftest import INSTITUTIONS, NOW, TODAY
from tests.core.people.exports import EXPORTED, employee, export, institution


def test_whoever_comes_second_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    told: list[str] = []

    def second() -> None:
        with hold_file(path):
            told.append("second")

    thread = threading.Thread(target=second)
    with hold_file(path):
        thread.start()
        thread.join(timeout=0.2)
        assert thread.is_alive()
        told.append("first")
    thread.join(timeout=5)
    assert told == ["first", "second"]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_REL_08_of_two_imports_at_once_the_newer_file_remains() -> None:
    if connection.vendor != "postgresql":
        pytest.fail("this test needs PostgreSQL: run it with `make test-services`")
    # Tests that play a kill keep the turn: their session, which a kill would end, goes on.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    create_municipality(code="998", name="Lindesø Kommune")
    create_municipality(code="999", name="Klitnæs Kommune")
    import_institutions(read_institution_rows(INSTITUTIONS.encode()), on=TODAY)
    ready = threading.Barrier(2)
    refused: list[FileRefused] = []

    def bring(hours: int, staff: int) -> None:
        schools = [
            institution(key, *[employee(f"{key}-{n}") for n in range(staff)])
            for key in ("998101", "998102")
        ]
        content = export(*schools, exported_at=EXPORTED + timedelta(hours=hours))
        try:
            ready.wait(timeout=20)
            import_roster(
                BytesIO(content.encode()),
                municipality=Municipality.objects.get(code="998"),
                now=NOW,
            )
        except FileRefused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=bring, args=(0, 60)),
        threading.Thread(target=bring, args=(1, 50)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert RosterEntry.objects.count() == 100
    assert set(
        Institution.objects.filter(key__in=["998101", "998102"]).values_list(
            "roster_exported_at", flat=True
        )
    ) == {EXPORTED + timedelta(hours=1)}
    # The older one was refused if it came second, and else its people have left.
    assert Person.objects.count() == (100 if refused else 120)
