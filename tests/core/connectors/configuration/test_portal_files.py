"""What the operator decides of connectors for all: by commands, and by a file."""

import json

import pytest
from django.core.management import CommandError, call_command

from core.audit.models import Entry
from core.connectors.configuration.file_parts import InvalidFile
from core.connectors.configuration.portal_files import (
    apply_portal_file,
    read_portal_file,
    write_portal_file,
)
from core.connectors.configuration.statuses import Status
from core.connectors.models import EntryReading, PortalConnector
from tests.core.connectors.conftest import BY, NOW, configure


def apply(**part):
    text = json.dumps({"connectors": [{"connector": "platform", **part}]})
    apply_portal_file(read_portal_file(text), by=BY)


def test_a_file_switches_off_and_fills_in_for_all(plans):
    EntryReading.objects.create(connection=plans, source="guides", cursor="x", next_at=NOW)
    apply(is_available=False, settings={"licence": "L-1"})
    assert configure(plans).statuses == (Status.WITHDRAWN,)
    assert configure(plans).reaches[0].settings.licence == "L-1"
    # What was read under another licence is read anew.
    assert EntryReading.objects.get().cursor == ""
    reasons = set(Entry.objects.values_list("reason", flat=True))
    assert {"settings of layer portal", "withdrawn"} <= reasons
    apply(settings={})
    assert configure(plans).statuses == ()
    assert configure(plans).reaches[0].settings.licence == "none"


def test_what_is_written_can_be_read(plans):
    assert write_portal_file().connectors == []
    apply(is_available=False, settings={"licence": "L-1"})
    written = write_portal_file()
    assert written.model_dump()["connectors"] == [
        {
            "connector": "platform",
            "is_available": False,
            "settings": {"licence": "L-1"},
            "secrets_from": {},
        }
    ]
    apply_portal_file(read_portal_file(written.model_dump_json()), by=BY)
    assert write_portal_file() == written


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ({"connector": "gone"}, "gone: no connector has this name"),
        ({"settings": {"pages": 7}}, "platform: portal has no setting pages"),
        ({"settings": {"licence": 7}}, "platform: licence: "),
        ({"secrets_from": {"licence": "HOME"}}, "platform: secrets_from: only files on the server"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_changed(plans, part, reason):
    apply(settings={"licence": "L-1"})
    before = list(PortalConnector.objects.values())
    with pytest.raises(InvalidFile) as refused:
        apply(**{"is_available": False, **part})
    assert str(refused.value).startswith(reason)
    assert list(PortalConnector.objects.values()) == before


def test_the_command_switches_a_connector_off_and_on(plans, capsys):
    call_command("connectors", "off", "platform")
    assert configure(plans).statuses == (Status.WITHDRAWN,)
    call_command("connectors")
    assert "  Switched off by the operator\n" in capsys.readouterr().out
    call_command("connectors", "on", "platform")
    assert configure(plans).statuses == ()
    with pytest.raises(CommandError, match="No connector has this name"):
        call_command("connectors", "off", "gone")
    assert PortalConnector.objects.count() == 1


def test_the_command_fills_in_what_is_named_and_keeps_the_rest(plans, capsys, tmp_path):
    call_command("connectors", "off", "platform")
    call_command("connectors", "fill", "platform", "licence=L-1=x")
    row = PortalConnector.objects.get()
    assert (row.values, row.is_available) == ({"licence": "L-1=x"}, False)
    for wrong, reason in (
        ("licence", "SETTING=VALUE"),
        ("pages=7", "portal has no setting pages"),
    ):
        with pytest.raises(CommandError, match=reason):
            call_command("connectors", "fill", "platform", wrong)
    call_command("connectors", "write")
    path = tmp_path / "connectors.json"
    text = capsys.readouterr().out
    path.write_text(text[text.index("{") :].replace("L-1=x", "L-2"), encoding="utf-8")
    call_command("connectors", "read", str(path))
    assert PortalConnector.objects.get().values == {"licence": "L-2"}
    path.write_text("{")
    with pytest.raises(CommandError, match="Nothing has been changed"):
        call_command("connectors", "read", str(path))
