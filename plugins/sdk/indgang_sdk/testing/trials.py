"""Trying a connector: each check of each source is one trial with one outcome."""

from dataclasses import dataclass

from indgang_sdk.connectors import Connector
from indgang_sdk.testing.checks import CONNECTOR_CHECKS, OFFER_CHECKS
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.quality import RULES, Mark
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable, Outcome, State


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A check that waits to be made."""

    subject: Subject
    check: str
    offer: Offer | None = None

    @property
    def name(self) -> str:
        return f"{self.check}-{self.offer}" if self.offer else self.check

    def make(self) -> Outcome:
        """The outcome; what the author has marked as to do may fail, and is then to do."""
        quality = self.subject.quality
        mark = quality.mark_of(self.check)
        if mark is Mark.EXEMPT:
            return self._say(State.EXEMPT, quality.reasons[self.check])
        try:
            self._run()
        except NotApplicable as error:
            return self._say(State.NOT_APPLICABLE, str(error))
        except Failed as error:
            is_open = mark is Mark.TO_DO
            return self._say(State.TO_DO if is_open else State.FAILED, str(error))
        return self._say(State.PASSED)

    def _run(self) -> None:
        if self.offer is None:
            CONNECTOR_CHECKS[self.check](self.subject)
        else:
            OFFER_CHECKS[self.check](self.subject, self.offer)

    def _say(self, state: State, reason: str = "") -> Outcome:
        offer = str(self.offer) if self.offer else ""
        return Outcome(check=self.check, state=state, offer=offer, reason=reason)


def list_trials(subject: Subject) -> list[Trial]:
    """Every trial of a connector, in the order of the quality scale.

    Of one that is not even a connector with an example, only the contract is tried, and nothing
    is asked of a source that is not what its type says.
    """
    is_ready = subject.example is not None and [type(one) for one in subject.connectors] == [
        Connector
    ]
    offers = [offer for offer in subject.offers if not offer.mismatch]
    trials = []
    for name in (rule.name for rule in RULES if rule.is_checked):
        if name in CONNECTOR_CHECKS:
            if is_ready or name == "contract":
                trials.append(Trial(subject=subject, check=name))
        elif is_ready:
            trials += [Trial(subject=subject, check=name, offer=one) for one in offers]
    return trials


def try_connector(subject: Subject) -> list[Outcome]:
    """The outcomes of all trials."""
    return [trial.make() for trial in list_trials(subject)]
