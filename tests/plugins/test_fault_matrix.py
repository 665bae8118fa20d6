"""CON-23: whatever the network does to one system, its box says so and all others are there."""

import socket
import threading
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.connectors.models import Circuit, FailedCall
from core.connectors.running import way_out as shared
from core.connectors.tiles import reading
from core.connectors.way_out import Limits, WayOut
from core.connectors.way_out.network import make_tls_context
from core.connectors.way_out.repeating import Repeater
from core.people.institutions import import_institutions
from core.people.institutions_file import read_institution_rows
from core.people.models import Person
from sandbox.servers.playing import Sandbox
from tests.core.connectors.conftest import at_moment, sign_in
from tests.core.connectors.test_tiles import words_of
from tests.core.people.conftest import NOW, TODAY, bring, english, heard, world
from tests.core.people.exports import contact, export, group, institution, person, pupil
from tests.fault_proxy import FaultProxy, Faults
from tests.played_systems import BOXES, connect_played, find_connection

__all__ = ["at_moment", "bring", "english", "heard", "world"]

MORE_SCHOOLS = """key,name,kind,parent,municipality,address
999101,Revleskolen,school,999001,999,
999102,Havtornskolen,school,999001,999,
"""
# What stands in a box only if the system has answered.
SAID = {
    "laeringsstien": "Læs kapitel",
    "tavlen": "Regn side 31 færdig",
    "timeplan": "Dansk",
    "ugeskema": "Dansk",
    "fravaersportalen": "Not reported absent",
    "meld_fra": "Noor is expected today",
    "bogkassen": "3 books on loan",
    "pladsen": "Place in",
}
DOWN = "{system} does not answer right now."
LATE = "{system} answers slowly."
UNKNOWN = "We cannot see"
TROUBLES = ("does not answer", "answers slowly", UNKNOWN)
TAKES_LONGER = [
    Faults(latency=0.01),
    Faults(latency=0.01, jitter=0.01),
    Faults(slow_close=60),
    Faults(piece=100),
]
BREAKS = [
    Faults(reset_after=0),
    Faults(reset_after=100),
    Faults(half_close_after=0),
    Faults(half_close_after=100),
    Faults(limit_data=0),
    Faults(limit_data=100),
    Faults(limit_data=300),
]
HANGS = [Faults(latency=60), Faults(stall_after=0), Faults(stall_after=100)]
# The links of a box share its time, and the others among them have to answer in theirs.
SHORT, LONGER = timedelta(milliseconds=400), timedelta(seconds=2)


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(clock=lambda: date(2026, 11, 23)) as played:
        yield played


@pytest.fixture(scope="module")
def proxies(sandbox):
    """A proxy before each system."""
    ports = {name: int(sandbox.addresses[name].rpartition(":")[2]) for name in BOXES}
    made = {name: FaultProxy(to_port=port) for name, port in ports.items()}
    yield made
    for proxy in made.values():
        proxy.close()


@pytest.fixture
def looked_up(monkeypatch):
    """A way out that pauses for nothing and keeps nothing; no name leads anywhere from it."""
    names = []

    def resolve(host):
        names.append(host)
        raise socket.gaierror

    repeater = Repeater(limits=Limits(), pause=lambda seconds: None)
    made = WayOut(resolve=resolve, tls=make_tls_context(), repeater=repeater)
    monkeypatch.setattr(shared, "_share_way_out", lambda: made)
    return names


@pytest.fixture
def addresses(bring, proxies, looked_up):
    """Dorte has a child at a school of each municipality, which connect all systems."""
    import_institutions(read_institution_rows(MORE_SCHOOLS.encode()), on=TODAY)
    mother = contact(person("dorte001", first="Dorte"))

    def enrol(unilogin, name, number):
        return pupil(person(unilogin, first=name), number, contacts=mother)

    classes = group("3B", name="3.B") + group("7A", name="7.A")
    sons = enrol("bo000001", "Bo", "3B") + enrol("emil0001", "Emil", "7A")
    bring(export(institution("998101", classes, sons)))
    noor = enrol("noor0001", "Noor", "5A")
    bring(export(institution("999101", group("5A", name="5.A"), noor)), municipality="999")
    Person.objects.update(language="en")
    found = {name: f"http://127.0.0.1:{proxy.port}" for name, proxy in proxies.items()}
    connect_played(found, now=NOW)
    yield found
    for proxy in proxies.values():
        proxy.faults = Faults()


def read_words(client, system):
    """What the box says in which a system speaks."""
    source = BOXES[system][2]
    response = client.get(reverse("box", args=[find_connection(system).pk, source]))
    assert response.status_code == 200
    return words_of(response)


def begin_cell():
    """A browser that has asked nothing yet, of a portal that remembers nothing."""
    cache.clear()
    Circuit.objects.all().delete()
    FailedCall.objects.all().delete()
    return sign_in("dorte001")


def wait_for_calls():
    """Calls that nobody waits for any more hold their slots to their end."""
    for thread in threading.enumerate():
        if thread.name.startswith("connector-"):
            thread.join(timeout=30)


def find_wrong(client, system, words, *, troubles):
    """What a cell shows that it should not, or lacks: the home page, the box, all other boxes."""
    title, source = BOXES[system][1:]
    said = [text.format(system=title) for text in troubles]
    if (status := client.get(reverse("home")).status_code) != 200:
        yield f"the home page answers {status}"
    if said and not any(text in words for text in said):
        yield f"the box does not say {said}: {words}"
    if said and SAID[system] in words and source == "links":
        yield f"the box shows what was not answered: {words}"
    for other in BOXES.keys() - {system}:
        same = BOXES[other] == BOXES[system]
        shown = words if same else read_words(client, other)
        if SAID[other] not in shown:
            yield f"{other} is gone: {shown}"


def choose_troubles(system, *, late=False):
    """A box of links says beside each what is not known; all others say who does not answer."""
    if BOXES[system][2] == "links":
        return (UNKNOWN,)
    return (LATE, DOWN) if late else (DOWN,)


def test_CON_23_every_system_answers_where_nothing_is_wrong(addresses):
    client = begin_cell()
    for system in BOXES:
        words = read_words(client, system)
        assert SAID[system] in words
        assert not any(trouble in words for trouble in TROUBLES)


@pytest.mark.parametrize("system", BOXES)
def test_CON_23_what_takes_longer_is_shown_all_the_same(addresses, proxies, system):
    right = read_words(begin_cell(), system)
    for faults in TAKES_LONGER:
        client = begin_cell()
        proxies[system].faults = faults
        before = proxies[system].connections
        words = read_words(client, system)
        assert words == right, faults
        assert proxies[system].connections > before
        assert not list(find_wrong(client, system, words, troubles=())), faults


@pytest.mark.parametrize("system", BOXES)
def test_CON_23_what_breaks_is_said_and_costs_no_other_box(addresses, proxies, system):
    for faults in BREAKS:
        client = begin_cell()
        proxies[system].faults = faults
        words = read_words(client, system)
        wrong = list(find_wrong(client, system, words, troubles=choose_troubles(system)))
        assert not wrong, faults


@pytest.mark.parametrize("system", BOXES)
def test_CON_23_who_hangs_is_waited_for_until_the_deadline_only(
    addresses, proxies, system, monkeypatch
):
    for faults in HANGS:
        client = begin_cell()
        proxies[system].faults = faults
        is_of_links = BOXES[system][2] == "links"
        monkeypatch.setattr(reading, "WITHIN", LONGER if is_of_links else SHORT)
        words = read_words(client, system)
        monkeypatch.setattr(reading, "WITHIN", LONGER)
        troubles = choose_troubles(system, late=True)
        assert not list(find_wrong(client, system, words, troubles=troubles)), faults
        wait_for_calls()


@pytest.mark.parametrize("system", BOXES)
def test_CON_23_a_system_that_is_down_or_has_no_name(addresses, proxies, looked_up, system):
    troubles = choose_troubles(system)
    proxies[system].take_down()
    try:
        client = begin_cell()
        words = read_words(client, system)
        assert not list(find_wrong(client, system, words, troubles=troubles))
    finally:
        proxies[system].bring_up()
    assert SAID[system] in read_words(begin_cell(), system)
    host = f"{system.replace('_', '-')}.example"
    connect_played(addresses | {system: f"https://{host}"}, now=NOW)
    client = begin_cell()
    words = read_words(client, system)
    assert not list(find_wrong(client, system, words, troubles=troubles))
    assert set(looked_up) == {host}
