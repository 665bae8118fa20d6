"""Connectors of the settings and of installed packages; one that fails costs itself alone."""

import pytest

from core.connectors.registry.finding import find_connectors
from tests.core.connectors.conftest import LIBRARY

SOURCE = """
from indgang_sdk import hookimpl
from indgang_sdk.connectors import Connector
from indgang_sdk.texts import Text

WORDS = Text(da="Spil", en="Games")

@hookimpl
def connectors():
    yield Connector(
        name="{name}", title=WORDS, description=WORDS, version="1.0.0", made_for={epoch}
    )
"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder on the path, in which a test installs made-up packages."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def install(module, *, name, epoch=1, entry_point=True):
        (tmp_path / f"{module}.py").write_text(SOURCE.format(name=name, epoch=epoch))
        if entry_point:
            folder = tmp_path / f"{module}-1.0.0.dist-info"
            folder.mkdir()
            (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1\n")
            (folder / "entry_points.txt").write_text(f"[indgang.connectors]\n{name} = {module}\n")

    return install


def test_a_package_that_is_installed_is_found_beside_those_of_the_settings(site):
    before = find_connectors([LIBRARY])
    site("found_games", name="games")
    after = find_connectors([LIBRARY])
    assert set(after.offers) - set(before.offers) == {"games"}
    assert after.find("library").connector.version == "1.0.0"
    assert after.find("chess") is None


def test_what_is_named_and_installed_is_found_once(site):
    site("twice_games", name="games")
    registry = find_connectors(["twice_games"])
    assert "games" in registry.offers
    assert [item for item in registry.failed if item.place == "twice_games"] == []


def test_of_two_with_one_name_the_first_is_used_and_the_other_named(site):
    site("first_games", name="games", entry_point=False)
    site("second_games", name="games")
    registry = find_connectors(["first_games"])
    assert registry.offers["games"].connector.name == "games"
    failed = {item.place: item.reason for item in registry.failed}
    assert failed["second_games"] == "another connector is named games"


def test_a_package_of_another_epoch_is_named_and_the_others_run(site):
    site("future_games", name="games", epoch=9)
    registry = find_connectors([LIBRARY])
    assert "games" not in registry.offers
    assert "library" in registry.offers
    failed = {item.place: item.reason for item in registry.failed}
    assert failed["future_games"] == (
        "it is made for epoch 9, and this portal has epoch 1: update Indgang"
    )


UNPRINTABLE = """
class Odd(Exception):
    def __str__(self):
        raise ValueError

raise Odd
"""
LAZY = """
def __dir__():
    return ["connectors", "heavy"]

def __getattr__(name):
    import no_such_package
"""


@pytest.mark.parametrize(
    ("module", "source", "reason"),
    [
        ("ending", "raise SystemExit(1)", "it cannot be imported: SystemExit: 1"),
        (
            "cancelled",
            "import asyncio\nraise asyncio.CancelledError('x')",
            "it cannot be imported: CancelledError: x",
        ),
        ("left", "raise GeneratorExit('x')", "it cannot be imported: GeneratorExit: x"),
        (
            "unprintable",
            UNPRINTABLE,
            "it cannot be imported: Odd: <exception str() failed>",
        ),
        (
            "lazy",
            LAZY,
            "its names cannot be read: ModuleNotFoundError: No module named 'no_such_package'",
        ),
    ],
)
def test_CON_02_whatever_a_module_raises_costs_itself_alone(site, tmp_path, module, source, reason):
    site(f"{module}_games", name="games")
    (tmp_path / f"{module}_games.py").write_text(source)
    registry = find_connectors([LIBRARY])
    assert "library" in registry.offers
    assert "games" not in registry.offers
    failed = {item.place: item.reason for item in registry.failed}
    assert failed[f"{module}_games"] == reason


def test_whoever_stops_the_portal_while_it_starts_does_stop_it(site, tmp_path):
    site("stopped_games", name="games", entry_point=False)
    (tmp_path / "stopped_games.py").write_text("raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        find_connectors(["stopped_games"])


@pytest.mark.parametrize("place", ["", ".relative", "a b", "os.path:join"])
def test_a_place_that_is_no_module_is_named(place):
    registry = find_connectors([place, LIBRARY])
    assert "library" in registry.offers
    reason = {item.place: item.reason for item in registry.failed}[place]
    assert reason.startswith("it cannot be imported: ")
