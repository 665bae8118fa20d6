"""The words that a connector shows."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from indgang_sdk.links import Link
from indgang_sdk.settings import words_of
from indgang_sdk.testing import faults
from indgang_sdk.testing.checks.asking import run_normally
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.results import find_strings, find_texts, walk
from indgang_sdk.testing.running import Run
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable
from indgang_sdk.texts import Text, write
from indgang_sdk.tiles import Card, Item, NextEvent, Number, Tile

# English that has no place in a Danish interface, and Danish that nobody says.
FOREIGN = re.compile(
    r"\b(uploade?\w*|downloade?\w*|widgets?|dashboards?|feeds?|tags|login-\w+|brugeren|link her)\b",
    re.IGNORECASE,
)
SECRET_NAME = re.compile(r"(^|_)(password|secret|token|api_?key|key|adgangskode)$")
EMPTY_WORDS = frozenset(
    {"her", "klik her", "tryk her", "læs mere", "here", "click here", "read more", "more", "link"}
)
WORD = re.compile(r"[^\W\d_]{4,}")


def check_texts(subject: Subject, offer: Offer) -> None:
    """All texts of a source and of what it answers, and of the connector."""
    for text in find_texts([offer.source, *subject.connectors]):
        _judge_text(subject, text)
    for run in run_normally(subject, offer):
        known = _collect_known(subject, run)
        for text in find_texts(run.result):
            # What the system wrote, such as the name of a hall, is the same in all languages.
            if text.da != text.en or _find_own(text.da, known):
                _judge_text(subject, text)


def check_setting_words(subject: Subject) -> None:
    """Every setting has a title of its own, and passwords and keys are kept as secrets."""
    for model in _list_models(subject.connector.settings):
        for name, field in model.model_fields.items():
            title, help_text, _ = words_of(model, name)
            if title.da == name:
                raise Failed(f"the setting {name} has no words: make it a setting(title=Text(...))")
            for text in filter(None, (title, help_text)):
                _judge_text(subject, text)
            if SECRET_NAME.search(name) and field.annotation in {str, str | None}:
                raise Failed(f"the setting {name} sounds secret and is no Secret")


def check_own_words(subject: Subject, offer: Offer) -> None:
    """What the system did not write is the connector's own, and is a Text in both languages."""
    for run in run_normally(subject, offer):
        english = subject.run(offer, run.person, language="en")
        unchanged = set(_list_shown(run.result)) & set(_list_shown(english.result))
        known = _collect_known(subject, run)
        for text in sorted(unchanged):
            if own := _find_own(text, known):
                raise Failed(
                    f"{own!r} is a word of the connector's own in one language: use a Text"
                )


def check_accessible(subject: Subject, offer: Offer) -> None:
    """Parts have titles, and links say where they lead without what stands around them."""
    runs = run_normally(subject, offer)
    if not any(isinstance(run.result, Tile) for run in runs):
        raise NotApplicable("only tiles are drawn from parts")
    for run in runs:
        for part in run.result.parts:
            if not write(part.title, "da").strip():
                raise Failed("a part has no title, so that a screen reader says nothing")
        for words in (one.words for one in walk(run.result) if isinstance(one, Link)):
            _require_meaning(words)


def _require_meaning(words: Text | str | None) -> None:
    for said in {write(words, language) for language in ("da", "en")} if words else ():
        if said.strip(" .:»«").casefold() in EMPTY_WORDS:
            raise Failed(f"a link says {said!r}, which does not say where it leads")


def _judge_text(subject: Subject, text: Text) -> None:
    same = subject.example.same_words if subject.example else frozenset()
    if text.da == text.en and text.da not in same:
        raise Failed(
            f"{text.da!r} is the same in both languages: translate it, or list it in same_words"
        )
    if found := FOREIGN.search(text.da):
        raise Failed(f"{text.da!r} has the word {found.group()!r}, which is not for Danish readers")
    if text.da != text.da.strip() or text.en != text.en.strip():
        raise Failed(f"{text.da!r} has blanks around it")


def _list_models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for inner in getattr(field.annotation, "__args__", ()):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from _list_models(inner)


def _list_shown(result: Any) -> Iterator[str]:
    for part in (one for one in walk(result) if isinstance(one, Item | Number | NextEvent | Card)):
        for name in ("title", "detail", "text", "place"):
            value = getattr(part, name, "")
            if isinstance(value, str):
                yield value


def _find_own(text: str, known: set[str]) -> str:
    """The first word that nobody but the connector has said."""
    return next((word for word in WORD.findall(text) if word.casefold() not in known), "")


def _collect_known(subject: Subject, run: Run) -> set[str]:
    """Every word that the system, the settings or the people have said."""
    assert subject.example  # noqa: S101 - there was a run
    said = [subject.example.system, *find_strings(subject.example.municipality)]
    said += [one for recorded in subject.recorded for one in _list_words(recorded)]
    said += [str(value) for value in subject.example.settings.model_dump().values()]
    people = [run.person, *run.person.asked_about]
    said += [f"{one.name} {' '.join(group.name for group in one.groups)}" for one in people]
    return {word.casefold() for text in said for word in WORD.findall(text)}


def _list_words(recorded: Any) -> list[str]:
    return [one for one in walk(faults.read_value(recorded)) if isinstance(one, str)]
