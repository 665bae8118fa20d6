"""What a connector says of itself is checked once, and what breaks the contract is named."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Literal

import pytest
from pydantic import Field

from core.connectors.configuration.categories import find_category
from core.connectors.registry.checking import InvalidConnector
from core.connectors.registry.offers import read_offer
from indgang_sdk import EPOCH, hookimpl
from indgang_sdk.calendar import EventSource
from indgang_sdk.connectors import Category, ChosenBySetting, Connector, HealthCheck
from indgang_sdk.links import Launcher
from indgang_sdk.people import Need, Role
from indgang_sdk.search import IndexSource, SearchSource
from indgang_sdk.settings import Layer, Secret, Settings, setting
from indgang_sdk.sign_in import IdentityProvider, Vouches
from indgang_sdk.texts import Text
from indgang_sdk.tiles import TileSource
from indgang_sdk.week import WeekSource
from tests.core.connectors.systems import library

WORDS = Text(da="Bøger", en="Books")
SOURCES = {
    "tile_sources": (TileSource, "read"),
    "search_sources": (SearchSource, "search"),
    "index_sources": (IndexSource, "read"),
    "launchers": (Launcher, "open"),
    "event_sources": (EventSource, "read"),
    "week_sources": (WeekSource, "read"),
    "health_checks": (HealthCheck, "check"),
}
WITH_ROLES = sorted(set(SOURCES) - {"index_sources", "health_checks"})


def make_connector(**named):
    own = {"name": "made_up", "title": WORDS, "description": WORDS, "version": "1", "made_for": 1}
    return Connector(**{**own, **named})


def make_source(hook, **named):
    kind, asked = SOURCES[hook]
    own = {"name": "one", "title": WORDS, asked: print}
    if hook in WITH_ROLES:
        own["roles"] = frozenset({Role.PUPIL})
    return kind(**{**own, **named})


def make_plugin(connector=None, **hooks):
    """A connector whose hooks yield some values."""
    yields = {"connectors": [connector or make_connector()], **hooks}
    return SimpleNamespace(**{name: make_hook(name, values) for name, values in yields.items()})


def make_hook(name, values):
    def hook():
        yield from values

    hook.__name__ = name
    return hookimpl(hook)


def explain(plugin, **named):
    with pytest.raises(InvalidConnector) as refused:
        read_offer(plugin, **named)
    return str(refused.value)


def test_what_a_connector_offers_is_found_by_hook_and_name():
    offer = read_offer(library)
    assert offer.connector.name == "library"
    assert [source.name for source in offer.list_sources("tile_sources")] == ["loans"]
    assert offer.find_source("launchers", "book").title.en == "Open"
    assert offer.find_source("launchers", "loans") is None
    assert offer.list_sources("week_sources") == []
    assert {need: len(sources) for need, sources in offer.needs.items()} == {
        Need.CHILD_FIRST_NAME: 1,
        Need.CHILD_ID: 2,
    }


@pytest.mark.parametrize("hook", SOURCES)
def test_each_hook_takes_its_own_type_and_names_another(hook):
    assert read_offer(make_plugin(**{hook: [make_source(hook)]})).find_source(hook, "one")
    reason = explain(make_plugin(**{hook: ["one"]}))
    assert reason.startswith(f"{hook}() must yield {SOURCES[hook][0].__name__}, not ")


@pytest.mark.parametrize("hook", SOURCES)
def test_a_name_is_named_once(hook):
    reason = explain(make_plugin(**{hook: [make_source(hook), make_source(hook)]}))
    assert reason == f"{hook}() yields two named one"


@pytest.mark.parametrize("hook", SOURCES)
@pytest.mark.parametrize("name", ["", "x", "Books", "two words", "7up", "å" * 3, "a" * 41, None, 7])
def test_what_is_no_name_is_refused(hook, name):
    reason = explain(make_plugin(**{hook: [make_source(hook, name=name)]}))
    assert reason == f"{hook}(): {name!r:.60} is no name: use a-z, 0-9 and _"


@pytest.mark.parametrize("hook", WITH_ROLES)
def test_a_source_for_nobody_is_refused(hook):
    reason = explain(make_plugin(**{hook: [make_source(hook, roles=frozenset())]}))
    assert reason == f"{hook}(): one is for nobody: name its roles"


@pytest.mark.parametrize("hook", WITH_ROLES)
@pytest.mark.parametrize("roles", ["pupil", {"teacher"}, Role.PUPIL, [["pupil"]], 7])
def test_what_are_no_roles_is_refused(hook, roles):
    reason = explain(make_plugin(**{hook: [make_source(hook, roles=roles)]}))
    assert reason == f"{hook}(): one is for something that is no Role"


@pytest.mark.parametrize("needs", [{"child.cpr"}, "child.id", [["child.id"]], None])
def test_a_need_that_there_is_not_is_refused(needs):
    reason = explain(make_plugin(tile_sources=[make_source("tile_sources", needs=needs)]))
    assert reason == "tile_sources(): one needs something that is no Need"


@pytest.mark.parametrize("hook", SOURCES)
def test_a_source_without_words_is_refused(hook):
    reason = explain(make_plugin(**{hook: [make_source(hook, title="Books")]}))
    assert reason == f"{hook}(): the title of one is no Text"


@pytest.mark.parametrize("hook", SOURCES)
def test_what_cannot_be_called_is_refused(hook):
    asked = SOURCES[hook][1]
    reason = explain(make_plugin(**{hook: [make_source(hook, **{asked: "read"})]}))
    assert reason == f"{hook}(): {asked} of one cannot be called"


@pytest.mark.parametrize(
    ("hook", "name"), [("tile_sources", "max_age"), ("index_sources", "every")]
)
def test_a_time_that_is_none_is_refused(hook, name):
    assert read_offer(make_plugin(**{hook: [make_source(hook, **{name: timedelta(minutes=5)})]}))
    reason = explain(make_plugin(**{hook: [make_source(hook, **{name: 300})]}))
    assert reason == f"{hook}(): {name} of one is no timedelta"


def test_a_misspelled_hook_is_refused():
    reason = explain(make_plugin(tile_source=[]))
    assert reason.startswith("a hook is misspelled or takes arguments")
    assert "tile_source" in reason


def test_a_hook_with_arguments_is_refused():
    plugin = make_plugin()
    plugin.tile_sources = hookimpl(lambda viewer: [])
    assert explain(plugin).startswith("a hook is misspelled or takes arguments")


@pytest.mark.parametrize("hook", ["connectors", *SOURCES])
def test_a_hook_that_is_not_marked_is_refused(hook):
    plugin = make_plugin()
    setattr(plugin, hook, list)
    assert explain(plugin) == f"{hook} is not marked with @hookimpl"


@pytest.mark.parametrize(
    "values", [[], ["library"], [None], [make_connector(), make_connector(name="another")]]
)
def test_a_connector_is_exactly_one(values):
    assert explain(make_plugin(connectors=values)) == (
        "connectors() must yield exactly one Connector"
    )


@pytest.mark.parametrize("name", ["", "x", "Library", "my-library", "a" * 41, None, 7, b"library"])
def test_a_connector_has_a_name(name):
    reason = explain(make_plugin(make_connector(name=name)))
    assert reason == f"{name!r:.60} is no name: use a-z, 0-9 and _"


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        ({"title": "Books"}, "title must be Text, not str"),
        ({"description": None}, "description must be Text, not NoneType"),
        ({"version": 1.0}, "version must be str, not float"),
        ({"version": "1" * 41}, "version is longer than 40 characters"),
        ({"made_for": "1"}, "made_for must be int, not str"),
        ({"category": "games"}, "category must be Category or ChosenBySetting, not str"),
        ({"category": None}, "category must be Category or ChosenBySetting, not NoneType"),
        ({"settings": dict}, "settings must be a subclass of indgang_sdk.settings.Settings"),
        ({"settings": Settings()}, "settings must be a subclass of indgang_sdk.settings.Settings"),
        ({"find_hosts": "library.example"}, "find_hosts cannot be called"),
    ],
)
def test_what_a_connector_says_of_itself_has_its_type(named, reason):
    assert read_offer(make_plugin(make_connector(category=Category.LIBRARY)))
    assert explain(make_plugin(make_connector(**named))) == reason


class ChoosingSettings(Settings):
    """Settings of which some can choose the kind of system, and others look as if they could."""

    kind: Category = setting(title=WORDS)
    some: Literal[Category.LIBRARY, Category.ABSENCE] = setting(title=WORDS)
    has_default: Category = setting(title=WORDS, default="library")
    text: str = setting(title=WORDS)
    tone: Literal["library", "loud"] = setting(title=WORDS)
    mixed: Literal[Category.LIBRARY, "loud"] = setting(title=WORDS)
    maybe: Category | None = setting(title=WORDS, default=None)
    secret: Secret = setting(title=WORDS)
    school: Category = setting(title=WORDS, layer=Layer.INSTITUTION)
    portal: Category = setting(title=WORDS, layer=Layer.PORTAL)
    games: Category = setting(title=WORDS, default="games")
    made: Category = Field(default_factory=lambda: Category.LIBRARY)


def make_choosing(name):
    chosen = ChosenBySetting(name=name)
    return make_plugin(make_connector(settings=ChoosingSettings, category=chosen))


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("kind", tuple(Category)),
        ("some", (Category.LIBRARY, Category.ABSENCE)),
        ("has_default", tuple(Category)),
    ],
)
def test_a_connector_can_be_what_its_setting_offers(name, categories):
    assert read_offer(make_choosing(name)).connector.categories == categories
    one = read_offer(make_plugin(make_connector(category=Category.LINKS))).connector
    assert one.categories == (Category.LINKS,)
    assert read_offer(make_plugin()).connector.categories == (Category.OTHER,)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone", "there is no setting named 'gone'"),
        (7, "there is no setting named 7"),
        ([], "there is no setting named []"),
        *(
            (name, f"the setting {name} must be a Category or a Literal of some")
            for name in ("text", "tone", "mixed", "maybe", "secret")
        ),
        ("school", "the setting school must be the municipality's"),
        ("portal", "the setting portal must be the municipality's"),
        ("games", "the setting games has a default that cannot be chosen"),
        ("made", "the setting made has a default that cannot be chosen"),
    ],
)
def test_a_setting_that_chooses_no_kind_of_system_is_named(name, reason):
    assert read_offer(make_choosing("kind"))
    assert explain(make_choosing(name)) == f"category: {reason}"


def test_a_default_is_the_kind_until_another_is_chosen():
    offer = read_offer(make_choosing("has_default"))
    assert find_category(offer, {}) is Category.LIBRARY
    assert find_category(offer, {"has_default": "absence"}) is Category.ABSENCE
    assert find_category(read_offer(make_choosing("kind")), {}) is None


@pytest.mark.parametrize("hook", ["connectors", *SOURCES])
@pytest.mark.parametrize(
    "error", [RuntimeError("x"), SystemExit("x"), RecursionError("x"), GeneratorExit("x")]
)
def test_a_hook_that_raises_is_named(hook, error):
    def fail():
        raise error

    plugin = make_plugin()
    setattr(plugin, hook, hookimpl(fail))
    assert explain(plugin) == f"{hook}() raises {type(error).__name__}: x"


@pytest.mark.parametrize(
    ("epoch", "reason"),
    [
        (EPOCH, ""),
        (EPOCH + 1, ""),
        (
            EPOCH + 2,
            "it is made for epoch 1, and this portal runs 2 and 3: update the connector",
        ),
    ],
)
def test_a_connector_runs_on_its_epoch_and_the_next(epoch, reason):
    plugin = make_plugin(make_connector(made_for=EPOCH))
    if not reason:
        assert read_offer(plugin, epoch=epoch).connector.made_for == EPOCH
    else:
        assert explain(plugin, epoch=epoch) == reason


def test_a_connector_of_the_future_is_refused():
    reason = explain(make_plugin(make_connector(made_for=EPOCH + 1)))
    assert reason == "it is made for epoch 2, and this portal has epoch 1: update Indgang"


def make_provider(**changed):
    own = {"name": "one", "title": WORDS, "vouches": Vouches.MUNICIPALITY}
    return IdentityProvider(**{**own, "describe": print, "read_claims": print, **changed})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"describe": None}, "describe of one cannot be called"),
        ({"read_claims": "claims"}, "read_claims of one cannot be called"),
        ({"find_title": "Log ind"}, "find_title of one cannot be called"),
        ({"vouches": "everybody"}, "vouches of one is no Vouches"),
    ],
)
def test_an_identity_provider_that_nobody_could_sign_in_by_is_refused(changed, reason):
    for fine in (make_provider(), make_provider(find_title=print)):
        assert read_offer(make_plugin(identity_providers=[fine]))
    with pytest.raises(InvalidConnector, match=reason):
        read_offer(make_plugin(identity_providers=[make_provider(**changed)]))
