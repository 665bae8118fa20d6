"""The runner: asks sources at the same time by one deadline, and never raises."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Any

import structlog
from django.db import DatabaseError, IntegrityError, InterfaceError, transaction
from django.db import connections as databases

from core.connectors.configuration.reaches import Reach
from core.connectors.running.blanking import Blanker
from core.connectors.running.bulkheads import Slot, slots
from core.connectors.running.circuits import may_call, note_outcome, rests
from core.connectors.running.contexts import ConnectorLog, Countdown, make_context
from core.connectors.running.outcomes import Answered, Failed, FailureKind, Outcome
from core.connectors.running.process_state import watch
from core.connectors.running.records import record_outcome
from core.connectors.running.refusals import is_refused, note_refusal
from core.connectors.running.silences import note_source
from core.connectors.running.traces import describe_crash
from core.connectors.running.way_out import open_client
from indgang_sdk.connectors import Context
from indgang_sdk.errors import ConnectorError, NotDeclared, Refused, Unavailable
from indgang_sdk.people import Viewer

log = structlog.get_logger("indgang.connectors")

NOBODY = Viewer({})


@dataclass(frozen=True, kw_only=True)
class Call:
    """A question to one source: `ask` is called with the context, on a thread of its own.

    `check` makes sure that the answer is what it should be, and may raise. `personal` are the
    values that must not stand in any log. `is_trial` is somebody's who wants to know now: made
    even while the connection is left alone, and no part of its silence.
    """

    reach: Reach
    source: str
    ask: Callable[[Context[Any]], Any]
    check: Callable[[Any, Context[Any]], Any]
    viewer: Viewer = NOBODY
    personal: Collection[str] = field(default=(), repr=False)
    is_trial: bool = False


def run_calls(
    calls: Sequence[Call], *, within: timedelta, now: datetime, language: str
) -> list[Outcome]:
    """One answer or one named failure for each call, in their order, by the deadline at last."""
    deadline = Countdown(within)
    done: SimpleQueue[tuple[int, Outcome]] = SimpleQueue()
    outcomes: dict[int, Outcome] = {}
    running: dict[int, Slot] = {}
    waiting = list(range(len(calls)))
    while len(outcomes) < len(calls):
        held = {slot.connection_id for slot in running.values()}
        for number in tuple(waiting):
            call = calls[number]
            begun = _take_slot(call, now=now)
            # It comes after those of the same page that ask the same system.
            if _is_busy(begun) and call.reach.connection.pk in held:
                continue
            waiting.remove(number)
            if isinstance(begun, Failed):
                outcomes[number] = begun
                continue
            running[number] = begun
            held.add(begun.connection_id)
            _start(call, number, begun, done=done, deadline=deadline, now=now, language=language)
        if len(outcomes) == len(calls):
            break
        try:
            number, outcome = done.get(timeout=deadline.remaining.total_seconds() or 0.001)
        except Empty:
            break
        outcomes[number] = outcome
        del running[number]
    for slot in running.values():
        slot.mark_overdue()
    late = Failed(kind=FailureKind.TIMED_OUT, reason="no answer in time", took=within)
    unasked = Failed(kind=FailureKind.BUSY, reason="its turn did not come in time")
    answers = [
        outcomes.get(number, unasked if number in waiting else late) for number in range(len(calls))
    ]
    for call, outcome in zip(calls, answers, strict=True):
        _write_down(call, outcome, now=now)
    return answers


def _write_down(call: Call, outcome: Outcome, *, now: datetime) -> None:
    """What an outcome says of the system; a database that does not take it costs nothing else."""
    connection_id = call.reach.connection.pk
    if isinstance(outcome, Failed) and outcome.kind is FailureKind.FORBIDDEN:
        note_refusal(call.reach, call.source, call.personal)
    try:
        with nullcontext() if isinstance(outcome, Answered) else transaction.atomic():
            note_outcome(connection_id, call.reach.circuit, outcome, now=now)
            if not call.is_trial:
                note_source(connection_id, call.reach.circuit, call.source, outcome, now=now)
            record_outcome(connection_id, call.source, outcome, now=now)
    except IntegrityError:
        log.info("connection removed while it was asked", connection_id=connection_id)
    except (DatabaseError, InterfaceError) as error:
        _tell_of_database(call, error)


def _take_slot(call: Call, *, now: datetime) -> Slot | Failed:
    """The slot in which a call is made, or why it is not made at all."""
    connection_id = call.reach.connection.pk
    resting = Failed(kind=FailureKind.RESTING, reason="left alone after failures")
    if is_refused(call.reach, call.source, call.personal):
        return Failed(kind=FailureKind.NOT_ASKED, reason="refused a moment ago")
    if not call.is_trial and rests(call.reach.circuit, now=now):
        return resting
    # The slot first: a try that was claimed and then not made would cost half a minute.
    slot = slots.take(connection_id)
    if slot is None:
        return _name_lack(connection_id)
    if call.is_trial or _may_call(call, now=now):
        return slot
    slot.give_back()
    return resting


def _name_lack(connection_id: int) -> Failed:
    if slots.hangs(connection_id):
        return Failed(kind=FailureKind.TIMED_OUT, reason="the calls before it have not ended")
    return Failed(kind=FailureKind.BUSY, reason="all slots are taken")


def _may_call(call: Call, *, now: datetime) -> bool:
    try:
        return may_call(call.reach.connection.pk, call.reach.circuit, now=now)
    except (DatabaseError, InterfaceError) as error:
        # One try more than needed is better than no answer.
        _tell_of_database(call, error)
        return True


def _is_busy(begun: Slot | Failed) -> bool:
    return isinstance(begun, Failed) and begun.kind is FailureKind.BUSY


def _tell_of_database(call: Call, error: Exception) -> None:
    log.error(
        "how a call went is not written down",
        connection_id=call.reach.connection.pk,
        error=type(error).__name__,
    )


def _start(
    call: Call,
    number: int,
    slot: Slot,
    *,
    done: "SimpleQueue[tuple[int, Outcome]]",
    deadline: Countdown,
    now: datetime,
    language: str,
) -> None:
    blanker = Blanker(personal=call.personal, secrets=call.reach.secrets)

    def work() -> None:
        began = time.monotonic()
        try:
            outcome = _ask(
                call, blanker=blanker, deadline=deadline, now=now, language=language, began=began
            )
        finally:
            # A connector that found its way to the database leaves no connection behind.
            databases.close_all()
            slot.give_back()
        done.put((number, outcome))

    # A daemon: one that hangs does not keep the process from ending.
    thread = threading.Thread(target=work, name=f"connector-{slot.connection_id}", daemon=True)
    try:
        thread.start()
    except RuntimeError:
        slot.give_back()
        done.put((number, Failed(kind=FailureKind.BUSY, reason="no thread is to be had")))


def _ask(
    call: Call,
    *,
    blanker: Blanker,
    deadline: Countdown,
    now: datetime,
    language: str,
    began: float,
) -> Outcome:
    connector = call.reach.offer.connector.name
    watch.begin(connector)
    said = ConnectorLog(
        connector=connector,
        connection_id=call.reach.connection.pk,
        blanker=blanker,
    )
    try:
        context = make_context(
            call.reach,
            viewer=call.viewer,
            deadline=deadline,
            open_client=open_client,
            said=said,
            language=language,
            now=now,
        )
        value = call.check(call.ask(context), context)
        return Answered(
            value=value,
            fetched_at=now,
            took=_since(began),
            alarms=tuple(said.alarms),
            troubles=tuple(_name_trouble(trouble, blanker) for trouble in _list_troubles(value)),
        )
    except ConnectorError as error:
        failed = _name_failure(error, blanker=blanker, took=_since(began))
        if failed.kind is FailureKind.FORBIDDEN and not call.personal:
            # Nobody was asked about, so it is the portal that may not.
            return replace(failed, kind=FailureKind.REFUSED)
        return failed
    # Whatever a connector does, ending the process included, costs this one answer.
    except BaseException as error:  # noqa: BLE001
        crash = describe_crash(error, blanker=blanker)
        log.error("connector crashed", connector=connector, trace=crash)
        return Failed(kind=FailureKind.CRASHED, reason=crash[-1], took=_since(began))
    finally:
        changed, suspects = watch.end(connector)
        if changed:
            log.error("connector changed the process", connectors=suspects, changed=changed)


def _list_troubles(value: Any) -> tuple[ConnectorError, ...]:
    """What could not be read beside the rest, of those answers that may lack something."""
    return getattr(value, "troubles", ())


def _name_trouble(error: ConnectorError, blanker: Blanker) -> tuple[FailureKind, str]:
    failed = _name_failure(error, blanker=blanker, took=timedelta())
    return failed.kind, failed.reason


def _name_failure(error: ConnectorError, *, blanker: Blanker, took: timedelta) -> Failed:
    kind, retry_after = FailureKind.UNEXPECTED, None
    if isinstance(error, Unavailable):
        kind, retry_after = FailureKind.UNAVAILABLE, error.retry_after
    elif isinstance(error, Refused):
        kind = FailureKind.FORBIDDEN if error.about_person else FailureKind.REFUSED
    elif isinstance(error, NotDeclared):
        kind = FailureKind.NOT_DECLARED
        log.error("connector reads what it does not declare", reason=blanker.blank(error))
    reason = blanker.blank(error)
    return Failed(kind=kind, reason=reason, retry_after=retry_after, took=took)


def _since(began: float) -> timedelta:
    return timedelta(seconds=time.monotonic() - began)
