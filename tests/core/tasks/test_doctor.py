"""`manage.py doctor`: each thing that can be wrong is named, with what to do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from core.tasks import diagnoses, doctoring
from core.tasks.doctoring import Finding, register_check, run_checks
from core.tasks.heartbeats import SCHEDULER, WORKER, beat
from core.tasks.models import Job, JobState, OutboxMail

pytestmark = pytest.mark.django_db
GOOD_KEY = "k" * 50


@pytest.fixture(autouse=True)
def own_checks(monkeypatch):
    """Only the checks of core.tasks: other apps have tests of their own."""
    monkeypatch.setattr(doctoring, "_checks", {})
    diagnoses.register_diagnoses()


@pytest.fixture
def healthy(settings):
    """Everything as it should be."""
    settings.DEMO = False
    settings.SECRET_KEY = GOOD_KEY
    settings.IS_HTTPS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "Indgang <indgang@example.dk>"
    for name in (WORKER, SCHEDULER):
        beat(name, now=timezone.now())


def consult(*arguments):
    """The exit code and what the doctor said."""
    said = StringIO()
    try:
        call_command("doctor", *arguments, stdout=said, no_color=True)
    except SystemExit as left:
        return left.code, said.getvalue()
    return 0, said.getvalue()


def test_a_healthy_portal(healthy):
    code, said = consult()
    assert code == 0
    assert len(said.splitlines()) >= 9
    assert all(line.startswith("OK") for line in said.splitlines())


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("SECRET_KEY", diagnoses.KEY_OF_THE_DEMO, "INDGANG_SECRET_KEY"),
        ("SECRET_KEY", "kort", "INDGANG_SECRET_KEY"),
        ("DEBUG", True, "INDGANG_DEBUG"),
        ("IS_HTTPS", False, "INDGANG_URL"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "INDGANG_EMAIL_URL"),
        ("DEFAULT_FROM_EMAIL", "Indgang <indgang@localhost>", "INDGANG_EMAIL_FROM"),
    ],
)
def test_a_setting_that_is_not_fit_for_use(healthy, settings, setting, value, remedy):
    assert consult()[0] == 0
    setattr(settings, setting, value)
    code, said = consult()
    assert code == 1
    [line] = [line for line in said.splitlines() if line.startswith("      → ")]
    assert remedy in line


def test_the_demo_needs_no_secrets(healthy, settings):
    settings.SECRET_KEY = diagnoses.KEY_OF_THE_DEMO
    settings.DEMO, settings.IS_HTTPS = True, False
    assert consult()[0] == 0
    settings.DEMO = False
    assert consult()[0] == 1


@pytest.mark.parametrize(("name", "command"), [(WORKER, "db_worker"), (SCHEDULER, "run_schedules")])
def test_a_process_that_stopped(healthy, name, command):
    beat(name, now=timezone.now() - timedelta(hours=1))
    code, said = consult()
    assert code == 1
    assert command in said


def test_missing_migrations(healthy, monkeypatch):
    monkeypatch.setattr(diagnoses, "find_unapplied_migrations", lambda: ["cms.0009_new"])
    code, said = consult()
    assert code == 1
    assert "cms.0009_new" in said


def test_dead_jobs_are_counted_by_task(healthy):
    fields = {"installation_wide": True, "created_at": timezone.now(), "run_after": timezone.now()}
    for number in range(3):
        Job.objects.create(
            task=f"tasks.broken{number // 2}",
            state=JobState.DEAD,
            finished_at=timezone.now(),
            **fields,
        )
    code, said = consult()
    assert code == 1
    assert "tasks.broken0 × 2, tasks.broken1 × 1" in said
    Job.objects.update(finished_at=timezone.now() - timedelta(days=8))
    assert consult()[0] == 0


def test_a_mail_that_was_given_up(healthy):
    OutboxMail.objects.create(
        municipality_code="998",
        address="kontor@example.org",
        occasion="o",
        subject="s",
        body="b",
        created_at=timezone.now(),
        failed_at=timezone.now(),
        failure="refused",
    )
    code, said = consult()
    assert code == 1
    assert "dead_jobs" in said
    # Somebody without an address is no fault of the portal's.
    OutboxMail.objects.update(failure="no_address")
    assert consult()[0] == 0


def test_no_mail_goes_unless_asked_for(healthy, settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(diagnoses, "BACKENDS_THAT_SEND_NOTHING", ())
    assert consult()[0] == 0
    assert mail.outbox == []
    assert consult("--send-test", "drift@example.dk")[0] == 0
    [sent] = mail.outbox
    assert sent.to == ["drift@example.dk"]


def test_a_mail_server_that_does_not_answer(healthy, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    code, said = consult("--send-test", "drift@example.dk")
    assert code == 1
    assert "ConnectionRefusedError" in said


def test_another_app_adds_its_check(healthy):
    def find_footer(now):
        yield Finding(ok=False, says="footer of 998", remedy="make the page")

    register_check("footer", find_footer)
    register_check("footer", find_footer)
    code, said = consult()
    assert code == 1
    assert "footer: footer of 998" in said
    assert "make the page" in said
    with pytest.raises(ValueError, match="two checks"):
        register_check("footer", lambda now: [])


def test_a_check_that_breaks_is_a_finding_and_the_others_are_made(healthy):
    def break_down(now):
        raise KeyError("Bo Lund")

    before = len(run_checks(now=timezone.now()))
    register_check("broken", break_down)
    code, said = consult()
    assert code == 1
    assert "KeyError" in said
    assert "Lund" not in said
    assert len(run_checks(now=timezone.now())) == before + 1
