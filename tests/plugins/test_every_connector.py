"""Every connector that is here or installed runs the whole kit, whether its author asked or not."""

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from indgang_sdk.hookspecs import ENTRY_POINTS
from indgang_sdk.testing.kit import make_trial
from indgang_sdk.testing.subject import find_subject
from indgang_sdk.testing.trials import Trial, list_trials

ROOT = Path(__file__).resolve().parents[2]


def list_connectors(folder: Path) -> list[str]:
    """The connectors of a folder such as `plugins`, and those that packages have installed."""
    here = [f"{folder.name}.{path.parent.name}.plugin" for path in folder.glob("*/plugin.py")]
    return sorted({*here, *(entry.name for entry in entry_points(group=ENTRY_POINTS))})


TRIALS = [
    (name, trial)
    for name in list_connectors(ROOT / "plugins")
    for trial in list_trials(find_subject(name))
]


@pytest.mark.parametrize(
    "trial", [trial for _, trial in TRIALS], ids=[f"{name}-{trial.name}" for name, trial in TRIALS]
)
def test_CON_24_every_connector_keeps_the_contract(
    trial: Trial, request: pytest.FixtureRequest
) -> None:
    make_trial(trial, request.node)


def test_a_folder_with_hooks_is_a_connector_and_no_other(tmp_path: Path) -> None:
    plugins = tmp_path / "plugins"
    for name, file in (("library", "plugin.py"), ("sdk", "pyproject.toml")):
        (plugins / name).mkdir(parents=True)
        (plugins / name / file).touch()
    found = set(list_connectors(plugins))
    assert found - set(list_connectors(tmp_path)) == {"plugins.library.plugin"}
