"""What signing in has done again and again."""

from datetime import timedelta

from core.login.limits import KEPT
from core.login.local import schedules as local_accounts  # noqa: F401 - it registers
from core.login.models import SignInAttempt
from core.login.sessions import SessionStore
from core.login.signing_in.people import end_unvouched_sessions
from core.login.signing_in.waiting import forget_waiting
from core.login.used_once import forget_used
from core.tasks.queue import Run, task
from core.tasks.schedules import register_schedule


@task()
def clear_sessions(run: Run) -> None:
    """Deletes sessions that have ended by themselves."""
    SessionStore.clear_expired()


@task()
def forget_attempts(run: Run) -> None:
    """Deletes failed attempts that no longer count."""
    SignInAttempt.objects.filter(at__lt=run.now - KEPT).delete()


@task()
def forget_answers(run: Run) -> None:
    """Deletes what counted once, and answers that nobody took."""
    forget_used(now=run.now)
    forget_waiting(now=run.now)


@task()
def end_sessions_not_vouched_for(run: Run) -> None:
    """Ends sessions begun by a municipality's own provider of people who now belong elsewhere."""
    end_unvouched_sessions(now=run.now)


register_schedule(name="clear_sessions", task=clear_sessions, every=timedelta(hours=1))
register_schedule(name="forget_attempts", task=forget_attempts, every=timedelta(hours=1))
register_schedule(name="forget_answers", task=forget_answers, every=timedelta(hours=1))
register_schedule(
    name="end_sessions_not_vouched_for",
    task=end_sessions_not_vouched_for,
    every=timedelta(minutes=10),
)
