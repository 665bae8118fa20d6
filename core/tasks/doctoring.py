"""What `manage.py doctor` looks at: each app registers its own checks in `doctoring.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the doctor's: what was looked at, whether it is as it should be, what to do."""

    ok: bool
    says: str
    remedy: str = ""


Check = Callable[[datetime], Iterable[Finding]]

_checks: dict[str, Check] = {}


def register_check(name: str, function: Check) -> None:
    """Has the doctor call `function(now)`; the name stands before each of its findings.

    Raises `ValueError` when another function has the name.
    """
    if _checks.setdefault(name, function) is not function:
        raise ValueError(f"two checks are named {name}")


def run_checks(*, now: datetime) -> list[tuple[str, Finding]]:
    """Every finding with the name of its check; a check that breaks is a finding, too."""
    return [(name, finding) for name, check in _checks.items() for finding in _run(check, now)]


def _run(check: Check, now: datetime) -> list[Finding]:
    try:
        return list(check(now))
    except Exception as error:  # noqa: BLE001 - the other checks are wanted all the same
        return [Finding(ok=False, says=f"the check itself broke: {type(error).__name__}")]
