"""What a broken connector costs: its own tile, and nothing else (cases.md section 4)."""

import locale
import os
import signal
import socket
import threading
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections as databases
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from core.connectors.models import Circuit, FailedCall
from core.connectors.running.calls import Call, run_calls
from core.connectors.running.outcomes import Failed
from core.connectors.running.process_state import ProcessState, ProcessWatch
from core.connectors.running.records import write_counts
from core.connectors.tiles import reading
from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Need
from indgang_sdk.tiles import Card, Item, NextEvent, Number, Tile
from tests.core.connectors.conftest import CANARY, NOW, configure, sign_in
from tests.core.connectors.systems import library
from tests.core.connectors.test_tiles import read_box, words_of

AT_THE_END = datetime.max.replace(tzinfo=UTC)


class OwnCard(Card):
    """A card of a connector's own making."""


@pytest.fixture
def dorte(books):
    """Dorte, whose tile works until a test breaks it."""
    client = sign_in("dorte")
    assert "books of Bo" in words_of(read_box(client, books))
    return client


def break_it(how):
    library.behaviour["tile"] = how


def raise_error(error):
    def read(context):
        raise error

    return read


def failure_kinds():
    return list(FailedCall.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "NoneType in place of Tile"),
        ([], "list in place of Tile"),
        ({"parts": ()}, "dict in place of Tile"),
        (Tile(parts=("text",)), "str is nothing that belongs here"),
        (Tile(parts="text"), "str in place of several"),
        (Tile(parts=(Card(title="x"),) * 10_000), "more than 60 are too many"),
        (Tile(parts=(Card(title=None),)), "title is no text"),
        (Tile(parts=(Card(title="x" * 501),)), "title is longer than 500 characters"),
        (Tile(parts=(Number(value="3", title="x"),)), "str in place of int"),
        (Tile(parts=(Item(title="x", when="tomorrow"),)), "str in place of date"),
        (Tile(parts=(Number(value=True, title="x"),)), "bool in place of int"),
        (Tile(parts=(Number(value=10**5000, title="x"),)), f"a number is higher than {10**12}"),
        (Tile(parts=(Item(title="x", when=AT_THE_END),)), "when lies outside of 1900 to 2200"),
        (Tile(parts=(Item(title="x", when=date.max),)), "when lies outside of 1900 to 2200"),
        (
            Tile(parts=(NextEvent(title="x", when=NOW, until=AT_THE_END),)),
            "until lies outside of 1900 to 2200",
        ),
        (Tile(parts=(OwnCard(title="x"),)), "OwnCard is nothing that belongs here"),
        (Tile(parts=(Card(title=mark_safe("<b>x</b>")),)), "title is no text"),
        (
            Tile(parts=(Card(title="x", link=Link(launcher="b", child=["bo"])),)),
            "child is no Child",
        ),
        (Tile(link="https://elsewhere.example"), "str in place of Link"),
        (Tile(troubles=("down",)), "str is nothing that belongs here"),
    ],
)
def test_CON_01_an_answer_of_the_wrong_kind_is_not_shown(books, dorte, answer, reason):
    break_it(lambda context: answer)
    response = read_box(dorte, books)
    assert response.status_code == 200
    assert "We cannot show what BogKassen answers right now." in words_of(response)
    failed = FailedCall.objects.get()
    assert (failed.kind, failed.reason) == ("unexpected", reason)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (ZeroDivisionError("x"), "crashed", "We cannot show what BogKassen answers right now."),
        (SystemExit(3), "crashed", "We cannot show what BogKassen answers right now."),
        (KeyboardInterrupt(), "crashed", "We cannot show what BogKassen answers right now."),
        (RecursionError(), "crashed", "We cannot show what BogKassen answers right now."),
        (MemoryError(), "crashed", "We cannot show what BogKassen answers right now."),
        (UnexpectedAnswer("x"), "unexpected", "We cannot show what BogKassen answers right now."),
        (Unavailable("x"), "unavailable", "BogKassen does not answer right now."),
        (Refused("x"), "refused", "BogKassen does not answer right now."),
    ],
)
def test_CON_01_whatever_a_connector_raises_is_one_tile_that_says_so(
    books, dorte, error, kind, words
):
    break_it(raise_error(error))
    assert words in words_of(read_box(dorte, books))
    assert failure_kinds() == [kind]
    assert dorte.get(reverse("home")).status_code == 200


def test_a_tile_that_lacks_something_is_shown_told_of_and_not_kept(
    dorte, books, monkeypatch, caplog
):
    kept = []
    monkeypatch.setattr(reading, "keep", lambda *answer, **_: kept.append(answer))
    rest = (Card(title="Opening hours"),)
    for troubles in ((), (Unavailable("the loans are down"),)):
        break_it(lambda context, troubles=troubles: Tile(parts=rest, troubles=troubles))
        assert "Opening hours" in words_of(read_box(dorte, books))
    assert len(kept) == 1
    said = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert [line["facts"] for line in said if line["event"] == "connector warns"] == [
        {"part_of": "tile", "failure": "Unavailable", "reason": "the loans are down"}
    ]
    assert failure_kinds() == ["unavailable"]


def test_CON_02_what_cannot_be_imported_costs_one_connector(install, tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    broken = {
        "con02_syntax": "def (",
        "con02_missing": "import a_package_that_is_not_there",
        "con02_exits": "import sys; sys.exit(1)",
        "con02_raises": "raise RuntimeError('at import')",
        "con02_nothing": "x = 1",
    }
    for name, source in broken.items():
        (tmp_path / f"{name}.py").write_text(source)
    registry = install(*broken, library.__name__, "con02_is_not_there")
    assert list(registry.offers) == ["library"]
    assert [item.place for item in registry.failed] == [*broken, "con02_is_not_there"]
    assert all(item.reason for item in registry.failed)


def test_CON_02_the_portal_answers_and_names_what_failed(books, install):
    install("con02_is_not_there", library.__name__)
    client = sign_in("henrik")
    assert client.get("/ready").status_code == 200
    page = client.get(reverse("office_connections", args=["998001"]))
    assert "con02_is_not_there" in page.content.decode()


def test_CON_03_who_sleeps_is_waited_for_until_the_deadline_only(books, dorte, monkeypatch):
    monkeypatch.setattr(reading, "WITHIN", timedelta(milliseconds=50))
    woken = threading.Event()
    break_it(lambda context: woken.wait(60) and Tile())
    try:
        assert "BogKassen answers slowly." in words_of(read_box(dorte, books))
        assert failure_kinds() == ["timed_out"]
        assert dorte.get(reverse("home")).status_code == 200
    finally:
        woken.set()


def test_CON_07_a_connection_to_the_database_is_closed_behind_a_connector(books, dorte):
    closed = []

    def read(context):
        with databases["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
        own = databases["default"]
        close = own.close
        # Noted and done: a database in memory stays open whatever is called.
        own.close = lambda: (closed.append(threading.current_thread().name), close())
        return Tile()

    break_it(read)
    read_box(dorte, books)
    wait_until(lambda: closed == [f"connector-{books.pk}"])


def test_CON_07_what_the_process_shares_is_put_back(books, dorte):
    handler = signal.getsignal(signal.SIGTERM)

    def read(context):
        locale.setlocale(locale.LC_ALL, "C.UTF-8" if before[0] != "C.UTF-8" else "C")
        os.chdir("/")
        os.environ["TZ"] = "Asia/Tokyo"
        os.environ["LEFT_BEHIND"] = "1"
        socket.setdefaulttimeout(3)
        translation.activate("da")
        timezone.activate("Asia/Tokyo")
        return Tile()

    def state():
        return (
            locale.setlocale(locale.LC_ALL),
            os.getcwd(),
            dict(os.environ),
            socket.getdefaulttimeout(),
            translation.get_language(),
            timezone.get_current_timezone_name(),
            signal.getsignal(signal.SIGTERM),
        )

    before = state()
    break_it(read)
    assert read_box(dorte, books).status_code == 200
    assert state() == before
    assert before[-1] == handler


def test_CON_07_a_working_folder_that_a_connector_removes_is_left(books, dorte, tmp_path, caplog):
    before = os.getcwd()

    def read(context):
        folder = tmp_path / "made"
        folder.mkdir()
        os.chdir(folder)
        folder.rmdir()
        return Tile()

    break_it(read)
    assert "fetched at" in words_of(read_box(dorte, books))
    assert os.getcwd() == before
    library.behaviour.clear()
    assert "books of Bo" in words_of(read_box(dorte, books))
    assert caplog.text.count("connector changed the process") == 1


def test_CON_07_a_call_that_begins_meanwhile_takes_no_damage_for_the_state(monkeypatch):
    watch, before = ProcessWatch(), ProcessState.read()
    watch.begin("bad")
    os.environ["LEFT_BEHIND"] = "1"
    watch.begin("good")
    assert watch.end("bad") == (["environment"], ["bad", "good"])
    assert watch.end("good") == ([], ["good"])
    assert ProcessState.read() == before
    # What the portal itself changes while no call runs is the new state.
    monkeypatch.setenv("OWN", "1")
    watch.begin("good")
    assert watch.end("good") == ([], ["good"])
    assert os.environ["OWN"] == "1"


@pytest.mark.parametrize(
    "reads",
    [
        lambda context: context.viewer.id,
        lambda context: context.viewer.name,
        lambda context: context.viewer.roles,
        lambda context: context.viewer.groups,
        lambda context: context.viewer.institutions,
        lambda context: context.viewer.children[0].groups,
        lambda context: context.viewer.children[0].institutions,
    ],
)
def test_CON_08_what_a_source_did_not_declare_it_does_not_get(books, dorte, reads):
    break_it(reads)
    assert "We cannot show" in words_of(read_box(dorte, books))
    assert failure_kinds() == ["not_declared"]


def test_CON_08_a_call_is_handed_neither_a_model_nor_a_request(books, dorte):
    handed = []
    break_it(lambda context: handed.append(context) or Tile())
    read_box(dorte, books)
    seen, todo = set(), [handed[0]]
    while todo:
        item = todo.pop()
        if id(item) in seen or isinstance(item, type) or callable(item):
            continue
        seen.add(id(item))
        module = type(item).__module__
        assert not module.startswith(("django.", "core.people", "core.access", "wagtail")), item
        todo += list(vars(item).values()) if hasattr(item, "__dict__") else []
        todo += list(item.values()) if isinstance(item, dict) else []
        todo += list(item) if isinstance(item, list | tuple | set | frozenset) else []
    assert len(seen) > 10


def test_CON_16_no_secret_is_in_a_log_a_row_or_a_page(books, dorte, caplog):
    def read(context):
        secret = context.settings.password.get_secret_value()
        assert secret == CANARY
        kind = errors.pop()
        context.log.warning(f"tried {secret}", value=secret)  # noqa: G004
        if kind is ValueError:
            raise ValueError(f"cannot use {secret}")
        raise kind(f"cannot use {secret}")

    errors = [Unavailable, Refused, UnexpectedAnswer, ValueError] * 3
    break_it(read)
    pages = []
    while errors:
        pages.append(read_box(dorte, books).content.decode())
        Circuit.objects.all().delete()
    write_counts()
    pages.append(
        sign_in("henrik")
        .get(reverse("office_connection", args=["998001", books.pk]))
        .content.decode()
    )
    kept = "".join(f"{row.kind} {row.reason}" for row in FailedCall.objects.all())
    logged = caplog.text
    assert "[…]" in kept
    assert "tried […]" in caplog.text
    for text in (*pages, kept, logged, repr(books.secrets)):
        assert CANARY not in text


def test_CON_16_a_thousand_errors_hold_no_secret(books, dorte, caplog):
    errors = [UnexpectedAnswer, ValueError, KeyError, LookupError]

    def ask(context):
        secret = context.settings.password.get_secret_value()
        error = errors[len(asked) % len(errors)]
        asked.append(error)
        raise error(f"{secret}{len(asked)}{secret}")

    asked = []
    (reach,) = configure(books).reaches
    call = Call(reach=reach, source="loans", ask=ask, check=lambda value, context: value)
    for _ in range(1000):
        (outcome,) = run_calls([call], within=timedelta(seconds=5), now=NOW, language="en")
        assert isinstance(outcome, Failed)
    assert len(asked) == 1000
    reasons = "".join(FailedCall.objects.values_list("reason", flat=True))
    assert reasons.count("[…]") == 500
    assert CANARY not in reasons + caplog.text


def test_what_a_tile_could_not_read_is_told_to_administrators(books, dorte):
    break_it(lambda context: Tile(parts=(Card(title="half"),), troubles=(Refused("key 2"),)))
    assert "half" in words_of(read_box(dorte, books))
    failed = FailedCall.objects.get()
    assert (failed.kind, failed.reason) == ("refused", "key 2")


def test_CON_16_nobody_is_named_in_what_is_written_down(books, dorte, caplog):
    def read(context):
        child = context.viewer.children[0]
        context.log.info(f"asked about {child.id}", name=child.first_name)  # noqa: G004
        raise UnexpectedAnswer(f"nothing about {child.id} {child.first_name}")

    break_it(read)
    read_box(dorte, books)
    reason, logged = FailedCall.objects.get().reason, caplog.text
    assert reason == "nothing about […] […]"
    assert "asked about […]" in logged
    assert "emil" not in logged.lower()


def test_CON_21_what_is_about_a_stranger_is_dropped_and_told(books, dorte, caplog):
    stranger = Child({Need.CHILD_ID: "oskar", Need.CHILD_FIRST_NAME: "Oskar"})

    def read(context):
        own = context.viewer.children[0]
        return Tile(
            parts=(
                Card(title="about a stranger", child=stranger),
                Card(title="about one of ours", child=own),
            )
        )

    break_it(read)
    words = words_of(read_box(dorte, books))
    assert "about one of ours" in words
    assert "about a stranger" not in words
    assert "connector alarm" in caplog.text
    failed = FailedCall.objects.get()
    assert failed.kind == "alarm"
    assert failed.reason == "dropped an answer about somebody who was not asked about"


def test_CON_22_what_looks_like_markup_is_text(books, dorte):
    break_it(
        lambda context: Tile(
            parts=(Card(title="<script>alert(1)</script>", text='"><img src=x onerror=alert(1)>'),)
        )
    )
    text = read_box(dorte, books).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    assert "<img" not in text


def wait_until(condition, *, within=5.0):
    ends = time.monotonic() + within
    while not condition():
        assert time.monotonic() < ends, "did not come about"
        time.sleep(0.01)
