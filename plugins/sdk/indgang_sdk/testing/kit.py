"""The kit as a class that a test of an author's inherits from."""

from types import ModuleType
from typing import Any, ClassVar

import pytest

from indgang_sdk.testing.subject import find_subject, load_subject
from indgang_sdk.testing.trials import Trial, list_trials
from indgang_sdk.testing.verdicts import Failed, State

PROPERTY = "indgang_outcome"


class ConnectorKit:
    """Every check of the kit, as tests of one connector.

    >>> class TestLibrary(ConnectorKit):
    ...     connector = "library"
    """

    # The name of its entry point or its module, or the module itself.
    connector: ClassVar[str | ModuleType] = ""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "trial" in metafunc.fixturenames:
            named = self.connector
            subject = find_subject(named) if isinstance(named, str) else load_subject(named)
            trials = list_trials(subject)
            metafunc.parametrize("trial", trials, ids=[trial.name for trial in trials])

    def test_it_holds(self, trial: Trial, request: pytest.FixtureRequest) -> None:
        make_trial(trial, request.node)


def make_trial(trial: Trial, node: Any) -> None:
    """Makes a trial as a test: fails, skips or expects the failure as its outcome says."""
    outcome = trial.make()
    said = (trial.subject.module.__name__, outcome.check, outcome.offer)
    node.user_properties.append((PROPERTY, [*said, outcome.state.value, outcome.reason]))
    if outcome.state is State.FAILED:
        raise Failed(outcome.reason)
    if outcome.state is State.TO_DO:
        pytest.xfail(outcome.reason)
    if outcome.state in {State.NOT_APPLICABLE, State.EXEMPT}:
        pytest.skip(f"{outcome.state.value}: {outcome.reason}")
