"""Dorte's family in two municipalities that have connected the systems of the sandbox."""

from datetime import date, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import Relation, Role, Source
from core.people.models import Group, Guardianship, Institution, Membership, Person
from core.people.refresh import refresh_access
from sandbox.servers.playing import Sandbox
from sandbox.servers.switches import State, Switch
from tests.cms.walks.boxes.looking import wait_for_boxes
from tests.cms.walks.conftest import PASSWORD
from tests.played_systems import connect_played

MONDAY_MORNING = datetime.fromisoformat("2026-11-23T07:00:00+01:00")
# The demo's other institutions, which the connections of a whole municipality name.
MORE = {
    "998102": ("Tranehøjskolen", "school", "998001"),
    "999102": ("Havtornskolen", "school", "999001"),
    "G99901": ("Børnehuset Strandløberen", "daycare", "999001"),
}


@pytest.fixture(autouse=True)
def at_moment():
    """The demo's Monday, whose lessons and tasks are known; the time goes on."""
    with time_machine.travel(MONDAY_MORNING, tick=True):
        yield


@pytest.fixture(scope="session")
def played():
    """The systems outside on that day, on free ports."""
    with Sandbox(clock=lambda: date(2026, 11, 23)) as sandbox:
        yield sandbox


@pytest.fixture
def switch(played):
    """Sets how a system answers; afterwards all are well again."""

    def switch(name, state, **named):
        played.board.put(name, Switch(state=State(state), **named))

    yield switch
    played.board.reset()


@pytest.fixture
def family(at_moment, schools):
    """Emil in 7.A and Ella in daycare too, and Rasmus, who connects systems for Lindesø."""
    for key, (name, kind, parent) in MORE.items():
        above = Institution.objects.get(key=parent)
        Institution.objects.create(
            key=key, name=name, kind=kind, municipality=above.municipality, parent=above
        )
    dorte, today = Person.objects.get(unilogin="dorte001"), timezone.localdate()
    _enrol("emil0001", "Emil", "998101", "7.A", born=date(2013, 9, 27), mother=dorte)
    _enrol("ella0001", "Ella", "G99901", "Tanglopperne", born=date(2021, 3, 14), mother=dorte)
    rasmus = Person.objects.create_user("rasmus01", PASSWORD, first_name="Rasmus")
    office = Institution.objects.get(key="998001")
    Membership.objects.create(
        person=rasmus, institution=office, role=Role.ADMINISTRATIVE, source=Source.ROSTER
    )
    grant_rights(person_id=rasmus.pk, institution_id=office.pk, rights=[Right.CONNECT])
    refresh_access(list(Person.objects.values_list("pk", flat=True)), on=today)


@pytest.fixture
def connected(family, played, switch):
    """All systems, connected as the demo does, and well."""
    connect_played(played.addresses, now=MONDAY_MORNING)


@pytest.fixture
def dorte(connected, sign_in):
    """Opens a browser of Dorte's."""

    def open_as_dorte(*, java_script_enabled=True, **named):
        page = sign_in("dorte001", java_script_enabled=java_script_enabled, **named)
        if java_script_enabled:
            wait_for_boxes(page)
        # Who signs in has boxes at once; a test's own are asked for again.
        cache.clear()
        return page

    return open_as_dorte


def _enrol(unilogin, first_name, key, group_name, *, born, mother):
    place = Institution.objects.get(key=key)
    group, _ = Group.objects.get_or_create(
        institution=place, name=group_name,
        defaults={"source": "roster", "external_id": group_name, "kind": "main",
                  "ends_on": date(2027, 7, 31)},
    )  # fmt: skip
    child = Person.objects.create_user(
        unilogin, first_name=first_name, family_name="Ravn", birth_date=born
    )
    for held in (None, group):
        Membership.objects.create(
            person=child, institution=place, group=held, role=Role.PUPIL, source=Source.ROSTER
        )
    Guardianship.objects.create(
        guardian=mother, child=child, institution=place, relation=Relation.MOTHER, custody=True,
        source=Source.ROSTER,
    )  # fmt: skip
