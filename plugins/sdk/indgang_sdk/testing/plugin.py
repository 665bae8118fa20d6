"""`pytest --connector=NAME`: every check of the kit, without a test to write."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from indgang_sdk.testing.trials import Trial

# The rest of the kit is imported when it is asked for: this module is loaded with every pytest.


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("indgang", "connectors for Indgang")
    group.addoption(
        "--connector",
        action="append",
        default=[],
        metavar="NAME",
        help="try a connector, by its entry point or its module; may be given again",
    )
    group.addoption(
        "--certificate",
        metavar="FILE",
        help="write what was found about the connectors as JSON",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_Certificates(config), "indgang_certificates")


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """With a connector and no paths, nothing else is tested."""
    is_told = config.args_source is pytest.Config.ArgsSource.ARGS
    return True if config.getoption("connector") and not is_told else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    for name in session.config.getoption("connector"):
        collector = ConnectorCollector.from_parent(session, name=name, nodeid=f"connector {name}")
        items.extend(collector.collect())


class ConnectorCollector(pytest.Collector):
    """A connector that was named on the command line."""

    def collect(self) -> Iterator[pytest.Item]:
        from indgang_sdk.testing.subject import find_subject  # noqa: PLC0415
        from indgang_sdk.testing.trials import list_trials  # noqa: PLC0415

        try:
            subject = find_subject(self.name)
        except Exception as error:
            message = f"no connector {self.name}: {type(error).__name__}: {error}"
            raise pytest.UsageError(message) from error
        for trial in list_trials(subject):
            yield TrialItem.from_parent(self, name=trial.name, trial=trial)


class TrialItem(pytest.Item):
    """One check of one source."""

    def __init__(self, *, trial: "Trial", **about: Any) -> None:
        super().__init__(**about)
        self.trial = trial

    def runtest(self) -> None:
        from indgang_sdk.testing.kit import make_trial  # noqa: PLC0415

        make_trial(self.trial, self)

    def repr_failure(  # type: ignore[override]
        self, excinfo: pytest.ExceptionInfo[BaseException], **_: Any
    ) -> Any:
        """What to change, without the kit's own lines."""
        from indgang_sdk.testing.verdicts import Failed  # noqa: PLC0415

        is_verdict = isinstance(excinfo.value, Failed)
        return str(excinfo.value) if is_verdict else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, f"{self.parent.name if self.parent else ''} {self.name}"


class _Certificates:
    """Gathers the outcomes of a run, which may have come from several processes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.said: dict[str, list[list[str]]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            for name, value in report.user_properties:
                if name == "indgang_outcome" and isinstance(value, list):
                    self.said.setdefault(value[0], []).append(value[1:])

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.said:
            return
        from indgang_sdk.testing.certificate import write_certificate  # noqa: PLC0415

        certificates = [self._make(module) for module in self.said]
        terminalreporter.section("connectors")
        is_asked = self.config.getoption("connector") or self.config.getoption("certificate")
        for one in certificates:
            text = write_certificate(one)
            terminalreporter.write_line(text if is_asked else text.partition("\n")[0])
        if target := self.config.getoption("certificate"):
            text = json.dumps(certificates, ensure_ascii=False, indent=2)
            Path(target).write_text(text + "\n", encoding="utf-8")

    def _make(self, module: str) -> dict[str, Any]:
        from indgang_sdk.testing.certificate import make_certificate  # noqa: PLC0415
        from indgang_sdk.testing.subject import find_subject  # noqa: PLC0415
        from indgang_sdk.testing.verdicts import Outcome, State  # noqa: PLC0415

        outcomes = [
            Outcome(check=check, offer=offer, state=State(state), reason=reason)
            for check, offer, state, reason in self.said[module]
        ]
        return make_certificate(find_subject(module), outcomes)
