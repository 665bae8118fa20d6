"""Entries of institutions that have settings of their own: each read, kept and opened by them."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from core.connectors.configuration import operations
from core.connectors.models import (
    Circuit,
    EntryReading,
    InstitutionConnection,
    SystemEntry,
)
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
from indgang_sdk.errors import Unavailable
from indgang_sdk.links import Destination
from indgang_sdk.people import Readers, Role
from indgang_sdk.search import IndexPage
from indgang_sdk.settings import Layer
from tests.core.connectors.conftest import BY, NOW
from tests.core.connectors.entries.test_reading import (
    EVERYWHERE,
    HOUR,
    entry,
    found,
    open_entry,
    read,
)
from tests.core.connectors.systems import platform
from tests.core.people.exports import contact
from tests.core.people.roster_cast import PARENTS, lindesoe


def fill_in(plans, key, **values):
    """Settings of a school's own."""
    school = Institution.objects.get(key=key)
    row = InstitutionConnection.objects.filter(connection=plans, institution=school).first()
    row = row or operations.choose_for_institution(plans, school, is_on=True, by=BY)
    offered = read_registry().find("platform")
    operations.fill_in(row, offered, layer=Layer.INSTITUTION, values=values, by=BY)
    return row


@pytest.fixture
def rooms(plans):
    """Carla's school has settings of its own; each answers with what the test puts there."""
    fill_in(plans, "998102", room="own")
    pages = {"": IndexPage(), "own": IndexPage()}
    platform.behaviour["index"] = lambda context, cursor: pages[context.settings.room]
    return pages


def test_institutions_with_settings_of_their_own_have_entries_of_their_own(rooms):
    rooms[""] = IndexPage(entries=(entry("1", *EVERYWHERE, title="guide of all"),))
    rooms["own"] = IndexPage(entries=(entry("1", *EVERYWHERE, title="guide of one"),))
    assert read() == 2
    assert found("dorte") == ["guide of all"]
    assert found("carla") == ["guide of one"]
    # Read again, each is still one entry, and neither has taken the other's place.
    assert read(now=NOW + HOUR) == 2
    assert sorted(SystemEntry.objects.values_list("unit", "key")) == [("998", "1"), ("998102", "1")]


def test_a_whole_reading_of_one_drops_nothing_of_another(rooms):
    rooms[""] = IndexPage(entries=(entry("1"), entry("2")), is_whole=True)
    rooms["own"] = IndexPage(entries=(entry("3", *EVERYWHERE),), is_whole=True)
    read()
    rooms[""] = IndexPage(entries=(entry("2"),), is_whole=True)
    rooms["own"] = IndexPage(gone=("2",))
    read(now=NOW + HOUR)
    assert found("dorte") == ["guide 2"]
    assert found("carla") == ["guide 3"]


def test_each_is_read_on_from_where_it_was_itself(rooms):
    asked = []

    def answer(context, cursor):
        asked.append((context.settings.room, cursor))
        if context.settings.room:
            raise Unavailable("gone")
        return IndexPage(entries=(entry("1"),), cursor="end")

    platform.behaviour["index"] = answer
    read()
    read(now=NOW + HOUR)
    assert asked == [("", ""), ("own", ""), ("", "end"), ("own", "")]
    assert found("dorte") == ["guide 1"]


def test_settings_filled_in_anew_keep_what_was_read(rooms, plans):
    rooms["own"] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    read()
    before = SystemEntry.objects.get().pk
    fill_in(plans, "998102", room="other")
    rooms["other"] = IndexPage(entries=(entry("1", *EVERYWHERE, title="guide anew"),))
    assert found("carla") == ["guide 1"]
    read()
    assert found("carla") == ["guide anew"]
    assert SystemEntry.objects.get().pk == before


def test_what_was_read_by_settings_that_are_no_more_is_forgotten(rooms, plans):
    rooms[""] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    rooms["own"] = IndexPage(entries=(entry("2", *EVERYWHERE),))
    read()
    assert found("carla") == ["guide 2"]
    fill_in(plans, "998102")
    assert read() == 1
    assert found("carla") == found("dorte") == ["guide 1"]
    assert list(EntryReading.objects.values_list("unit", flat=True)) == ["998"]


def test_what_no_institution_uses_any_more_is_forgotten(rooms, plans):
    rooms[""] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    rooms["own"] = IndexPage(entries=(entry("2", *EVERYWHERE),))
    read()
    operations.choose_institutions(plans, is_for_all=False, by=BY)
    assert read() == 1
    assert found("dorte") == []
    # This school has said itself that it uses it.
    assert found("carla") == ["guide 2"]


@pytest.mark.parametrize("change", ["paused", "waiting"])
def test_what_is_not_read_for_a_while_stays(rooms, plans, change):
    rooms["own"] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    read()
    if change == "paused":
        operations.pause(plans, paused=True, by=BY)
    else:
        platform.behaviour["hosts"] = lambda settings: [
            "new.example" if settings.room else "platform.example"
        ]
    assert read(now=NOW + HOUR) == (0 if change == "paused" else 1)
    assert found("carla") == ["guide 1"]


def test_what_was_read_before_settings_were_told_apart_is_kept_where_they_are_known(
    rooms, plans, connect_platform
):
    connect_platform("KlarUge", code="999")
    rooms[""] = IndexPage(
        entries=(entry("1", *EVERYWHERE, Readers(institution="G99901", role=Role.GUARDIAN)),),
        cursor="end",
    )
    assert read() == 3
    for model in (EntryReading, SystemEntry):
        model.objects.filter(unit="998102").delete()
        model.objects.update(unit="")
    migration = import_module("core.connectors.migrations.0003_entries_by_whose_settings")
    migration.name_units(apps, None)
    assert sorted(EntryReading.objects.values_list("unit", "cursor")) == [
        ("", "end"),
        ("999", "end"),
    ]
    assert sorted(SystemEntry.objects.values_list("unit", flat=True)) == ["", "999"]
    # What nobody knows the settings of is forgotten and read from the start.
    assert read(now=NOW + timedelta(minutes=10)) == 2
    assert sorted(SystemEntry.objects.values_list("unit", flat=True)) == ["998", "999"]
    assert found("dorte") == ["guide 1", "guide 1"]


def test_an_entry_is_opened_by_the_settings_that_it_was_read_with(rooms, plans, bring):
    # Dorte is a parent at both schools.
    bring(lindesoe().replace(contact("carla"), contact("carla") + PARENTS))
    rooms[""] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    rooms["own"] = IndexPage(entries=(entry("1", *EVERYWHERE),))
    read()
    opened = []

    def show(context, request):
        opened.append(context.settings.room)
        return Destination(address="https://platform.example/show")

    platform.behaviour["open"] = show
    for unit in ("998102", "998"):
        assert open_entry("dorte", unit=unit).status_code == 302
    assert opened == ["own", ""]


def test_a_system_that_is_down_is_left_alone_by_the_rest_of_its_institutions(plans):
    for key in ("998101", "998102"):
        fill_in(plans, key, room=key)
    Circuit.objects.create(connection=plans, failures=4)
    asked = []

    def fail(context, cursor):
        asked.append(context.settings.room)
        raise Unavailable("gone")

    platform.behaviour["index"] = fail
    assert read() == 3
    assert len(asked) == 1
