"""What everybody reads of a connection holds nobody's number or address, by whatever way."""

import json

import pytest

from core.connectors.configuration import operations
from core.connectors.configuration.files import InvalidFile, apply_file, read_file, write_file
from core.connectors.configuration.operations import InvalidApproval
from core.connectors.configuration.public_words import Fault, InvalidWords, check_words
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from tests.core.connectors.conftest import BY


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"title": "Ring 0102031234"}, Fault.PERSONAL),
        ({"title": " "}, Fault.MISSING),
        ({"title": "x" * 61}, Fault.TOO_LONG),
        ({"title": "Min\nPlan"}, Fault.UNPRINTABLE),
        ({"when_down": "Ring 010203-1234"}, Fault.PERSONAL),
        ({"when_down": "Skriv til ida@skole.example"}, Fault.PERSONAL),
        ({"when_down_english": "Write to ida@skole.example"}, Fault.PERSONAL),
        ({"when_down_english": "x" * 201}, Fault.TOO_LONG),
    ],
)
def test_each_fault_is_found(words, fault):
    check_words(title="MinPlan", when_down="Ring 12 34 56 78", when_down_english="")
    with pytest.raises(InvalidWords) as refused:
        check_words(**words)
    assert (refused.value.name, refused.value.fault) == (next(iter(words)), fault)


def test_a_connection_is_neither_added_nor_renamed_with_such_words(plans):
    offer, before = read_registry().find("platform"), list(Connection.objects.values())
    for words in ({"title": "Ring 0102031234"}, {"title": "X", "when_down": "a@b.example"}):
        with pytest.raises(InvalidWords):
            operations.add_connection(plans.municipality, offer, **words, by=BY)
        given = {"when_down": "", "english": "", **words}
        with pytest.raises(InvalidWords):
            operations.rename(Connection.objects.get(), **given, by=BY)
    assert list(Connection.objects.values()) == before


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"when_down": "Ring 0102031234"}, "MinPlan: when_down: everybody reads it"),
        ({"when_down_english": "a@b.example"}, "MinPlan: when_down_english: everybody reads it"),
        ({"approved_needs": ["nonsense"]}, "MinPlan: approved_needs: the connector does not need"),
        (
            {"approved_needs": ["viewer.groups"]},
            "MinPlan: approved_needs: the connector does not need viewer.groups",
        ),
        ({"approved_hosts": ["https://a.example/"]}, "MinPlan: approved_hosts: no host is named"),
    ],
)
def test_a_file_is_held_to_the_same(plans, changed, reason):
    file = write_file(plans.municipality).model_dump(mode="json")
    assert apply_file(read_file(json.dumps(file)), by=BY) == []
    file["connections"][0] |= changed
    before = list(Connection.objects.values())
    with pytest.raises(InvalidFile) as refused:
        apply_file(read_file(json.dumps(file)), by=BY)
    assert str(refused.value).startswith(reason)
    assert list(Connection.objects.values()) == before


def test_what_nobody_could_read_about_is_not_approved(plans):
    offer = read_registry().find("platform")
    for needs, hosts in ((["nonsense"], []), (["viewer.groups"], []), ([], ["https://a.example/"])):
        with pytest.raises(InvalidApproval):
            operations.approve_named(plans, offer, needs=needs, hosts=hosts, by=BY)
    # What was agreed to before may stay, though the version of now does not need it.
    Connection.objects.update(approved_needs=["viewer.groups"])
    plans.refresh_from_db()
    needs = ["viewer.groups", "viewer.name"]
    operations.approve_named(plans, offer, needs=needs, hosts=["a.example:8443"], by=BY)
    plans.refresh_from_db()
    assert (plans.approved_needs, plans.approved_hosts) == (needs, ["a.example:8443"])
