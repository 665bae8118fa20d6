"""Whom Prøve-Unilogin knows: the people of the roster, and the cast that its page offers."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from sandbox.roster.cast import CAST, CastMember
from sandbox.roster.demo import build_municipality
from sandbox.roster.records import Employee, ExportDates, InstitutionRoster, Student
from sandbox.roster.world import INSTITUTIONS, MUNICIPALITIES
from sandbox.servers.people import WINTER
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.unilogin.descriptions import BOTH, ENGLISH

_WEEK_OF_THE_STORY = "49"


class Actor(StrEnum):
    """What somebody is at a school, in UNI-Login's words."""

    EMPLOYEE = "Medarbejder"
    PUPIL = "Elev"
    EXTERNAL = "Ekstern"
    CONTACT = "Kontaktperson"


@dataclass(kw_only=True)
class Account:
    """One id, with what is told about it; no name and no address."""

    unilogin: str
    actors: set[Actor] = field(default_factory=set)
    institutions: list[str] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The id that does not say who it is, the same at every sign-in."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"unilogin:{self.unilogin.lower()}"))

    @property
    def actor(self) -> Actor:
        """The one group that is told: somebody who works at a school does so first."""
        return next((actor for actor in Actor if actor in self.actors), Actor.EXTERNAL)

    @property
    def is_adult(self) -> bool:
        return self.actor is not Actor.PUPIL


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Somebody on the page; name and description are those that may be shown."""

    unilogin: str
    name: str
    descriptions: tuple[str, str]


class Directory:
    """Everybody, read from the roster when somebody first asks."""

    def __init__(self, clock: Callable[[], date]) -> None:
        self._clock = clock

    def find(self, unilogin: str) -> Account:
        """The account with an id; an external one at no institution where nobody has it."""
        return self._accounts.get(unilogin.lower()) or Account(unilogin=unilogin)

    def find_stranger(self, account: Account) -> Account:
        """A pupil who did not sign in."""
        return next(
            other
            for other in self._accounts.values()
            if other.actor is Actor.PUPIL and other.unilogin != account.unilogin
        )

    def has_cast(self, unilogin: str) -> bool:
        return any(member.unilogin == unilogin for member in CAST.values())

    def list_groups(self) -> list[tuple[tuple[str, str], list[Choice]]]:
        """The cast by municipality, those of both first, with the groups' names."""
        titles = [BOTH, *((each.name, each.name) for each in MUNICIPALITIES.values())]
        groups: dict[tuple[str, str], list[Choice]] = {title: [] for title in titles}
        for key, member in CAST.items():
            groups[self._find_group(member)].append(self._make_choice(key, member))
        return list(groups.items())

    @cached_property
    def _accounts(self) -> dict[str, Account]:
        year = SchoolWeek(today=self._clock()).school_year
        dates = ExportDates.for_school_year(
            f"{year}-{year + 1}", exported_at=datetime(year, 11, 1, tzinfo=WINTER)
        )
        accounts: dict[str, Account] = {}
        for code in MUNICIPALITIES:
            for roster in build_municipality(code, seed=1, dates=dates):
                _add_roster(accounts, roster)
        return accounts

    def _find_group(self, member: CastMember) -> tuple[str, str]:
        keys = self.find(member.unilogin).institutions
        codes = {INSTITUTIONS[key].municipality for key in keys} or {member.home}
        if len(codes) > 1:
            return BOTH
        name = MUNICIPALITIES[codes.pop()].name
        return name, name

    def _make_choice(self, key: str, member: CastMember) -> Choice:
        danish, english = member.description, ENGLISH[key]
        if key == "nanna":
            # The portal gives her the week after the day on which the demo was loaded.
            today = self._clock()
            week = str((today + timedelta(days=7 - today.weekday())).isocalendar().week)
            danish, english = (
                words.replace(_WEEK_OF_THE_STORY, week) for words in (danish, english)
            )
        return Choice(
            unilogin=member.unilogin, name=member.shown_name, descriptions=(danish, english)
        )


def _add_roster(accounts: dict[str, Account], roster: InstitutionRoster) -> None:
    for member in roster.people:
        match member.part:
            case Student(contacts=contacts):
                _add(accounts, member.person.unilogin, Actor.PUPIL, roster.key)
                for contact in contacts:
                    _add(accounts, contact.person.unilogin, Actor.CONTACT, roster.key)
            case Employee():
                _add(accounts, member.person.unilogin, Actor.EMPLOYEE, roster.key)
            case _:
                _add(accounts, member.person.unilogin, Actor.EXTERNAL, roster.key)


def _add(accounts: dict[str, Account], unilogin: str, actor: Actor, key: str) -> None:
    account = accounts.setdefault(unilogin.lower(), Account(unilogin=unilogin))
    account.actors.add(actor)
    if key not in account.institutions:
        account.institutions.append(key)
