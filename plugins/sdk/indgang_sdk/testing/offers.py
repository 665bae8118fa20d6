"""Everything that a connector offers, asked in one way whatever kind it is."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from indgang_sdk.calendar import Event, EventSource, Lesson
from indgang_sdk.connectors import Context, HealthCheck
from indgang_sdk.errors import ConnectorError
from indgang_sdk.links import Destination, Launcher, LaunchRequest
from indgang_sdk.people import Need
from indgang_sdk.search import IndexPage, IndexSource, SearchHit, SearchSource
from indgang_sdk.sign_in import (
    Claims,
    IdentityProvider,
    OidcProvider,
    SamlProvider,
    SignInRefused,
)
from indgang_sdk.testing.example import Example, SignIn
from indgang_sdk.testing.people import NOBODY, Person
from indgang_sdk.testing.results import find_mismatch
from indgang_sdk.texts import Text
from indgang_sdk.tiles import Tile, TileSource
from indgang_sdk.week import Week, WeekSource

MOST_PAGES = 50
MOST_RESULTS = 20_000
Ask = Callable[[Any, Context, Example], Any]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A hook, the type that it yields, how one is asked and what it then answers."""

    hook: str
    word: str
    type: type
    ask: Ask
    answers: Any


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One source, launcher or health check of a connector."""

    kind: Kind
    source: Any

    def __str__(self) -> str:
        return f"{self.kind.word}:{self.source.name}"

    @property
    def mismatch(self) -> str:
        """Where it is not what its type says; "" when it is."""
        return find_mismatch(self.source, self.kind.type, where=str(self))

    @property
    def needs(self) -> frozenset[Need]:
        return getattr(self.source, "needs", frozenset())

    def find_people(self, example: Example) -> tuple[Person, ...]:
        """Those of an example who may ask; nobody where no person asks."""
        roles = getattr(self.source, "roles", None)
        if roles is None:
            return (NOBODY,)
        return tuple(person for person in example.people if person.roles & roles)

    def ask(self, context: Context, example: Example) -> Any:
        """The answer as it came, and a list where one after another is yielded."""
        return self.kind.ask(self.source, context, example)


def _read_tile(source: TileSource, context: Context, _: Example) -> Any:
    return source.read(context)


def _search(source: SearchSource, context: Context, example: Example) -> Any:
    return _collect(source.search(context, example.words))


def _read_index(source: IndexSource, context: Context, _: Example) -> Any:
    pages = [source.read(context, "")]
    while not pages[-1].is_last and len(pages) < MOST_PAGES:
        pages.append(source.read(context, pages[-1].cursor))
    return pages


def _open(source: Launcher, context: Context, example: Example) -> Any:
    children = context.viewer.children if Need.CHILD_ID in source.needs else ()
    target = example.targets.get(source.name, "")
    return source.open(context, LaunchRequest(target=target, child=next(iter(children), None)))


def _read_events(source: EventSource, context: Context, example: Example) -> Any:
    return _collect(source.read(context, example.period))


def _read_week(source: WeekSource, context: Context, example: Example) -> Any:
    return source.read(context, example.week)


def _check_health(source: HealthCheck, context: Context, _: Example) -> Any:
    return source.check(context)


def _sign_in(source: IdentityProvider, context: Context, example: Example) -> Any:
    """How the provider is described, and what each of its recorded answers comes to."""
    recorded = example.list_sign_ins(source.name)
    described = source.describe(context.settings)
    return [described, *(read_claims(source, one, context.settings) for one in recorded)]


def read_claims(source: IdentityProvider, sign_in: SignIn, settings: Any) -> Any:
    """The claims of an answer, or the refusal."""
    try:
        return source.read_claims(sign_in.make_answer(), sign_in.settings or settings)
    except SignInRefused as refused:
        return refused


def _collect(answer: Any) -> Any:
    """A list of what is yielded; what cannot be gone through stays as it is, for the check."""
    return list(islice(answer, MOST_RESULTS)) if hasattr(answer, "__iter__") else answer


KINDS = (
    Kind(hook="tile_sources", word="tile", type=TileSource, ask=_read_tile, answers=Tile),
    Kind(
        hook="search_sources",
        word="search",
        type=SearchSource,
        ask=_search,
        answers=list[SearchHit],
    ),
    Kind(
        hook="index_sources",
        word="index",
        type=IndexSource,
        ask=_read_index,
        answers=list[IndexPage],
    ),
    Kind(hook="launchers", word="launcher", type=Launcher, ask=_open, answers=Destination),
    Kind(
        hook="event_sources",
        word="events",
        type=EventSource,
        ask=_read_events,
        answers=list[Event | Lesson | ConnectorError],
    ),
    Kind(hook="week_sources", word="week", type=WeekSource, ask=_read_week, answers=Week),
    Kind(
        hook="health_checks",
        word="health",
        type=HealthCheck,
        ask=_check_health,
        answers=Text | None,
    ),
    Kind(
        hook="identity_providers",
        word="sign-in",
        type=IdentityProvider,
        ask=_sign_in,
        answers=list[SamlProvider | OidcProvider | Claims | SignInRefused],
    ),
)
