"""What signing in has done again and again."""

from datetime import timedelta

from core.login.limits import KEPT
from core.login.models import SignInAttempt
from core.login.sessions import SessionStore
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


register_schedule(name="clear_sessions", task=clear_sessions, every=timedelta(hours=1))
register_schedule(name="forget_attempts", task=forget_attempts, every=timedelta(hours=1))
