"""What is known of a connector after it was tried, for people and for machines."""

from collections.abc import Iterable
from typing import Any

from indgang_sdk.connectors import Connector
from indgang_sdk.epoch import EPOCH
from indgang_sdk.testing.quality import RULES, Mark, Quality, Rule, Tier, find_tier
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Outcome, State

SAID = "said by the author"
# What stands of a rule when several of its trials differ: the first that there is.
ORDER = (State.FAILED, State.TO_DO, State.PASSED, State.EXEMPT, State.NOT_APPLICABLE)
TIERS = (Tier.BRONZE, Tier.SILVER, Tier.GOLD)


def make_certificate(subject: Subject, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The tier of a connector, each rule with how it stands, and every trial."""
    made = list(outcomes)
    first = next((one for one in subject.connectors if isinstance(one, Connector)), None)
    return {
        "connector": subject.name,
        "version": first.version if first else "",
        "made_for": first.made_for if first else 0,
        "epoch": EPOCH,
        "tier": find_tier(subject.quality, made).value,
        "rules": {rule.name: _judge_rule(rule, subject.quality, made) for rule in RULES},
        "trials": [
            {"check": one.check, "of": one.offer, "state": one.state.value, "reason": one.reason}
            for one in made
        ],
    }


def write_certificate(certificate: dict[str, Any]) -> str:
    """The certificate to be read: by tier, what is passed and what is missing."""
    head = f"{certificate['connector']} {certificate['version']}: {certificate['tier']}"
    lines = [head.replace(": none", ": no tier yet"), ""]
    for tier in TIERS:
        lines.append(tier.value)
        for rule in (one for one in RULES if one.tier is tier):
            stands = certificate["rules"][rule.name]
            lines.append(
                f"  {stands['state']:<18} {rule.name:<16} {stands['reason'] or rule.words}"
            )
    return "\n".join(lines)


def _judge_rule(rule: Rule, quality: Quality, outcomes: list[Outcome]) -> dict[str, str]:
    if not rule.is_checked:
        mark = quality.mark_of(rule.name)
        states = {Mark.DONE: SAID, Mark.TO_DO: State.TO_DO.value, Mark.EXEMPT: State.EXEMPT.value}
        return {"state": states[mark], "reason": quality.reasons.get(rule.name, "")}
    own = [one for one in outcomes if one.check == rule.name]
    for state in ORDER:
        for one in own:
            if one.state is state:
                return {"state": state.value, "reason": one.reason}
    return {"state": "not tried", "reason": ""}
