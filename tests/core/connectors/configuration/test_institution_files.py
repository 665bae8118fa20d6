"""What an institution has decided, as a file of its own: its layer, and nothing beside it."""

import json

import pytest
from django.core.management import CommandError, call_command

from core.connectors.configuration import operations
from core.connectors.configuration.file_parts import InvalidFile
from core.connectors.configuration.institution_files import (
    apply_institution_file,
    read_institution_file,
    write_institution_file,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import Connection, InstitutionConnection, TileRule
from core.people.models import Group, Institution
from tests.core.connectors.conftest import BY, CANARY, configure

PART = {
    "title": "MinPlan",
    "is_on": True,
    "settings": {"room": "Bib", "token": CANARY},
    "tiles": [{"source": "plan", "standing": "locked", "roles": ["guardian"], "position": 2}],
}


def apply(*parts, key="998101", **changed):
    text = json.dumps({"institution": key, "connections": parts or [PART | changed]})
    return apply_institution_file(read_institution_file(text), by=BY)


def school(key="998101"):
    return Institution.objects.get(key=key)


def state():
    models = (Connection, InstitutionConnection, TileRule)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_file_says_what_the_institutions_office_could_click_together(plans):
    assert apply() == []
    row = InstitutionConnection.objects.get()
    assert (row.institution.key, row.is_on, row.values) == ("998101", True, {"room": "Bib"})
    rule = TileRule.objects.get(unit="998101")
    assert (rule.roles, rule.standing, rule.position) == (["guardian"], "locked", 2)
    # The municipality's own rule stays.
    assert TileRule.objects.filter(unit="998").exists()


def test_what_is_written_holds_no_secret_and_can_be_read(plans):
    apply()
    text = write_institution_file(school()).model_dump_json()
    assert CANARY not in text
    assert "gAAAA" not in text
    assert "platform.example" not in text
    before = state()
    apply_institution_file(read_institution_file(text), by=BY)
    after = state()
    assert [[row | {"changed_at": None} for row in rows] for rows in after] == [
        [row | {"changed_at": None} for row in rows] for rows in before
    ]
    assert write_institution_file(school()).model_dump_json() == text


def test_who_has_decided_nothing_gets_no_row_by_reading_it_back(plans):
    file = write_institution_file(school())
    assert [part.model_dump() for part in file.connections] == [
        {"title": "MinPlan", "is_on": None, "settings": {}, "secrets_from": {}, "tiles": []}
    ]
    assert apply_institution_file(file, by=BY) == []
    assert not InstitutionConnection.objects.exists()


def test_what_is_in_the_way_is_said_for_what_is_used(plans):
    operations.pause(plans, paused=True, by=BY)
    assert apply() == [f"MinPlan: {Status.PAUSED.label}"]
    assert apply(is_on=False) == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"title": "Gone"}, "Gone: the municipality has no such system"),
        ({"settings": {"pages": 7}}, "MinPlan: institution has no setting pages"),
        ({"settings": {"room": "x" * 21}}, "MinPlan: room: "),
        ({"secrets_from": {"token": "HOME"}}, "MinPlan: secrets_from: only files on the server"),
        (
            {"tiles": [{"source": "plan", "unit": "998", "standing": "locked"}]},
            "MinPlan: the institution has no 998",
        ),
        (
            {"tiles": [{"source": "plan", "unit": "998102", "standing": "locked"}]},
            "MinPlan: the institution has no 998102",
        ),
        (
            {"tiles": [{"source": "loans", "standing": "locked"}]},
            "MinPlan: no tile is named loans",
        ),
    ],
)
def test_a_mistake_is_named_and_nothing_is_changed(plans, changed, reason):
    apply()
    before = state()
    with pytest.raises(InvalidFile) as refused:
        apply(PART | {"is_on": None} | changed)
    assert str(refused.value).startswith(reason)
    assert state() == before


@pytest.mark.parametrize("field", ["approved_needs", "is_paused", "is_for_all", "connector"])
def test_what_is_the_municipalitys_has_no_place_in_it(plans, field):
    with pytest.raises(InvalidFile, match=rf"connections\.0\.{field}: "):
        apply(PART | {field: []})


def test_a_box_for_a_group_of_the_institution_and_of_no_other(plans):
    own, foreign = (
        Group.objects.filter(institution__key=key).first() for key in ("998101", "998102")
    )
    tile = {"source": "plan", "standing": "offered"}
    apply(tiles=[tile | {"unit": f"g{own.pk}"}])
    assert TileRule.objects.exclude(unit="998").get().unit == f"g{own.pk}"
    with pytest.raises(InvalidFile, match="the institution has no g"):
        apply(tiles=[tile | {"unit": f"g{foreign.pk}"}])


def test_one_platform_may_take_the_place_of_another(plans, connect_platform):
    other = connect_platform("KlarUge", on=False)
    operations.choose_institutions(other, is_for_all=False, by=BY)
    operations.switch(other, on=True, by=BY)
    with pytest.raises(InvalidFile, match="use MinPlan already"):
        apply({"title": "KlarUge", "is_on": True})
    assert apply({"title": "KlarUge", "is_on": True}, {"title": "MinPlan", "is_on": False}) == []
    assert configure(other).institutions == (school(),)


def test_the_command_reads_and_writes_it(plans, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SCHOOL_TOKEN", CANARY)
    path = tmp_path / "school.json"
    part = {"title": "MinPlan", "secrets_from": {"token": "SCHOOL_TOKEN"}}
    path.write_text(json.dumps({"institution": "998101", "connections": [part]}))
    call_command("connections", "read", str(path))
    assert list(InstitutionConnection.objects.get().secrets) == ["token"]
    capsys.readouterr()
    call_command("connections", "write", "998101")
    assert json.loads(capsys.readouterr().out)["institution"] == "998101"
    path.write_text(json.dumps({"institution": "123456", "connections": []}))
    with pytest.raises(CommandError, match="there is none with the key 123456"):
        call_command("connections", "read", str(path))
