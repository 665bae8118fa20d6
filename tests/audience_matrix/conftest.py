"""The cast, out of the demo's own roster files, and texts for every audience."""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from PIL import Image

from cms.models import (
    BasePage,
    ContentPage,
    EventPage,
    FormPage,
    InstitutionDocument,
    InstitutionHome,
    InstitutionImage,
    LibraryPage,
    NewsPage,
)
from core.access.keys import make_group_unit, make_person_key
from core.people.guardian_access import block_guardian, grant_guardian_access
from core.people.kinds import Relation, Role
from core.people.local_groups import add_local_member, add_local_membership, create_local_group
from core.people.models import Group, Institution, Person
from indgang_sdk.levels import Level
from sandbox.roster.__main__ import write_demo
from sandbox.roster.world import CAST
from tests.audience_matrix.expected import AUDIENCES
from tests.signing_in import sign_in_at

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
# All pages have it, so that its page shows which of them somebody sees.
WORD = "fugl"
MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


@dataclass
class World:
    """The pages and files of each audience, by its letter."""

    pages: dict = field(default_factory=dict)
    news: dict = field(default_factory=dict)
    documents: dict = field(default_factory=dict)
    images: dict = field(default_factory=dict)
    forms: dict = field(default_factory=dict)
    events: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all the tests of a module, in a transaction that is rolled back."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        _import_people(tmp_path_factory.mktemp("roster"))
        yield _publish_texts()
        transaction.set_rollback(True)


@pytest.fixture
def at_moment():
    """The demo's Monday morning, or another moment."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def client_of(world, db, at_moment):
    """A browser that one of the cast is signed in with; `nobody` is not."""

    def make(name, level=Level.ONE_FACTOR):
        client = Client(raise_request_exception=True)
        if name != "nobody":
            sign_in_at(client, person_of(name), level=level)
        return client

    return make


def person_of(name):
    return Person.objects.get(unilogin=CAST[name].unilogin)


def _import_people(folder):
    write_demo(folder)
    for code, name in (("998", "Lindesø Kommune"), ("999", "Klitnæs Kommune")):
        call_command("create_municipality", code, name, verbosity=0)
    call_command("import_institutions", str(folder / "institutions.csv"), verbosity=0)
    for code in ("998", "999"):
        call_command("import_roster", str(folder / f"{code}.xml"), municipality=code, verbosity=0)
    school = Institution.objects.get(key="998101")
    henrik = person_of("henrik")
    board = create_local_group(institution=school, name="Skolebestyrelsen")
    add_local_member(person=person_of("soren"), group=board, now=NOW)
    nanna = Person.objects.create_user(CAST["nanna"].unilogin, first_name="Nanna")
    week = {"starts_on": MONDAY, "ends_on": FRIDAY, "now": NOW, "person": nanna}
    add_local_membership(institution=school, role=Role.PEDAGOGICAL, **week)
    add_local_member(group=_group("3.B", "998101"), role=Role.PEDAGOGICAL, **week)
    block_guardian(
        guardian=person_of("peter"), child=person_of("liv"), placed_by=henrik,
        reason="Besked fra kommunen", now=NOW, institution=school,
    )  # fmt: skip
    grant_guardian_access(
        guardian=person_of("bente"), child=Person.objects.get(unilogin="jeppe001"),
        institution=school, relation=Relation.OFFICIAL, granted_by=henrik,
        reason="Plejemor", now=NOW,
    )  # fmt: skip


def _group(name, institution_key):
    return Group.objects.get(name=name, institution__key=institution_key)


def _units():
    """The names that the table uses for groups and a person, as keys have them."""
    groups = {
        "3.B Egesøskolen": _group("3.B", "998101"),
        "7.A Egesøskolen": _group("7.A", "998101"),
        "3.B Tranehøjskolen": _group("3.B", "998102"),
        "Tanglopperne": _group("Tanglopperne", "G99901"),
        "Skolebestyrelsen": _group("Skolebestyrelsen", "998101"),
    }
    return {name: make_group_unit(group.pk) for name, group in groups.items()}


def _publish_texts():
    units = _units()
    home = InstitutionHome.objects.get(home_of__key="998101")
    world = World()
    for letter, names in AUDIENCES.items():
        audience = [_make_key(name, units) for name in names]
        canary = f"kanarie-{letter}"
        image = _make_image(canary)
        body = [("text", f"<p>{canary}</p>"), ("image", image)]
        page = ContentPage(title=f"{canary} side", own_audience=audience, body=body, keywords=WORD)
        news = NewsPage(title=f"{canary} nyhed", own_audience=audience, summary=canary)
        folder = LibraryPage(title=f"{canary} mappe", own_audience=audience)
        form = FormPage(
            title=f"{canary} formular",
            own_audience=audience,
            questions=[("singleline", {"label": canary, "required": False})],
            receivers=["998101/administrative"],
        )
        event = EventPage(title=f"{canary} begivenhed", own_audience=audience, starts_on=NOW.date())
        for made in (page, news, folder, form, event):
            made.live = False
            BasePage.objects.get(pk=home.pk).add_child(instance=made)
            made.save_revision().publish()
        document = InstitutionDocument(title=f"{canary} fil", folder=folder)
        document.file.save(f"{canary}.txt", ContentFile(canary.encode()))
        world.pages[letter], world.news[letter] = page, news
        world.documents[letter], world.images[letter] = document, image
        world.forms[letter], world.events[letter] = form, event
    return world


def _make_key(name, units):
    if name == "Dorte alone":
        return make_person_key(person_of("dorte").pk)
    unit, _, holder = name.partition("/")
    return f"{units.get(unit, unit)}/{holder}" if holder else unit


def _make_image(canary):
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    file = ContentFile(content.getvalue(), name=f"{canary}.png")
    image = InstitutionImage.objects.create(title=canary, file=file, consent="nobody")
    image.get_rendition("width-960")
    return image
