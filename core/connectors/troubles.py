"""Which systems did not answer on a page that asks several, and what people read about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.connectors.failure_words import name_failure
from core.connectors.reached import Reached
from core.connectors.running.outcomes import Answered, FailureKind, Outcome


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A system that did not answer, and whom to ask meanwhile."""

    system: str
    kind: FailureKind
    advice: str

    @property
    def words(self) -> str:
        """A sentence for everybody, in the language of the moment."""
        return name_failure(self.kind, self.system)


def list_troubles(
    reached: Iterable[Reached], outcomes: Iterable[Outcome], *, language: str
) -> Iterator[Trouble]:
    """Each system that did not answer once, whatever it was asked besides."""
    named = set()
    for item, outcome in zip(reached, outcomes, strict=True):
        connection = item.reach.connection
        if isinstance(outcome, Answered) or connection.pk in named:
            continue
        named.add(connection.pk)
        yield Trouble(
            system=connection.title, kind=outcome.kind, advice=connection.advice_in(language)
        )
