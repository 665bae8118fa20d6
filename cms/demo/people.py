"""What institutions decide themselves about the demo's people, and what people choose."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms.demo.rights import find_leader
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.kinds import Relation, Role, SharedWith
from core.people.local_groups import add_local_member, create_local_group
from core.people.models import Group, Guardianship, Institution, Membership, Person
from core.people.operations import LocalPlace, create_local_person
from sandbox.content.local_groups import LOCAL_GROUPS
from sandbox.roster.cast import CastMember
from sandbox.roster.cast_families import FAMILY_OF_CAST
from sandbox.roster.world import CAST, MUNICIPALITIES

# For everybody of the cast, so that the form for signing in can be tried. Demo mode only.
PASSWORD = "indgang"  # noqa: S105 - documented, and of made-up people

BOTH = "I begge kommuner"
_SUBSTITUTE_AT, _SUBSTITUTE_IN = "998101", "3.B"

# Who sees the e-mail, and who the telephone.
SHARING = {
    "dorte": (SharedWith.GROUPS, SharedWith.GROUPS),
    "carla": (SharedWith.GROUPS, SharedWith.NOBODY),
    "soren": (SharedWith.INSTITUTION, SharedWith.INSTITUTION),
    "amira": (SharedWith.NOBODY, SharedWith.GROUPS),
}


def find_cast(name: str) -> Person:
    """The person of the cast, or of its families, by the name that the demo has for them."""
    member = CAST.get(name) or FAMILY_OF_CAST[name]
    return Person.objects.get(unilogin=member.unilogin)


def make_local_groups(*, now: datetime) -> None:
    """Makes the groups that no roster has, with the cast and some others as members."""
    for item in LOCAL_GROUPS:
        institution = Institution.objects.get(key=item.institution)
        group = create_local_group(institution=institution, name=item.name)
        members = {person.pk: person for person in map(find_cast, item.cast)}
        others = [
            *_choose_guardians(institution, item.guardians, without=members),
            *_choose_pupils(institution, item.pupils, without=members),
        ]
        for person in [*members.values(), *others]:
            add_local_member(person=person, group=group, now=now)


def invite_substitute(*, now: datetime) -> None:
    """Gives Nanna an account and, for the five days of next week, her place at the school."""
    first, last = find_next_week(timezone.localdate(now))
    institution = Institution.objects.get(key=_SUBSTITUTE_AT)
    group = Group.objects.get(institution=institution, name=_SUBSTITUTE_IN)
    member = CAST["nanna"]
    create_local_person(
        unilogin=member.unilogin,
        first_name=member.first_name,
        family_name=member.family_name,
        birth_date=member.birth_date,
        title="Vikar",
        places=[
            LocalPlace(at=place, role=Role.PEDAGOGICAL, starts_on=first, ends_on=last)
            for place in (institution, group)
        ],
        created_by=find_leader(institution),
        reason="Vikar for en uge",
        now=now,
    )


def decide_about_guardians(*, now: datetime) -> None:
    """The school blocks Peter, and lets Bente see what guardians of Jeppe see."""
    block_guardian(
        guardian=find_cast("peter"),
        child=find_cast("liv"),
        placed_by=find_cast("henrik"),
        reason="Efter besked fra kommunen",
        now=now,
        institution=Institution.objects.get(key="998101"),
    )
    for key in ("998101", "998111"):
        institution = Institution.objects.get(key=key)
        grant_guardian_access(
            guardian=find_cast("bente"),
            child=find_cast("jeppe"),
            institution=institution,
            relation=Relation.OFFICIAL,
            granted_by=find_leader(institution),
            reason="Plejeforælder efter aftale med kommunen",
            now=now,
        )


def make_choices() -> None:
    """What people have chosen: language, who sees e-mail and telephone; the demo's password."""
    for name, (email_with, phone_with) in SHARING.items():
        Person.objects.filter(unilogin=CAST[name].unilogin).update(
            shares_email_with=email_with, shares_phone_with=phone_with
        )
    Person.objects.filter(unilogin=CAST["amira"].unilogin).update(language="en")
    unilogins = [member.unilogin for member in CAST.values()]
    # One hash for all: making one takes a moment, and there is nothing to protect.
    Person.objects.filter(unilogin__in=unilogins).update(password=make_password(PASSWORD))


def write_cast(path: Path, *, today: date) -> None:
    """Writes whom a visitor may sign in as; protected people stand with the name of their row."""
    people = {person.unilogin: person for person in Person.objects.all()}
    rows = [
        {
            "unilogin": member.unilogin,
            "name": people[member.unilogin].get_full_name(),
            "description": describe_member(name, member, today=today),
            "group": find_municipalities(people[member.unilogin]),
        }
        for name, member in CAST.items()
        if member.unilogin in people
    ]
    order = [BOTH, *(municipality.name for municipality in MUNICIPALITIES.values())]
    rows.sort(key=lambda row: order.index(row["group"]))
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def describe_member(name: str, member: CastMember, *, today: date) -> str:
    """What the sign-in page says of somebody; the substitute's week is the coming one."""
    if name != "nanna":
        return member.description
    week = find_next_week(today)[0].isocalendar().week
    return member.description.replace("uge 49", f"uge {week}")


def find_municipalities(person: Person) -> str:
    """The municipality that a person belongs to, also through children; or that it is both."""
    own = Membership.objects.filter(person=person).values_list("institution__municipality__name")
    through_children = Guardianship.objects.filter(guardian=person).values_list(
        "institution__municipality__name"
    )
    names = {row[0] for row in own.union(through_children)}
    return names.pop() if len(names) == 1 else BOTH


def find_next_week(today: date) -> tuple[date, date]:
    """Monday and Friday of the week after a day."""
    monday = today + timedelta(days=7 - today.weekday())
    return monday, monday + timedelta(days=4)


def _choose_guardians(
    institution: Institution, number: int, *, without: Iterable[int]
) -> list[Person]:
    guardians = Guardianship.objects.filter(institution=institution, custody=True)
    people = Person.objects.filter(pk__in=guardians.values("guardian"), protected=False)
    return list(people.exclude(pk__in=list(without)).order_by("unilogin")[:number])


def _choose_pupils(
    institution: Institution, number: int, *, without: Iterable[int]
) -> list[Person]:
    pupils = Membership.objects.filter(institution=institution, group__isnull=True, role=Role.PUPIL)
    people = Person.objects.filter(pk__in=pupils.values("person"), protected=False)
    return list(people.exclude(pk__in=list(without)).order_by("unilogin")[:number])
