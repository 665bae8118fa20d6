"""Connections as a file: what is written can be read, and a mistake changes nothing."""

import json
import os

import pytest
from django.core.management import CommandError, call_command

from core.audit.models import Entry
from core.connectors.configuration.files import (
    ConnectionsFile,
    InvalidFile,
    apply_file,
    read_file,
    write_file,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection, InstitutionConnection, TileRule
from core.people.models import Group, Municipality
from tests.core.connectors.conftest import BY, CANARY, PLATFORM, configure
from tests.core.connectors.systems import platform
from tests.core.connectors.systems.platform import Tone

PART = {
    "connector": "platform",
    "title": "MinPlan",
    "settings": {"address": "https://platform.example/api", "password": CANARY, "pages": 7},
    "is_on": True,
    "approved_needs": ["child.id", "child.first_name", "search.words", "viewer.name"],
    "approved_hosts": ["platform.example"],
    "when_down": "Ring til kontoret",
    "institutions": {
        "998101": {"settings": {"room": "Bib"}},
        "998102": {"is_on": False},
    },
    "tiles": [{"source": "plan", "unit": "998", "standing": "locked", "roles": ["pupil"]}],
}


@pytest.fixture
def ready(families, install):
    """The connector is installed, and nothing is connected."""
    install(PLATFORM)


def apply(*parts, municipality="998", **changed):
    some = parts or [PART | changed]
    text = json.dumps({"municipality": municipality, "connections": some})
    return apply_file(read_file(text), by=BY, environment=os.environ)


def state():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Connection, InstitutionConnection, TileRule, Entry)
    ]


def test_a_file_connects_what_an_office_could_click_together(ready):
    assert apply() == []
    connection = Connection.objects.get()
    configured = configure(connection)
    assert configured.runs
    assert {
        place.key: reach.settings.room
        for reach in configured.reaches
        for place in reach.institutions
    } == {
        "998001": "",
        "998101": "Bib",
    }
    assert configured.reaches[0].settings.password.get_secret_value() == CANARY
    assert connection.when_down == "Ring til kontoret"
    assert TileRule.objects.get().roles == ["pupil"]


def test_a_file_written_down_holds_no_secret_and_can_be_read(ready):
    apply()
    municipality = Municipality.objects.get(code="998")
    text = write_file(municipality).model_dump_json()
    assert CANARY not in text
    assert "gAAAA" not in text
    before = [list(model.objects.values()) for model in (Connection, TileRule)]
    apply_file(read_file(text), by=BY)
    assert [list(model.objects.values()) for model in (Connection, TileRule)] == before
    assert write_file(municipality).model_dump_json() == text
    assert configure(Connection.objects.get()).runs


def test_reading_twice_changes_nothing(ready):
    apply()
    first = write_file(Municipality.objects.get(code="998"))
    assert apply() == []
    assert write_file(Municipality.objects.get(code="998")) == first


def test_a_file_approves_nothing_by_itself(ready):
    left = apply(approved_needs=[], approved_hosts=[])
    assert left == [f"MinPlan: {Status.NOT_APPROVED.label}"]
    assert Connection.objects.get().approved_needs == []


def test_a_file_switches_nothing_on_by_itself(ready):
    part = {name: value for name, value in PART.items() if name != "is_on"}
    assert apply(part) == [f"MinPlan: {Status.OFF.label}"]


def test_what_a_file_approves_stands_in_the_log(ready):
    apply()
    reasons = list(Entry.objects.values_list("reason", flat=True))
    assert (
        "approved child.first_name, child.id, search.words, viewer.name; platform.example"
        in reasons
    )
    assert "switched on" in reasons
    assert CANARY not in str(list(Entry.objects.values()))


def test_what_a_file_does_not_name_stays(ready):
    apply()
    apply(PART | {"title": "Another", "is_on": False})
    assert Connection.objects.count() == 2
    assert Connection.objects.get(title="MinPlan").is_on


def test_one_system_may_take_the_place_of_another(ready):
    apply()
    assert apply(PART | {"title": "KlarUge"}, PART | {"is_on": False}) == [
        f"MinPlan: {Status.OFF.label}"
    ]
    assert list(Connection.objects.filter(is_on=True).values_list("title", flat=True)) == [
        "KlarUge"
    ]


def test_secrets_come_from_the_environment(ready, monkeypatch):
    settings = {"address": "https://platform.example/api"}
    named = {"password": "PLATFORM_PASSWORD"}
    with pytest.raises(InvalidFile) as refused:
        apply(settings=settings, secrets_from=named)
    assert str(refused.value) == ("MinPlan: the environment has no PLATFORM_PASSWORD for password")
    monkeypatch.setenv("PLATFORM_PASSWORD", CANARY)
    assert apply(settings=settings, secrets_from=named) == []
    assert configure(Connection.objects.get()).reaches[0].secrets == (CANARY,)


@pytest.mark.parametrize(
    "changed",
    [
        {"secrets_from": {"password": "PLATFORM_PASSWORD"}},
        {"institutions": {"998101": {"secrets_from": {"token": "PLATFORM_PASSWORD"}}}},
        {"institutions": {"998101": {"secrets_from": {"room": "PLATFORM_PASSWORD"}}}},
    ],
)
def test_a_file_that_was_sent_learns_nothing_of_the_environment(ready, monkeypatch, changed):
    monkeypatch.setenv("PLATFORM_PASSWORD", CANARY)
    apply()
    before = state()
    text = json.dumps({"municipality": "998", "connections": [PART | changed]})
    with pytest.raises(InvalidFile) as refused:
        apply_file(read_file(text), by=BY)
    said = "MinPlan: secrets_from: only files on the server name its environment"
    assert str(refused.value) == said
    assert state() == before
    plain = json.dumps({"municipality": "998", "connections": [PART]})
    assert apply_file(read_file(plain), by=BY) == []


def test_the_command_takes_an_institutions_secret_from_the_environment(
    ready, monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("SCHOOL_TOKEN", CANARY)
    part = PART | {"institutions": {"998101": {"secrets_from": {"token": "SCHOOL_TOKEN"}}}}
    path = tmp_path / "connections.json"
    path.write_text(json.dumps({"municipality": "998", "connections": [part]}), encoding="utf-8")
    call_command("connections", "read", str(path))
    reaches = configure(Connection.objects.get()).reaches
    (own,) = (reach for reach in reaches if reach.institutions[0].key == "998101")
    assert own.settings.token.get_secret_value() == CANARY


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"connector": "none"}, "MinPlan: no connector is named none"),
        ({"settings": {"colour": "red"}}, "MinPlan: municipality has no setting colour"),
        ({"settings": {"room": "Bib"}}, "MinPlan: municipality has no setting room"),
        ({"settings": {"licence": "L"}}, "MinPlan: municipality has no setting licence"),
        ({"settings": {"pages": 99}}, "MinPlan: pages: "),
        ({"settings": {"password": "abc"}}, "MinPlan: password: "),
        ({"settings": {"password": 4711}}, "MinPlan: password: "),
        ({"secrets_from": {"colour": "HOME"}}, "MinPlan: municipality has no setting colour"),
        (
            {"settings": {}, "secrets_from": {"address": "HOME"}},
            "MinPlan: address is no secret and stands among the settings",
        ),
        (
            {"institutions": {"998101": {"secrets_from": {"room": "HOME"}}}},
            "MinPlan: room is no secret and stands among the settings",
        ),
        ({"institutions": {"999001": {}}}, "MinPlan: there is no institution 999001"),
        (
            {"institutions": {"998101": {"settings": {"pages": 1}}}},
            "MinPlan: institution has no setting pages",
        ),
        (
            {"institutions": {"998101": {"settings": {"room": "x" * 21}}}},
            "MinPlan: room: ",
        ),
        (
            {"tiles": [{"source": "loans", "unit": "998", "standing": "locked"}]},
            "MinPlan: no tile is named loans",
        ),
        (
            {"tiles": [{"source": "plan", "unit": "999", "standing": "locked"}]},
            "MinPlan: the municipality has no 999",
        ),
        (
            {"tiles": [{"source": "plan", "unit": "x" * 400, "standing": "locked"}]},
            "MinPlan: the municipality has no x",
        ),
        (
            {"tiles": [{"source": "plan", "unit": "g999999", "standing": "locked"}]},
            "MinPlan: the municipality has no g999999",
        ),
    ],
)
def test_a_mistake_is_named_and_nothing_is_changed(ready, changed, reason):
    apply()
    before = state()
    # The first part is fine, so that something has been done when the second is found wrong.
    fine = PART | {"title": "Fine", "is_on": False}
    with pytest.raises(InvalidFile) as refused:
        apply(fine, PART | changed)
    assert str(refused.value).startswith(reason)
    assert CANARY not in str(refused.value)
    assert state() == before
    apply(fine)
    assert state() != before


def test_a_tile_may_be_placed_for_a_group(ready):
    group = Group.objects.get(institution__key="998101", name="3.B")
    tiles = [{"source": "plan", "unit": f"g{group.pk}", "standing": "offered"}]
    assert apply(tiles=tiles) == []
    assert TileRule.objects.get().unit == f"g{group.pk}"


def test_a_tile_may_stand_otherwise_for_each_role(ready):
    plan = {"source": "plan", "unit": "998"}
    tiles = [
        plan | {"standing": "offered", "roles": ["staff"]},
        plan | {"standing": "locked", "roles": ["pupil", "guardian"], "position": 2},
        plan | {"standing": "mandatory"},
    ]
    assert apply(tiles=tiles) == []
    written = write_file(Municipality.objects.get(code="998"))
    assert [tile.roles for tile in written.connections[0].tiles] == [
        [],
        ["guardian", "pupil"],
        ["staff"],
    ]
    before = set(TileRule.objects.values_list("pk", flat=True))
    apply_file(written, by=BY)
    assert set(TileRule.objects.values_list("pk", flat=True)) == before
    apply(tiles=tiles[:1])
    assert TileRule.objects.get().roles == ["staff"]
    with pytest.raises(InvalidFile, match="two rules of a tile are for staff in one place"):
        apply(tiles=[*tiles, plan | {"standing": "locked", "roles": ["staff", "member"]}])


def test_an_institution_that_a_file_names_uses_it(ready):
    apply(is_for_all=False, institutions={"998101": {}, "998102": {"is_on": None}})
    assert [place.key for place in configure(Connection.objects.get()).institutions] == ["998101"]


def test_institutions_that_a_file_omits_do_as_the_municipality_says(ready):
    apply()
    assert InstitutionConnection.objects.count() == 2
    apply(institutions={"998101": {"is_on": None, "settings": {"room": "Bib"}}})
    row = InstitutionConnection.objects.get()
    assert (row.institution.key, row.is_on, row.values) == ("998101", None, {"room": "Bib"})
    places = [place.key for place in configure(Connection.objects.get()).institutions]
    assert "998102" in places
    reasons = list(Entry.objects.values_list("reason", flat=True))
    assert "settings of layer institution removed" in reasons
    assert CANARY not in str(reasons)


def test_what_is_in_the_way_at_an_institution_is_said(ready):
    assert apply() == []
    platform.behaviour["hosts"] = lambda settings: [
        "other.example" if settings.room else "platform.example"
    ]
    assert apply() == [f"MinPlan, 998101: {Status.NOT_APPROVED.label}"]


def test_two_systems_of_one_kind_are_refused_as_a_whole(ready):
    before = state()
    with pytest.raises(InvalidFile) as refused:
        apply(PART, PART | {"title": "KlarUge"})
    assert str(refused.value).startswith("KlarUge: ")
    assert str(refused.value).endswith(" use MinPlan already, which is the same kind of system")
    assert state() == before


def test_one_title_twice_is_refused(ready):
    with pytest.raises(InvalidFile, match="two have one title"):
        apply(PART, PART)
    assert not Connection.objects.exists()


def test_another_connector_under_a_known_title_is_refused(ready, install):
    apply()
    install(PLATFORM, "tests.core.connectors.systems.library")
    with pytest.raises(InvalidFile) as refused:
        apply(connector="library", settings={}, institutions={}, tiles=[])
    assert str(refused.value) == "MinPlan: is connected by platform, remove it first"


def test_a_municipality_that_there_is_not_is_named(ready):
    with pytest.raises(InvalidFile, match="there is none with the code 123"):
        apply(municipality="123")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the file: "),
        ("[]", "the file: "),
        ('{"municipality": "998"}', "connections: "),
        ('{"municipality": 998, "connections": []}', "municipality: "),
        ('{"municipality": "998", "connections": [{}]}', "connections.0.connector: "),
        ('{"municipality": "998", "connections": [], "more": 1}', "more: "),
        (
            json.dumps({"municipality": "998", "connections": [PART | {"title": ""}]}),
            "connections.0.title: ",
        ),
        (
            json.dumps({"municipality": "998", "connections": [PART | {"title": "x" * 61}]}),
            "connections.0.title: ",
        ),
        (
            json.dumps(
                {
                    "municipality": "998",
                    "connections": [
                        PART | {"tiles": [{"source": "plan", "unit": "998", "standing": "nowhere"}]}
                    ],
                }
            ),
            "connections.0.tiles.0.standing: ",
        ),
        (
            json.dumps(
                {
                    "municipality": "998",
                    "connections": [
                        PART
                        | {
                            "tiles": [
                                {
                                    "source": "plan",
                                    "unit": "998",
                                    "standing": "locked",
                                    "roles": ["rektor"],
                                }
                            ]
                        }
                    ],
                }
            ),
            "connections.0.tiles.0.roles.0: ",
        ),
    ],
)
def test_the_place_of_a_mistake_in_the_file_is_named(text, reason):
    assert isinstance(read_file('{"municipality": "998", "connections": []}'), ConnectionsFile)
    with pytest.raises(InvalidFile) as refused:
        read_file(text)
    assert str(refused.value).startswith(reason)


def test_the_command_reads_what_it_has_written(ready, tmp_path, capsys):
    apply()
    call_command("connections", "write", "998")
    path = tmp_path / "connections.json"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    call_command("connections", "read", str(path))
    assert capsys.readouterr().out == "The systems are connected as the file says.\n"
    path.write_text(path.read_text().replace('"is_on": true', '"is_on": false', 1))
    call_command("connections", "read", str(path))
    assert "Does not run yet: MinPlan: " in capsys.readouterr().out


def test_the_command_says_what_is_wrong_in_a_line(ready, tmp_path):
    path = tmp_path / "connections.json"
    path.write_text(json.dumps({"municipality": "123", "connections": []}))
    with pytest.raises(CommandError, match="there is none with the code 123"):
        call_command("connections", "read", str(path))


def test_a_setting_that_is_a_choice_or_a_table_comes_back_as_it_was(ready):
    feeds = [{"group": "3.B", "address": "https://platform.example/3b.ics"}]
    apply(settings=PART["settings"] | {"tone": "loud", "feeds": feeds, "is_long": True})
    written = write_file(Municipality.objects.get(code="998"))
    assert written.connections[0].settings["feeds"] == feeds
    apply_file(written, by=BY)
    made = configure(Connection.objects.get()).reaches[0].settings
    assert (made.tone, made.is_long, made.feeds[0].group) == (Tone.LOUD, True, "3.B")
