"""The quality scale: what a connector has to be, in three tiers, and how each rule is judged."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from indgang_sdk.testing.verdicts import Outcome, State

FILE = "quality.toml"


class Tier(StrEnum):
    """How far a connector is: each tier asks for everything of those below it."""

    NONE = "none"
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"


class Mark(StrEnum):
    """What an author says about a rule."""

    DONE = "done"
    TO_DO = "todo"
    EXEMPT = "exempt"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of the scale. The check of the same name judges it, or somebody who reads."""

    name: str
    tier: Tier
    words: str
    is_checked: bool = True
    may_be_exempt: bool = True


def _bronze(name: str, words: str, *, may_be_exempt: bool = False) -> Rule:
    return Rule(name=name, tier=Tier.BRONZE, words=words, may_be_exempt=may_be_exempt)


def _silver(name: str, words: str) -> Rule:
    return Rule(name=name, tier=Tier.SILVER, words=words)


def _gold(name: str, words: str, *, is_checked: bool = True) -> Rule:
    return Rule(name=name, tier=Tier.GOLD, words=words, is_checked=is_checked)


RULES = (
    _bronze("contract", "names, types, hooks, version and epoch are what the contract says"),
    _bronze("answer", "the recorded answers become a result of the right type, within its limits"),
    _bronze("outage", "a system that does not answer is Unavailable, never an empty result"),
    _bronze("refusal", "401 and 403 are Refused"),
    _bronze("slow", "when the time is over it is Unavailable, and nothing is asked again"),
    _bronze(
        "malformed",
        "an answer cut short, of other types, or a web page is UnexpectedAnswer",
        may_be_exempt=True,
    ),
    _bronze("oversized", "a result stays within its limits, however much is answered"),
    _bronze(
        "wrong_person",
        "what is answered about somebody else is never shown, and is told",
        may_be_exempt=True,
    ),
    _bronze("declared_fields", "nothing about a person is read that is not among the needs"),
    _bronze("addresses", "no address holds the id or the name of a person"),
    _bronze("secrets", "no secret stands in an address, a log, an error or a result"),
    _bronze("messages", "logs and errors name no person, no address and nothing of an answer"),
    _bronze("texts", "every text is there in Danish and in English, in words people know"),
    _bronze("way_out", "nothing is reached but by the client that a call is given"),
    _bronze("hosts", "only hosts that the connector declares are asked, over https"),
    _bronze("imports", "nothing of the portal, of a framework or of another connector is imported"),
    _bronze(
        "sign_in",
        "an identity provider is described whole, and its answers mean what the example says",
    ),
    _bronze("odd_claims", "claims that are missing, doubled or foreign sign nobody in"),
    _bronze("levels", "a level counts only where one known word says it"),
    _silver("needs_used", "every declared need is read"),
    _silver("memory", "nothing about a person is put into the memory"),
    _silver("process", "what all connectors share is left as it is, at import and in a call"),
    _silver("markup", "HTML in a name comes through as text, neither bare nor escaped"),
    _silver("retry_after", "when the system says when to come back, that is passed on"),
    _silver("own_words", "the connector's own words are Texts, so that each reads their language"),
    _silver("health", "a health check says whether the settings fit"),
    _silver("setting_words", "every setting has words, and what is secret is a Secret"),
    _silver("accessible", "every part has a title, and every link says where it leads"),
    _gold("empty", "a tile with nothing to show says so in its own words"),
    _gold("readme", "a README.md says what the system is, and how to get access to it"),
    _gold("unchanged", "what is about nobody and has not changed is not sent again"),
    _gold("tried", "it was tried against a test system of the supplier", is_checked=False),
    _gold("read_by_a_dane", "somebody with Danish as mother tongue read it", is_checked=False),
)
NAMES = tuple(rule.name for rule in RULES)


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What an author says about each rule, and what is wrong with how it is said."""

    marks: dict[str, Mark] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    def mark_of(self, rule: str) -> Mark:
        """Without a word of the author's a rule counts as done, and so has to hold."""
        return self.marks.get(rule, Mark.DONE)


def read_quality(path: Path) -> Quality:
    """The marks of a `quality.toml`: `rule = "done"`, `"todo"` or `{exempt = "the reason"}`."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Quality(problems=(f"there is no {FILE} in the connector's folder",))
    except tomllib.TOMLDecodeError as error:
        return Quality(problems=(f"{FILE} cannot be read: {error}",))
    marks, reasons, problems = {}, {}, []
    for name, value in said.items():
        mark, reason = _read_mark(value)
        if problem := _judge_mark(name, mark, reason):
            problems.append(problem)
        elif mark:
            marks[name], reasons[name] = mark, reason
    problems += [f"{FILE} says nothing about {name}" for name in NAMES if name not in said]
    return Quality(marks=marks, reasons=reasons, problems=tuple(problems))


def _read_mark(value: Any) -> tuple[Mark | None, str]:
    if isinstance(value, dict) and set(value) == {Mark.EXEMPT.value}:
        return Mark.EXEMPT, str(value[Mark.EXEMPT.value]).strip()
    if value in {Mark.DONE.value, Mark.TO_DO.value}:
        return Mark(value), ""
    return None, ""


def _judge_mark(name: str, mark: Mark | None, reason: str) -> str:
    rule = next((one for one in RULES if one.name == name), None)
    if rule is None:
        return f"{FILE} names {name}, which is no rule"
    if mark is None:
        return f'{FILE}: {name} is "done", "todo" or {{exempt = "the reason"}}'
    if mark is Mark.EXEMPT and not rule.may_be_exempt:
        return f"{FILE}: nobody is exempt from {name}"
    if mark is Mark.EXEMPT and not reason:
        return f"{FILE}: the exemption from {name} has no reason"
    return ""


def find_tier(quality: Quality, outcomes: Iterable[Outcome]) -> Tier:
    """The highest tier whose rules, and those below it, are done or rightly exempt."""
    failed = {one.check for one in outcomes if one.state in {State.FAILED, State.TO_DO}}
    if quality.problems:
        return Tier.NONE
    reached = Tier.NONE
    for tier in (Tier.BRONZE, Tier.SILVER, Tier.GOLD):
        for rule in RULES:
            if rule.tier is tier and not _holds(rule, quality, failed):
                return reached
        reached = tier
    return reached


def _holds(rule: Rule, quality: Quality, failed: set[str]) -> bool:
    mark = quality.mark_of(rule.name)
    return mark is Mark.EXEMPT or (mark is Mark.DONE and rule.name not in failed)
