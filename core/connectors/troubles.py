"""Which systems did not answer on a page that asks several, and what people read about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.connectors.asked import Asked
from core.connectors.failure_words import name_failure, name_gap
from core.connectors.running.outcomes import Answered, FailureKind, Outcome


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A system that did not answer, or not with everything, and whom to ask meanwhile."""

    system: str
    # None where it answered, and something is missing.
    kind: FailureKind | None
    advice: str

    @property
    def words(self) -> str:
        """A sentence for everybody, in the language of the moment."""
        return name_failure(self.kind, self.system) if self.kind else name_gap(self.system)


def list_troubles(asked: Asked, *, language: str) -> Iterator[Trouble]:
    """Each system that lacks something once, whatever it was asked besides."""
    named = set()
    for item, _, outcome in asked.answers:
        connection = item.reach.connection
        if is_whole(outcome) or connection.pk in named:
            continue
        named.add(connection.pk)
        kind = None if isinstance(outcome, Answered) else outcome.kind
        yield Trouble(system=connection.title, kind=kind, advice=connection.advice_in(language))


def is_whole(outcome: Outcome) -> bool:
    """Whether everything that was asked for is in an answer."""
    return isinstance(outcome, Answered) and not outcome.troubles
