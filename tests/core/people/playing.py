"""Plays families of any kind by a fresh seed."""

import random
import sys

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.core.people.families import Families


def play(families: type[Families], *, examples: int, steps: int) -> None:
    """Plays so many families; the seed is printed, so that a failure can be played again."""
    chosen = random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"seed of the families: {chosen}\n")
    run_state_machine_as_test(
        seed(chosen)(families),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
