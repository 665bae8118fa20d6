"""Families, classes and passing days, played through the portal's own operations."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.access.models import PersonKey
from core.people.guardian_access import (
    block_guardian,
    grant_guardian_access,
    lift_block,
    withdraw_guardian_access,
)
from core.people.kinds import Relation, Role, Source
from core.people.local_groups import (
    add_local_member,
    add_local_membership,
    create_local_group,
    end_local_group,
    end_local_membership,
)
from core.people.models import (
    Group,
    GuardianBlock,
    Guardianship,
    Institution,
    Membership,
    Municipality,
    Person,
)
from core.people.operations import deactivate_person
from core.people.queries import children_of
from core.people.refresh import refresh_access, refresh_ended_access
from core.people.roster.importing import RosterOptions, import_roster
from tests.core.people.exports import contact, employee, export, group, institution, person, pupil
from tests.core.people.oracle import Key, list_cares, read_rows, work_out_keys

FIRST_DAY = datetime.fromisoformat("2026-11-23T07:00:00+01:00")
DAY = timedelta(days=1)
SCHOOLS = {"998101": "998", "998102": "998", "G99901": "999"}
GROUPS = ("1A", "1B")
CHILDREN = ("kaj", "liv", "mia", "noa")
# Ages of a child for life, one that comes of age within a long run, one grown up, one unknown.
BIRTH_DATES = ("2018-02-28", "2008-12-04", "2000-01-01", "")
ADULTS = ("dorte", "jonas", "anna", "peter")
EVERYBODY = CHILDREN + ADULTS
KINDS = {"998101": "school", "998102": "school", "G99901": "daycare"}
children = st.sampled_from(CHILDREN)
adults = st.sampled_from(ADULTS)
everybody = st.sampled_from(EVERYBODY)
schools = st.sampled_from(sorted(SCHOOLS))
some_groups = st.sets(st.sampled_from(GROUPS))
local_roles = st.sampled_from([role for role in Role if role != Role.GUARDIAN])
offsets = st.integers(min_value=-3, max_value=9)


class Families(RuleBasedStateMachine):
    """Three schools in two municipalities, four children and four adults; undone at the end."""

    steps = 0
    moved = 0

    def __init__(self) -> None:
        super().__init__()
        self._undo = ExitStack()
        self._undo.enter_context(_undone())
        self.now = FIRST_DAY
        self.rosters: dict[str, dict[str, Any]] = {}
        self.before: set[Key] = set()
        for code in ("998", "999"):
            Municipality.objects.create(code=code, name=code)
        self.schools = {
            key: Institution.objects.create(
                key=key,
                name=key,
                kind=KINDS[key],
                municipality=Municipality.objects.get(code=code),
            )
            for key, code in SCHOOLS.items()
        }

    def teardown(self) -> None:
        self._undo.close()

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @initialize(births=st.permutations(BIRTH_DATES), custody=st.lists(st.booleans(), min_size=8))
    def begin(self, births: list[str], custody: list[bool]) -> None:
        """Every school has both groups, two children, one with guardians, and a teacher."""
        self.births = dict(zip(CHILDREN, births, strict=True))
        for number, key in enumerate(sorted(SCHOOLS)):
            self.rosters[key] = {
                "pupils": {CHILDREN[number]: {"1A"}, CHILDREN[number + 1]: {"1A", "1B"}},
                "contacts": {
                    (CHILDREN[number], "dorte"): custody[2 * number],
                    (CHILDREN[number], "jonas"): custody[2 * number + 1],
                },
                "staff": {"anna": {"1B"}},
                "ends": {},
            }
            self.import_school(key)
        for unilogin in EVERYBODY:
            Person.objects.get_or_create(unilogin=unilogin, defaults={"first_name": unilogin})
        refresh_access(Person.objects.values_list("pk", flat=True), on=self.today)

    def import_school(self, key: str) -> None:
        roster = self.rosters[key]
        content = [group(name, ends=roster["ends"].get(name, "")) for name in GROUPS]
        content.append(employee(f"fast{key}"))
        content += [employee(name, *sorted(groups)) for name, groups in roster["staff"].items()]
        for child, groups in roster["pupils"].items():
            contacts = "".join(
                contact(adult, custody="true" if custody else "false")
                for (named, adult), custody in roster["contacts"].items()
                if named == child
            )
            someone = person(child, BirthDate=self.births[child])
            content.append(pupil(someone, *sorted(groups), contacts=contacts))
        import_roster(
            BytesIO(export(institution(key, *content)).encode()),
            municipality=self.schools[key].municipality,
            now=self.now,
            options=RosterOptions(is_part=True, accept_vanished=True),
        )

    @rule(key=schools, child=children, groups=some_groups)
    def enrol_or_move(self, key: str, child: str, groups: set[str]) -> None:
        self.rosters[key]["pupils"][child] = groups
        self.import_school(key)

    @rule(key=schools, child=children)
    def let_a_child_leave(self, key: str, child: str) -> None:
        self.rosters[key]["pupils"].pop(child, None)
        self.import_school(key)

    @rule(key=schools, child=children, adult=adults, custody=st.booleans())
    def name_a_contact(self, key: str, child: str, adult: str, custody: bool) -> None:
        self.rosters[key]["contacts"][child, adult] = custody
        self.import_school(key)

    @rule(key=schools, child=children, adult=adults)
    def leave_a_contact_out(self, key: str, child: str, adult: str) -> None:
        self.rosters[key]["contacts"].pop((child, adult), None)
        self.import_school(key)

    @rule(key=schools, adult=adults, groups=some_groups, leaves=st.booleans())
    def employ_or_let_go(self, key: str, adult: str, groups: set[str], leaves: bool) -> None:
        if leaves:
            self.rosters[key]["staff"].pop(adult, None)
        else:
            self.rosters[key]["staff"][adult] = groups
        self.import_school(key)

    @rule(
        key=schools,
        name=st.sampled_from(GROUPS),
        days=st.sampled_from((None, -3, -1, 0, 1, 2, 5, 8)),
    )
    def set_a_groups_last_day(self, key: str, name: str, days: int | None) -> None:
        ends = "" if days is None else (self.today + days * DAY).isoformat()
        self.rosters[key]["ends"][name] = ends
        self.import_school(key)

    @rule(child=children, born=st.sampled_from(BIRTH_DATES))
    def correct_a_birth_date(self, child: str, born: str) -> None:
        self.births[child] = born
        for key, roster in self.rosters.items():
            if child in roster["pupils"]:
                self.import_school(key)

    @rule(adult=adults, child=children)
    def block(self, adult: str, child: str) -> None:
        block_guardian(
            guardian=self.find(adult),
            child=self.find(child),
            placed_by=self.find("anna"),
            reason="akut",
            now=self.now,
        )

    @precondition(lambda self: GuardianBlock.objects.filter(lifted_at=None).exists())
    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        rows = GuardianBlock.objects.filter(lifted_at=None).order_by("pk")
        lift_block(
            data.draw(st.sampled_from(list(rows))),
            lifted_by=self.find("anna"),
            reason="afklaret",
            now=self.now,
        )

    @rule(adult=adults, child=children, key=schools, starts=offsets, length=st.integers(0, 9))
    def grant(self, adult: str, child: str, key: str, starts: int, length: int) -> None:
        grant_guardian_access(
            guardian=self.find(adult),
            child=self.find(child),
            institution=self.schools[key],
            relation=Relation.OFFICIAL,
            granted_by=self.find("anna"),
            reason="plejefamilie",
            now=self.now,
            starts_on=self.today + starts * DAY,
            ends_on=self.today + (starts + length) * DAY,
        )

    @precondition(lambda self: Guardianship.objects.filter(source=Source.LOCAL).exists())
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        rows = Guardianship.objects.filter(source=Source.LOCAL).order_by("pk")
        withdraw_guardian_access(
            data.draw(st.sampled_from(list(rows))),
            withdrawn_by=self.find("anna"),
            reason="ophørt",
            now=self.now,
        )

    @rule(who=everybody, role=local_roles, key=schools, starts=offsets, length=st.integers(0, 9))
    def add_locally(self, who: str, role: Role, key: str, starts: int, length: int) -> None:
        add_local_membership(
            person=self.find(who),
            institution=self.schools[key],
            role=role,
            starts_on=self.today + starts * DAY,
            ends_on=self.today + (starts + length) * DAY,
            now=self.now,
        )

    @rule(data=st.data(), who=everybody, role=local_roles, days=st.integers(0, 9))
    def add_to_a_group(self, data: st.DataObject, who: str, role: Role, days: int) -> None:
        add_local_member(
            person=self.find(who),
            group=data.draw(st.sampled_from(list(Group.objects.order_by("pk")))),
            role=role,
            ends_on=self.today + days * DAY,
            now=self.now,
        )

    @precondition(lambda self: Membership.objects.filter(source=Source.LOCAL).exists())
    @rule(data=st.data())
    def end_a_local_membership(self, data: st.DataObject) -> None:
        rows = Membership.objects.filter(source=Source.LOCAL).order_by("pk")
        end_local_membership(data.draw(st.sampled_from(list(rows))), now=self.now)

    @rule(key=schools, days=st.integers(0, 9))
    def found_a_group(self, key: str, days: int) -> None:
        create_local_group(
            institution=self.schools[key], name="Udvalg", ends_on=self.today + days * DAY
        )

    @precondition(lambda self: Group.objects.filter(source=Source.LOCAL).exists())
    @rule(data=st.data())
    def end_a_group(self, data: st.DataObject) -> None:
        rows = Group.objects.filter(source=Source.LOCAL).order_by("pk")
        end_local_group(data.draw(st.sampled_from(list(rows))), now=self.now)

    @rule(who=st.sampled_from(("peter", "noa")))
    def deactivate(self, who: str) -> None:
        deactivate_person(
            self.find(who), deactivated_by=self.find("anna"), reason="x", now=self.now
        )

    @rule(days=st.sampled_from((1, 1, 2, 7)))
    def let_days_pass(self, days: int) -> None:
        self.now += days * DAY

    @rule()
    def clear_what_has_ended(self) -> None:
        refresh_ended_access(on=self.today)

    @invariant()
    def everybody_holds_what_the_rows_say(self) -> None:
        rows = read_rows()
        keys = list(PersonKey.objects.values_list("person_id", "key", "starts_on", "ends_on"))
        for day in (self.today, self.today + DAY, self.today + 8 * DAY):
            held = {(pk, key) for pk, key, starts, ends in keys if starts <= day <= ends}
            assert held == work_out_keys(rows, day)
            if day == self.today:
                Families.moved += held != self.before
                self.before = held
        # One of the adults at a time: each step asks for another.
        adult = self.find(ADULTS[Families.steps % len(ADULTS)])
        cares = [row for row in list_cares(rows, self.today) if row.guardian_id == adult.pk]
        assert set(children_of(adult, on=self.today)) == {row.child for row in cares}
        Families.steps += 1

    def find(self, unilogin: str) -> Person:
        return Person.objects.get(unilogin=unilogin)


class _undone:  # noqa: N801 - reads as a clause
    """A transaction that is undone at the end."""

    def __enter__(self) -> None:
        self._atomic = transaction.atomic()
        self._atomic.__enter__()

    def __exit__(self, *error: object) -> None:
        transaction.set_rollback(True)
        self._atomic.__exit__(None, None, None)
