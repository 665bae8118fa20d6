"""Two municipalities with a school each and a daycare institution, and how a roster comes in."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone, translation

from core.access.models import PersonKey
from core.people.institutions import import_institutions
from core.people.institutions_file import read_institution_rows
from core.people.models import Institution, Municipality, Person
from core.people.operations import create_municipality
from core.people.roster.importing import RosterOptions, import_roster
from core.people.roster.summary import InstitutionSummary
from core.people.signals import (
    institutions_imported,
    local_groups_changed,
    roster_imported,
)

NOW = datetime.fromisoformat("2026-11-23T07:00:00+01:00")
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
INSTITUTIONS = """key,name,kind,parent,municipality,address
998001,Børn og Unge,administration,,998,
998101,Egesøskolen,school,998001,998,Egesøvej 14
998102,Tranehøjskolen,school,998001,998,
999001,Center for Dagtilbud og Skole,administration,,999,
G99901,Børnehuset Strandløberen,daycare,999001,999,
"""

Bring = Callable[..., list[InstitutionSummary]]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages as they stand in the code, whatever the catalogue says."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[int]]:
    """What those who build on people were told: nobody else listens, so that no page is made."""
    told: dict[str, list[int]] = {}
    signals = {
        "institutions": institutions_imported,
        "roster": roster_imported,
        "local": local_groups_changed,
    }
    for name, signal in signals.items():
        ids = told.setdefault(name, [])
        monkeypatch.setattr(signal, "receivers", [])
        monkeypatch.setattr(signal, "send", _make_listener(ids))
    return told


def _make_listener(ids: list[int]) -> Callable[..., None]:
    def listen(sender: Any, institution_ids: list[int], **named: Any) -> None:
        ids.extend(institution_ids)

    return listen


@pytest.fixture
def world(db: None) -> dict[str, Institution]:
    """The institutions by their keys."""
    create_municipality(code="998", name="Lindesø Kommune")
    create_municipality(code="999", name="Klitnæs Kommune")
    import_institutions(read_institution_rows(INSTITUTIONS.encode()), on=TODAY)
    return {item.key: item for item in Institution.objects.all()}


@pytest.fixture
def bring(world: dict[str, Institution]) -> Bring:
    """Imports the text or bytes of a file."""

    def bring_in(
        content: str | bytes, *, municipality: str = "998", now: datetime = NOW, **options: bool
    ) -> list[InstitutionSummary]:
        data = content.encode() if isinstance(content, str) else content
        return import_roster(
            BytesIO(data),
            municipality=Municipality.objects.get(code=municipality),
            now=now,
            options=RosterOptions(**options),
        )

    return bring_in


def find(unilogin: str) -> Person:
    return Person.objects.get(unilogin=unilogin)


def keys_of(unilogin: str, *, on: date | datetime = TODAY) -> set[str]:
    """The keys of places that a person holds on a day; the key of the person alone is left out."""
    day = timezone.localdate(on) if isinstance(on, datetime) else on
    held = PersonKey.objects.filter(person__unilogin=unilogin, starts_on__lte=day, ends_on__gte=day)
    return {key for key in held.values_list("key", flat=True) if "/" in key}
