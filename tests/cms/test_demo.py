"""`manage.py load_demo`: what is there afterwards, who sees it, and that once is enough."""

import io
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import override_settings

from cms.calendar.queries import occurrences_visible_to
from cms.demo.loading import Step, run_steps
from cms.demo.pages import make_body
from cms.demo.people import PASSWORD, find_next_week
from cms.indexing.document_words import read_words
from cms.models import (
    BasePage,
    ContentPage,
    FooterPages,
    GroupHome,
    InstitutionDocument,
    InstitutionHome,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
)
from cms.queries import documents_visible_to, is_open, visible_to
from cms.sharing import list_units_of
from core.access.models import EditingRight
from core.access.viewer import Viewer
from core.login.cast import read_cast
from core.people.models import Group, Municipality, Person
from core.tasks.queue import Run
from sandbox.content.catalogue import list_documents, list_news, list_pages
from sandbox.content.folders import FOLDERS
from sandbox.content.texts import read_blocks
from sandbox.roster.world import CAST, INSTITUTIONS
from search.queries import find_entries
from tests.cms.searches_of_demo import SEARCHES, TITLES

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
DRAFT = "Nye takster i Ahornen fra 2027"
EXPIRED = "Ringetider 2025/26"
SCHEDULED = "Skolefoto: Bestil senest søndag"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(folder, django_db_setup, django_db_blocker):
    """The demo, loaded once for this file on the story's day and taken back at the end."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(DATA_DIR=folder, DEMO=True),
        time_machine.travel(NOW, tick=False),
    ):
        yield load()
        transaction.set_rollback(True)


def load() -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def viewer_of(name: str | None, *, now: datetime = NOW) -> Viewer:
    """Somebody of the cast, or nobody for None."""
    unilogin = CAST[name].unilogin if name else None
    person = Person.objects.get(unilogin=unilogin) if unilogin else None
    return Viewer(person_id=person.pk if person else None, now=now)


def sees(name: str | None, title: str, *, now: datetime = NOW) -> bool:
    viewer = viewer_of(name, now=now)
    documents = documents_visible_to(viewer).filter(title=title)
    return visible_to(viewer).filter(title=title).exists() or documents.exists()


def test_everything_is_there(demo):
    numbers = re.findall(r"(\d+) of (\d+): ", demo)
    assert [int(number) for number, _all in numbers] == list(range(1, int(numbers[0][1]) + 1))
    news, pages = list_news(today=NOW.date()), list_pages(today=NOW.date())
    assert NewsPage.objects.count() == len(news)
    assert ContentPage.objects.count() == len(pages)
    states = [*(item.text.state for item in news), *(item.text.state for item in pages)]
    live = NewsPage.objects.live().count() + ContentPage.objects.live().count()
    assert live == states.count("live") == len(states) - 3
    assert MunicipalityHome.objects.count() == FooterPages.objects.count() == 2
    assert InstitutionHome.objects.count() == len(INSTITUTIONS) - 2
    assert GroupHome.objects.filter(title="Elevrådet").count() == 1
    # Each home of a municipality and institution has its folder »Dokumenter«.
    assert LibraryPage.objects.count() == len(FOLDERS) + len(INSTITUTIONS)


def test_pages_were_published_before_now_and_have_no_later_draft(demo):
    live = BasePage.objects.live().filter(depth__gt=2)
    assert live.count() > 150
    assert not live.filter(first_published_at__gt=NOW).exists()
    assert not live.filter(has_unpublished_changes=True).exists()
    newest = NewsPage.objects.live().latest("first_published_at")
    assert newest.title == "Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag"


def test_files_lie_with_their_institution_and_can_be_read(demo):
    begins = {"pdf": b"%PDF-1.7", "docx": b"PK", "odt": b"PK"}
    assert InstitutionDocument.objects.count() == len(list_documents(today=NOW.date()))
    for document in InstitutionDocument.objects.select_related("folder", "collection"):
        assert document.file.read().startswith(begins[document.file_extension])
        assert document.file_size > 1000
        link = document.collection.institution_link
        assert link.institution_id == document.folder.institution_id


def test_a_second_run_changes_nothing(demo, folder):
    def count():
        models = (BasePage, Person, Group, EditingRight, InstitutionDocument)
        return [model.objects.count() for model in models]

    before, cast = count(), (folder / "cast.json").read_bytes()
    assert load() == "The demo is already loaded.\n"
    assert count() == before
    assert (folder / "cast.json").read_bytes() == cast


def test_a_lost_list_of_the_cast_is_written_again(demo, folder):
    (folder / "cast.json").rename(folder / "moved.json")
    load()
    assert (folder / "cast.json").read_bytes() == (folder / "moved.json").read_bytes()


def test_drafts_expired_and_scheduled_pages_are_seen_by_nobody(demo):
    titles = [DRAFT, EXPIRED, SCHEDULED]
    hidden = BasePage.objects.filter(title__in=titles)
    assert hidden.count() == 3
    assert not hidden.filter(is_open(NOW)).exists()
    for name in [*CAST, None]:
        found = visible_to(viewer_of(name)).filter(title__in=[*titles, "Ringetider"])
        assert set(found.values_list("title", flat=True)) == {"Ringetider"}, name


def test_the_scheduled_page_is_out_on_friday(demo):
    friday = datetime(2026, 11, 27, 7, 0, tzinfo=NOW.tzinfo)
    assert not sees("dorte", SCHEDULED, now=friday - timedelta(seconds=1))
    assert sees("dorte", SCHEDULED, now=friday)
    assert not sees("carla", SCHEDULED, now=friday)


SEEN = [
    ("dorte", "Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag", True),
    ("carla", "Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag", False),
    ("carla", "3.B spiller teater for forældre og søskende", True),
    ("dorte", "3.B spiller teater for forældre og søskende", False),
    ("anna", "Lus på 1. årgang: Kæm hele familien i weekenden", True),
    ("dorte", "Lus på 1. årgang: Kæm hele familien i weekenden", False),
    ("bo", "3. årgang skal svømme fra uge 49", True),
    ("bo", "Klasseliste for 3.B", False),
    ("mette", "Kursus i sprogvurdering for pædagoger", True),
    ("anna", "Kursus i sprogvurdering for pædagoger", False),
    ("ida", "Vikarhåndbog", True),
    ("dorte", "Vikarhåndbog", False),
    ("sofie", "Beredskabsplan med alarmeringsliste", True),
    ("anna", "Beredskabsplan med alarmeringsliste", False),
    ("ida", "Beredskabsplan med alarmeringsliste", False),
    ("mette", "Medicinskema: Aftale om at give dit barn medicin", True),
    ("dorte", "Medicinskema: Aftale om at give dit barn medicin", True),
    (None, "Tilsynsrapport 2026 for Børnehuset Strandløberen", True),
    (None, "Ringetider", True),
    (None, "Skolebiblioteket", False),
    ("dorte", "Tanglopperne tager på strandtur på torsdag", True),
    ("carla", "Ordblindhed: Test, hjælp og hjælpemidler", True),
    ("dorte", "Bussen til og fra skole kører efter en ny plan", True),
    ("carla", "Bussen til og fra skole kører efter en ny plan", True),
    ("sofie", "Bussen til og fra skole kører efter en ny plan", True),
    ("mette", "Bussen til og fra skole kører efter en ny plan", False),
    ("bo", "Bussen til og fra skole kører efter en ny plan", False),
    ("dorte", "Dialogmøde om trafikken ved Egesøen", True),
    ("anna", "Dialogmøde om trafikken ved Egesøen", True),
    ("sofie", "Dialogmøde om trafikken ved Egesøen", True),
    ("carla", "Dialogmøde om trafikken ved Egesøen", False),
    ("bo", "Dialogmøde om trafikken ved Egesøen", False),
    ("bo", "Ordblindhed: Test, hjælp og hjælpemidler", False),
]


@pytest.mark.parametrize(("name", "title", "expected"), SEEN)
def test_who_sees_what(demo, name, title, expected):
    assert sees(name, title) is expected


def test_an_event_of_the_municipality_is_in_the_calendars_of_the_institutions_it_is_for(demo):
    def calendar_of(key, name):
        home = InstitutionHome.objects.get(home_of__key=key)
        return {
            row.title: row.institution_name
            for row in occurrences_visible_to(
                viewer_of(name), start=NOW, end=NOW + timedelta(days=30),
                below=home.path, shared_with=list_units_of(home),
            )
        }  # fmt: skip

    title = "Dialogmøde om trafikken ved Egesøen"
    for key in ("998101", "998111", "G99801"):
        assert calendar_of(key, "dorte")[title] == "Lindesø Kommune"
        assert title not in calendar_of(key, "carla")
    for key in ("998102", "998112", "G99901"):
        assert title not in calendar_of(key, "dorte")


def test_the_substitute_has_her_week(demo):
    monday, friday = find_next_week(NOW.date())
    title = "Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag"
    seen = {
        days: sees("nanna", title, now=NOW + timedelta(days=days)) for days in (0, 6, 7, 11, 12)
    }
    assert (monday - NOW.date()).days == 7
    assert (friday - NOW.date()).days == 11
    assert seen == {0: False, 6: False, 7: True, 11: True, 12: False}


def test_the_blocked_father_sees_nothing_and_the_foster_mother_what_guardians_see(demo):
    title = "Ny mobilaftale: Telefonen låses inde om morgenen"
    assert {name: sees(name, title) for name in ("peter", "nina", "bente")} == {
        "peter": False,
        "nina": True,
        "bente": True,
    }


def test_rights_are_those_of_the_story(demo):
    def rights_of(name):
        rows = EditingRight.objects.filter(person__unilogin=CAST[name].unilogin)
        return sorted(rows.values_list("institution__key", "right"))

    assert rights_of("anna") == [("998101", "edit")]
    assert rights_of("ida") == [
        *(("998101", right) for right in ("access", "edit", "publish")),
        *(("998111", right) for right in ("edit", "publish")),
    ]
    leader = ("access", "administer", "edit", "protected", "public", "publish")
    connects = sorted([*leader, "connect"])
    assert rights_of("henrik") == [("998101", right) for right in connects]
    assert rights_of("mette") == [("G99901", "edit")]
    assert rights_of("kirsten") == [("G99901", right) for right in leader]
    assert ("998001", "municipality") in rights_of("sofie")
    assert {key for key, _right in rights_of("sofie")} == {
        item.key for item in INSTITUTIONS.values() if item.municipality == "998"
    }
    assert rights_of("rasmus") == [("998001", "connect")]
    assert rights_of("dorte") == []


def test_each_institution_has_an_office_and_each_school_two_who_may_open_it(demo):
    def count(right, kind):
        rows = EditingRight.objects.filter(right=right, institution__kind=kind)
        return {
            key: rows.filter(institution__key=key).count()
            for key, item in INSTITUTIONS.items()
            if item.kind == kind
        }

    assert set(count("access", "school").values()) == {2}
    assert set(count("protected", "school").values()) == {1}
    assert set(count("access", "daycare").values()) == {1}


def test_each_institution_has_somebody_who_publishes(demo):
    keys = EditingRight.objects.filter(right="publish").values_list("institution__key", flat=True)
    assert set(keys) == set(INSTITUTIONS)


def test_the_cast_can_be_signed_in_as_and_protected_people_keep_their_alias(demo, folder):
    names = {member.unilogin: member.name for member in read_cast()}
    assert names.keys() == {member.unilogin for member in CAST.values()}
    assert names[CAST["liv"].unilogin] == "Lea Holm"
    assert "Thorsager" not in (folder / "cast.json").read_text(encoding="utf-8")
    groups = [row["group"] for row in json.loads((folder / "cast.json").read_text("utf-8"))]
    assert list(dict.fromkeys(groups)) == ["I begge kommuner", "Lindesø Kommune", "Klitnæs Kommune"]
    ida = authenticate(None, username=CAST["ida"].unilogin, password=PASSWORD)
    assert ida is not None
    assert authenticate(None, username=CAST["ida"].unilogin, password="something else") is None


def test_only_the_cast_have_the_password(demo):
    others = Person.objects.exclude(unilogin__in=[member.unilogin for member in CAST.values()])
    assert others.count() > 500
    assert [person.pk for person in others if person.has_usable_password()] == []


def test_choices_are_made(demo):
    assert Person.objects.get(unilogin=CAST["amira"].unilogin).language == "en"
    for choice in ("shares_email_with", "shares_phone_with"):
        assert Person.objects.exclude(**{choice: "nobody"}).count() == 3


def test_outside_the_demo_nothing_is_loaded(settings, tmp_path):
    settings.DEMO, settings.DATA_DIR = False, tmp_path
    before = Person.objects.count()
    with pytest.raises(CommandError, match="demo mode"):
        load()
    assert Person.objects.count() == before
    assert list(tmp_path.iterdir()) == []


def test_a_loading_that_fails_leaves_nothing():
    def fail():
        assert Municipality.objects.filter(code="997").exists()
        raise KeyboardInterrupt

    makes = Step(words="makes", run=lambda: Municipality.objects.create(code="997", name="Øde"))
    with pytest.raises(KeyboardInterrupt):
        list(run_steps([makes, Step(words="fails", run=fail)]))
    assert not Municipality.objects.filter(code="997").exists()


def test_rows_in_the_light_marks_become_a_table():
    blocks = read_blocks("Om dagen:\n\n| Tid | Hvad\n| 8.00 | Sang\n| 9.30 | Frikvarter")
    assert make_body(blocks)[1] == (
        "table",
        {
            "table": {
                "columns": [
                    {"type": "text", "heading": "Tid"},
                    {"type": "text", "heading": "Hvad"},
                ],
                "rows": [{"values": ["8.00", "Sang"]}, {"values": ["9.30", "Frikvarter"]}],
                "caption": "",
            }
        },
    )


@pytest.fixture(scope="module")
def read_files(demo):
    """The words of the demo's documents, which are read after they have been put up."""
    run = Run(job_id=0, municipality_code="998", attempt=1, now=NOW)
    for document in InstitutionDocument.objects.all():
        read_words.function(run, document_id=document.pk)


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: f"{search.number}")
def test_people_find_what_they_look_for_and_nothing_of_others(read_files, search):
    hits = find_entries(search.query, viewer_of(search.asker)).hits
    # The same in both municipalities is one title.
    found = list(dict.fromkeys(hit.title for hit in hits))
    first, also, never = (
        {TITLES[number] for number in numbers.split()}
        for numbers in (search.first, search.also, search.never)
    )
    assert set(found[: len(first)]) == first
    assert also <= set(found)
    assert not never & set(found)


@pytest.mark.parametrize("title", [DRAFT, EXPIRED, SCHEDULED])
def test_nobody_finds_what_is_not_out(read_files, title):
    for name in (None, *CAST):
        found = {hit.title for hit in find_entries(title, viewer_of(name)).hits}
        assert title not in found
    # The control: they are there, and in the editor's own words.
    assert BasePage.objects.filter(draft_title=title).exists()
