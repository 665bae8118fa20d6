"""The demo from nothing: through the same doors as a municipality's own data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.demo.audiences import read_places
from cms.demo.daily import make_stories
from cms.demo.events import make_events
from cms.demo.form_pages import make_forms
from cms.demo.pages import PageMaker
from cms.demo.people import (
    decide_about_guardians,
    invite_substitute,
    make_choices,
    make_local_groups,
    write_cast,
)
from cms.demo.reviews import make_reviews
from cms.demo.rights import grant_demo_rights
from cms.demo.shortcuts import make_shortcuts
from cms.demo.week_menus import make_menus
from cms.models import MunicipalityHome
from core.login.cast import CAST_FILE
from sandbox.content.catalogue import list_documents, list_news, list_pages
from sandbox.content.daily import list_stories
from sandbox.content.dates import find_school_year
from sandbox.content.events import list_events
from sandbox.content.folders import FOLDERS
from sandbox.content.form_pages import list_forms
from sandbox.content.introductions import INTRODUCTIONS
from sandbox.content.legal import list_legal_keys
from sandbox.content.shortcuts import SHORTCUTS
from sandbox.content.week_menus import list_menus
from sandbox.roster.__main__ import write_demo
from sandbox.roster.records import ExportDates
from sandbox.roster.world import MUNICIPALITIES


@dataclass(frozen=True, kw_only=True)
class Step:
    """One part of the loading: what is said while it runs, and what is done."""

    words: str
    run: Callable[[], object]


def is_loaded() -> bool:
    """Whether the demo's municipalities are there."""
    return MunicipalityHome.objects.filter(home_of__code__in=MUNICIPALITIES).exists()


def list_steps(folder: Path, *, now: datetime) -> list[Step]:
    """The steps in order; `folder` is where the roster files and the cast's list are written."""
    today = timezone.localdate(now)
    rosters = folder / "demo"
    loader = _PageLoader(now=now)
    return [
        Step(words="Inventing people", run=lambda: write_rosters(rosters, now=now)),
        Step(words="Municipalities and institutions", run=lambda: import_institutions(rosters)),
        *(
            Step(words=f"People of {item.name}", run=_importing(rosters, code))
            for code, item in MUNICIPALITIES.items()
        ),
        Step(words="Groups, guardians and rights", run=lambda: decide_locally(now=now)),
        Step(words="Pages", run=loader.load_pages),
        Step(words="News", run=loader.load_news),
        Step(words="Documents", run=loader.load_documents),
        Step(words="Forms", run=loader.load_forms),
        Step(words="Events", run=loader.load_events),
        Step(words="Pages to review", run=lambda: make_reviews(today=today)),
        Step(words="Stories of the day", run=loader.load_stories),
        Step(words="Menus", run=loader.load_menus),
        Step(words="Shortcuts", run=loader.load_shortcuts),
        Step(words="Whom to sign in as", run=lambda: write_cast_file(folder, today=today)),
    ]


def run_steps(steps: list[Step]) -> Iterator[Step]:
    """Yields each step before running it, all in one transaction: the whole demo or nothing."""
    with transaction.atomic():
        for step in steps:
            yield step
            step.run()


def write_rosters(folder: Path, *, now: datetime) -> None:
    """Writes the rosters of the school year that the moment lies in."""
    folder.mkdir(parents=True, exist_ok=True)
    year = find_school_year(timezone.localdate(now))
    dates = ExportDates.for_school_year(f"{year}-{year + 1}", exported_at=timezone.localtime(now))
    write_demo(folder, dates=dates)


def import_institutions(folder: Path) -> None:
    """Makes the municipalities, and imports the list of their institutions."""
    for municipality in MUNICIPALITIES.values():
        _call("create_municipality", municipality.code, municipality.name)
    _call("import_institutions", folder / "institutions.csv")


def decide_locally(*, now: datetime) -> None:
    """What no roster says: local groups, a substitute, a block, a grant, rights and choices."""
    make_local_groups(now=now)
    invite_substitute(now=now)
    decide_about_guardians(now=now)
    grant_demo_rights()
    make_choices()


def write_cast_file(folder: Path, *, today: date) -> None:
    """Writes the list of people on the sign-in page."""
    write_cast(folder / CAST_FILE, today=today)


class _PageLoader:
    """Loads pages, then news, then documents; each needs what came before."""

    def __init__(self, *, now: datetime) -> None:
        self._now = now
        self._today = timezone.localdate(now)

    def load_pages(self) -> None:
        self._maker = PageMaker(read_places(on=self._today), now=self._now)
        self._maker.make_introductions(INTRODUCTIONS)
        self._maker.make_pages(list_pages(today=self._today))
        self._maker.make_footer(list_legal_keys())

    def load_news(self) -> None:
        self._maker.make_news(list_news(today=self._today))

    def load_documents(self) -> None:
        self._maker.make_folders(FOLDERS)
        self._maker.make_documents(list_documents(today=self._today))

    def load_forms(self) -> None:
        make_forms(list_forms(today=self._today), places=read_places(on=self._today), now=self._now)

    def load_events(self) -> None:
        places = read_places(on=self._today)
        make_events(list_events(today=self._today), places=places, now=self._now)

    def load_stories(self) -> None:
        places = read_places(on=self._today)
        make_stories(list_stories(today=self._today), places=places, now=self._now)

    def load_menus(self) -> None:
        places = read_places(on=self._today)
        make_menus(list_menus(today=self._today), places=places, now=self._now)

    def load_shortcuts(self) -> None:
        make_shortcuts(SHORTCUTS, places=read_places(on=self._today))


def _importing(folder: Path, code: str) -> Callable[[], None]:
    return lambda: _call("import_roster", folder / f"{code}.xml", municipality=code)


def _call(command: str, *arguments: Any, **options: Any) -> None:
    call_command(command, *arguments, stdout=StringIO(), **options)
