"""Whether a connector is what the contract says, before anything is asked."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from indgang_sdk import tiles
from indgang_sdk.connectors import Connector, explain_category
from indgang_sdk.epoch import explain_epoch
from indgang_sdk.settings import Settings, explain_secrets
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.results import find_mismatch
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed

NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
VERSION = re.compile(r"\d+\.\d+\.\d+([.-]?[a-z0-9.]+)?")


def check_contract(subject: Subject) -> None:
    """Hooks, names, types, version, epoch, example and quality file."""
    if problem := next(_find_problems(subject), ""):
        raise Failed(problem)


def check_health(subject: Subject) -> None:
    if not any(offer.kind.hook == "health_checks" for offer in subject.offers):
        raise Failed("it has no health check: yield a HealthCheck")


def check_readme(subject: Subject) -> None:
    readme = subject.folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if len(text.split()) < 20 or "To do:" in text:  # noqa: PLR2004 - a few sentences
        raise Failed("there is no README.md in its folder, or hardly anything in it")


def _find_problems(subject: Subject) -> Iterator[str]:
    yield from subject.problems
    if len(subject.connectors) != 1:
        yield f"connectors yields {len(subject.connectors)} connectors in place of one"
        return
    yield from _judge_connector(subject.connectors[0])
    yield from _judge_settings(subject.connectors[0])
    if not subject.offers:
        yield "it offers nothing: no source, no launcher, no health check"
    for offer in subject.offers:
        yield from _judge_offer(offer)
    names = Counter((offer.kind.hook, offer.source.name) for offer in subject.offers)
    yield from (f"{name} is there {count} times" for name, count in names.items() if count > 1)
    yield from _judge_example(subject)
    yield from subject.quality.problems


def _judge_connector(connector: Any) -> Iterator[str]:
    if mismatch := find_mismatch(connector, Connector, where="the connector"):
        yield mismatch
        return
    if not NAME.fullmatch(connector.name):
        yield f"{connector.name!r} is no name: small letters, digits and _"
    if not VERSION.fullmatch(connector.version):
        yield f"{connector.version!r} is no version such as 1.0.0"
    if reason := explain_epoch(connector.made_for):
        yield reason
    if not (isinstance(connector.settings, type) and issubclass(connector.settings, Settings)):
        yield "settings is not a subclass of Settings"
    elif reason := explain_category(connector):
        yield reason


def _judge_settings(connector: Any) -> Iterator[str]:
    settings = getattr(connector, "settings", None)
    if isinstance(settings, type) and issubclass(settings, Settings):
        yield from filter(None, [explain_secrets(settings)])


def _judge_offer(offer: Offer) -> Iterator[str]:
    if offer.mismatch:
        yield offer.mismatch
        return
    if not NAME.fullmatch(offer.source.name):
        yield f"{offer.source.name!r} is no name: small letters, digits and _"
    if not getattr(offer.source, "roles", True):
        yield f"{offer} names no roles, so nobody has it"
    icon = getattr(offer.source, "icon", "")
    if icon and icon not in getattr(tiles, "ICONS", {icon}):
        yield f"{offer} has the icon {icon!r}, which the portal does not have"
    if getattr(offer.source, "max_age", timedelta()) < timedelta():
        yield f"{offer} has a max_age before now"
    if getattr(offer.source, "every", timedelta(hours=1)) < timedelta(minutes=5):
        yield f"{offer} is read more often than every five minutes"


def _judge_example(subject: Subject) -> Iterator[str]:
    example = subject.example
    if example is None:
        yield "there is no example: put EXAMPLE = Example(...) into example.py"
        return
    if type(example.settings) is not subject.connectors[0].settings:
        yield "the settings of its example are not of the type that the connector names"
    yield from (
        f"nobody in the example has one of the roles of {offer}"
        for offer in subject.offers
        if not offer.find_people(example)
    )
