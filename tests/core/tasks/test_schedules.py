"""Schedules: once each time, however many processes tick and however long none did."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.tasks import schedules
from core.tasks.heartbeats import SCHEDULER, WORKER, beat, find_age, is_late
from core.tasks.models import Heartbeat, Job, JobState, Schedule
from core.tasks.schedules import (
    find_next_run,
    register_schedule,
    registered_schedules,
    run_due_schedules,
    write_schedules,
)
from tests.core.tasks import works

HOUR = timedelta(hours=1)


@pytest.fixture
def hourly(db, now, monkeypatch):
    """One schedule of the test's own, due now, in place of the portal's."""
    monkeypatch.setattr(schedules, "_registered", {})
    register_schedule(name="hourly", task=works.succeed, every=HOUR)
    write_schedules(now=now)
    return Schedule.objects.get()


def test_the_portals_own_work_is_registered():
    assert {work.name for work in registered_schedules()} >= {
        "clear_sessions",
        "forget_attempts",
        "forget_finished",
        "prune_task_results",
        "publish_scheduled",
        "tidy_scopes",
    }


def test_everything_registered_really_runs(run_worker, clock, now):
    names = StringIO()
    call_command("run_schedules", once=True, stdout=names)
    assert set(names.getvalue().split()) == {work.name for work in registered_schedules()}
    run_worker()
    assert set(Job.objects.values_list("state", "last_error")) == {(JobState.DONE, "")}


def test_due_work_runs_once_and_again_an_hour_later(hourly, run_worker, clock, now):
    assert run_due_schedules(now=now) == ["hourly"]
    assert run_due_schedules(now=now) == []
    [run] = run_worker()
    assert run.municipality_code == ""
    assert run_due_schedules(now=now + HOUR - timedelta(seconds=1)) == []
    assert run_due_schedules(now=now + HOUR) == ["hourly"]


def test_after_hours_of_downtime_work_runs_once_and_keeps_its_rhythm(hourly, run_worker, now):
    late = now + 5 * HOUR + timedelta(minutes=20)
    assert run_due_schedules(now=late) == ["hourly"]
    hourly.refresh_from_db()
    assert (hourly.last_run_at, hourly.next_run_at) == (late, now + 6 * HOUR)
    assert Job.objects.count() == 1


def test_work_does_not_pile_up_while_no_worker_is_there(hourly, run_worker, clock, now):
    assert run_due_schedules(now=now) == ["hourly"]
    for hours in range(1, 9):
        assert run_due_schedules(now=now + hours * HOUR) == []
    assert Job.objects.count() == 1
    run_worker()
    assert run_due_schedules(now=now + 9 * HOUR) == ["hourly"]


def test_failed_scheduled_work_is_not_tried_later_than_it_comes_again(
    db, run_worker, clock, now, monkeypatch
):
    monkeypatch.setattr(schedules, "_registered", {})
    register_schedule(name="often", task=works.fail_patiently, every=timedelta(minutes=1))
    write_schedules(now=now)
    run_due_schedules(now=now)
    run_worker()
    assert Job.objects.get().run_after == now + timedelta(minutes=1)


def test_work_of_one_municipality_carries_it(hourly, run_worker, now):
    Schedule.objects.create(
        name="hourly", municipality_code="998", every_seconds=60, next_run_at=now
    )
    assert run_due_schedules(now=now) == ["hourly", "hourly"]
    assert sorted(run.municipality_code for run in run_worker()) == ["", "998"]


def test_a_row_whose_work_is_gone_is_left_alone(hourly, now):
    Schedule.objects.create(name="removed", every_seconds=60, next_run_at=now)
    assert run_due_schedules(now=now) == ["hourly"]


def test_a_changed_interval_reaches_the_row(hourly, now, monkeypatch):
    monkeypatch.setattr(schedules, "_registered", {})
    register_schedule(name="hourly", task=works.succeed, every=timedelta(minutes=5))
    run_at = hourly.next_run_at + 5 * HOUR
    Schedule.objects.update(next_run_at=run_at)
    write_schedules(now=now)
    hourly.refresh_from_db()
    assert (hourly.every_seconds, hourly.next_run_at) == (300, now + timedelta(minutes=5))


def test_a_schedule_has_one_row(hourly, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(name="hourly", every_seconds=60, next_run_at=now)
    write_schedules(now=now)
    assert Schedule.objects.count() == 1


def test_two_tasks_do_not_share_a_name(hourly):
    register_schedule(name="hourly", task=works.succeed, every=HOUR)
    with pytest.raises(ValueError, match="two schedules"):
        register_schedule(name="hourly", task=works.fail, every=HOUR)
    with pytest.raises(ValueError, match="never rest"):
        register_schedule(name="mad", task=works.fail, every=timedelta(0))


@pytest.mark.parametrize(
    ("minutes_late", "minutes_until_next"), [(0, 60), (59, 1), (60, 60), (61, 59), (600, 60)]
)
def test_the_next_run_keeps_the_rhythm(now, minutes_late, minutes_until_next):
    late = now + timedelta(minutes=minutes_late)
    expected = late + timedelta(minutes=minutes_until_next)
    assert find_next_run(planned=now, every=HOUR, now=late) == expected


def run_together(count):
    """Ticks in as many threads at the same moment; returns what each of them ran."""
    barrier = threading.Barrier(count)
    found = []

    def tick():
        barrier.wait()
        try:
            found.append(run_due_schedules(now=timezone.now()))
        finally:
            connection.close()

    threads = [threading.Thread(target=tick) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_eight_schedulers_at_once_one_runs_what_is_due(monkeypatch):
    monkeypatch.setattr(schedules, "_registered", {})
    register_schedule(name="hourly", task=works.succeed, every=HOUR)
    write_schedules(now=timezone.now())
    assert sorted(run_together(8)) == [[]] * 7 + [["hourly"]]
    assert Job.objects.count() == 1


def test_a_tick_that_lost_the_race_runs_nothing(hourly, now):
    """The row was read as due by both; the condition in the UPDATE decides."""
    assert schedules._run_once(hourly, now=now)
    assert not schedules._run_once(hourly, now=now)
    assert Job.objects.count() == 1


def test_heartbeats_tell_who_is_at_work(hourly, run_worker, clock, now):
    assert is_late(find_age(WORKER, now=now))
    assert is_late(find_age(SCHEDULER, now=now))
    call_command("run_schedules", once=True, stdout=StringIO())
    run_worker()
    assert find_age(WORKER, now=now) == find_age(SCHEDULER, now=now) == timedelta(0)
    assert not is_late(find_age(WORKER, now=now + timedelta(minutes=5)))
    assert is_late(find_age(WORKER, now=now + timedelta(minutes=6)))


def test_a_busy_worker_does_not_write_its_heartbeat_all_the_time(
    db, now, django_assert_num_queries
):
    beat(WORKER, now=now)
    with django_assert_num_queries(1):
        beat(WORKER, now=now + timedelta(seconds=19))
    beat(WORKER, now=now + timedelta(seconds=21))
    assert Heartbeat.objects.get().at == now + timedelta(seconds=21)
    # A clock that was put back does not make a dead worker look alive for hours.
    beat(WORKER, now=now - HOUR)
    assert Heartbeat.objects.get().at == now - HOUR


def test_rel_06_a_scheduler_killed_between_claim_and_enqueue_loses_nothing(
    hourly, now, monkeypatch
):
    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(schedules, "enqueue", die)
        with pytest.raises(SystemExit):
            run_due_schedules(now=now)
    assert not Job.objects.exists()
    assert run_due_schedules(now=now) == ["hourly"]
