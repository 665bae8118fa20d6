"""CON-23: whatever the network does to one system, its box says so and all others are there."""

import random
import socket
import sys
import threading
from contextlib import contextmanager
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
UNKNOWN = ("We cannot see", "We cannot fetch the information")
TROUBLES = ("does not answer", "answers slowly", *UNKNOWN)
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
WITHIN = timedelta(seconds=1.2)
SOME_OR_ALL = pytest.mark.parametrize(
    "of_each", [1, pytest.param(None, marks=pytest.mark.long)], ids=["some", "all"]
)


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


def look_at(client, system, *, troubles=(), right=""):
    """What a cell shows that it should not, or lacks: the home page, the box, all other boxes."""
    title = BOXES[system][1]
    said = [text.format(system=title) for text in troubles]
    words = read_words(client, system)
    if said and not any(text in words for text in said):
        yield f"{system} does not say {said}: {words}"
    if said and SAID[system] in words:
        yield f"{system} shows what was not answered: {words}"
    if right and words != right:
        yield f"{system} shows something else: {words}"
    if (status := client.get(reverse("home")).status_code) != 200:
        yield f"the home page answers {status}"
    for other in BOXES.keys() - {system}:
        shown = words if BOXES[other] == BOXES[system] else read_words(client, other)
        if SAID[other] not in shown:
            yield f"without {system}, {other} is gone: {shown}"


def choose_cells(faults, *, of_each):
    """Each system with all faults, or with so many of them by a seed that is printed."""
    if of_each is None:
        return [(system, fault) for system in BOXES for fault in faults]
    seed = random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"seed of the faults: {seed}\n")
    chosen = random.Random(seed)
    return [(system, fault) for system in BOXES for fault in chosen.sample(faults, of_each)]


@contextmanager
def broken(proxy, faults):
    proxy.faults = faults
    yield proxy
    proxy.faults = Faults()


def list_lines(wrong):
    return "\n".join(map(str, wrong))


def choose_troubles(system, *, late=False):
    """A box of links says beside each what is not known; all others say who does not answer."""
    if BOXES[system][2] == "links":
        return UNKNOWN
    return (LATE, DOWN) if late else (DOWN,)


def test_CON_23_every_system_answers_where_nothing_is_wrong(addresses):
    client = begin_cell()
    for system in BOXES:
        words = read_words(client, system)
        assert SAID[system] in words
        assert not any(trouble in words for trouble in TROUBLES)


@SOME_OR_ALL
def test_CON_23_what_takes_longer_is_shown_all_the_same(addresses, proxies, of_each):
    wrong, right = [], {system: read_words(begin_cell(), system) for system in BOXES}
    for system, faults in choose_cells(TAKES_LONGER, of_each=of_each):
        with broken(proxies[system], faults) as proxy:
            before = proxy.connections
            found = look_at(begin_cell(), system, right=right[system])
            wrong += [(str(faults), line) for line in found]
            assert proxy.connections > before
    assert not wrong, list_lines(wrong)


@SOME_OR_ALL
def test_CON_23_what_breaks_is_said_and_costs_no_other_box(addresses, proxies, of_each):
    wrong = []
    for system, faults in choose_cells(BREAKS, of_each=of_each):
        with broken(proxies[system], faults):
            found = look_at(begin_cell(), system, troubles=choose_troubles(system))
            wrong += [(str(faults), line) for line in found]
    assert not wrong, list_lines(wrong)


@SOME_OR_ALL
def test_CON_23_who_hangs_is_waited_for_until_the_deadline_only(
    addresses, proxies, monkeypatch, of_each
):
    monkeypatch.setattr(reading, "WITHIN", WITHIN)
    wrong = []
    for system, faults in choose_cells(HANGS, of_each=of_each):
        with broken(proxies[system], faults):
            found = look_at(begin_cell(), system, troubles=choose_troubles(system, late=True))
            wrong += [(str(faults), line) for line in found]
            wait_for_calls()
    assert not wrong, list_lines(wrong)


def test_CON_23_a_system_that_is_down_costs_its_own_box_until_it_is_up(addresses, proxies):
    wrong = []
    for system, proxy in proxies.items():
        proxy.take_down()
        wrong += look_at(begin_cell(), system, troubles=choose_troubles(system))
        proxy.bring_up()
        assert SAID[system] in read_words(begin_cell(), system)
    assert not wrong, list_lines(wrong)


def test_CON_23_a_name_that_nobody_answers_for_costs_its_own_box(addresses, looked_up):
    wrong = []
    for system in BOXES:
        host = f"{system.replace('_', '-')}.example"
        connect_played(addresses | {system: f"https://{host}"}, now=NOW)
        wrong += look_at(begin_cell(), system, troubles=choose_troubles(system))
        assert set(looked_up) == {host}
        looked_up.clear()
    assert not wrong, list_lines(wrong)
