"""Made entries: what a portal is full of while one looks for something else."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.search.judgments.entries import JudgedEntry, list_places, read_toml

TODAY = date(2026, 11, 23)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni", "juli"),
    *("august", "september", "oktober", "november", "december"),
)
# Classes that queries ask for: no made text names them, so all their entries are known. Nor does
# one name a class 0.
ASKED_CLASSES = ("2.C", "3.B", "5.C", "7.A", "8.B")
HIGHEST_YEARS = {"Tranehøjskolen": 6, "Havtornskolen": 6}
SHORTEST_TEXT = 20  # words


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A subject with its sentences; `sort` is the sort of place that writes about it."""

    name: str
    sort: str
    not_at: tuple[str, ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]


def list_topics() -> list[Topic]:
    return [
        Topic(
            name=name,
            sort=fields["at"],
            not_at=tuple(fields.get("not_at", ())),
            kinds=tuple(fields["kinds"]),
            titles=tuple(fields["titles"]),
            texts=tuple(fields["texts"]),
        )
        for file in ("topics_school", "topics_daycare", "topics_office")
        for name, fields in read_toml(file).items()
    ]


def make_entries(chance: Random, *, count: int) -> list[JudgedEntry]:
    """That many entries, each subject in its turn."""
    topics = list_topics()
    return [
        _make_entry(chance, number=number, topic=topics[number % len(topics)])
        for number in range(count)
    ]


def _make_entry(chance: Random, *, number: int, topic: Topic) -> JudgedEntry:
    place, municipality = _choose_place(chance, topic)
    values = _fill_values(chance, place=place)
    kind = chance.choice(topic.kinds)
    headings = chance.sample(read_toml("fillers")["headings"], chance.choice((0, 0, 1, 2)))
    return JudgedEntry(
        key=f"made-{number:04}-{topic.name}",
        kind=kind,
        title=chance.choice(topic.titles).format(**values),
        headings=". ".join(headings),
        text=_write_text(chance, topic=topic, long=kind == "document").format(**values),
        language="da",
        municipality=municipality,
        institution=place,
        days_old=chance.randrange(500),
    )


def _choose_place(chance: Random, topic: Topic) -> tuple[str, str]:
    return chance.choice(
        [
            (place, municipality)
            for place, municipality, sort in list_places()
            if topic.sort in {"any", sort} and place not in topic.not_at
        ]
    )


def _write_text(chance: Random, *, topic: Topic, long: bool) -> str:
    """Sentences of the subject in any order, and everyday ones behind them."""
    least = len(topic.texts) - 3 if long else 3
    most = len(topic.texts) if long else min(6, len(topic.texts))
    closing = read_toml("fillers")["closing"]
    sentences = chance.sample(topic.texts, chance.randint(least, most))
    sentences += chance.sample(closing, chance.randint(0, 1))
    if long:
        sentences += chance.sample(read_toml("fillers")["office"], chance.randint(0, 9))
    for spare in closing:
        if sum(len(sentence.split()) for sentence in sentences) >= SHORTEST_TEXT:
            break
        if spare not in sentences:
            sentences.append(spare)
    return " ".join(sentences)


def _fill_values(chance: Random, *, place: str) -> dict[str, Any]:
    day = TODAY + timedelta(days=chance.randint(-60, 200))
    name = _make_name(chance)
    class_name = _choose_class(chance, place=place)
    return {
        "sted": place,
        "klasse": class_name,
        "årgang": class_name.partition(".")[0],
        "dag": f"{WEEKDAYS[day.weekday()]} den {day.day}. {MONTHS[day.month - 1]}",
        "ugedag": WEEKDAYS[chance.randrange(5)],
        "tid": f"kl. {chance.randint(8, 18)}.{chance.choice(('00', '15', '30', '45'))}",
        "uge": chance.randint(2, 51),
        "navn": name,
        "antal": chance.randint(4, 24),
        "kroner": chance.choice((10, 20, 25, 40, 75, 120, 350)),
    }


def _choose_class(chance: Random, *, place: str) -> str:
    years = range(1, HIGHEST_YEARS.get(place, 9) + 1)
    classes = [f"{year}.{letter}" for year in years for letter in "ABC"]
    return chance.choice([name for name in classes if name not in ASKED_CLASSES])


def _make_name(chance: Random) -> str:
    fillers = read_toml("fillers")
    return f"{chance.choice(fillers['given'])} {chance.choice(fillers['family'])}"


def make_people(chance: Random, *, count: int) -> list[JudgedEntry]:
    """That many colleagues, no two of the same name."""
    fillers = read_toml("fillers")
    names = [f"{given} {family}" for given in fillers["given"] for family in fillers["family"]]
    return [
        _make_person(chance, number=number, name=name)
        for number, name in enumerate(chance.sample(names, count))
    ]


def _make_person(chance: Random, *, number: int, name: str) -> JudgedEntry:
    places = [place for place in list_places() if place[2] != "administration"]
    place, municipality, sort = chance.choice(places)
    fillers = read_toml("fillers")
    role = chance.choice(fillers["roles" if sort == "school" else "daycare_roles"])
    about = " ".join(chance.sample(fillers["about"], chance.randint(3, 4)))
    values = _fill_values(chance, place=place)
    return JudgedEntry(
        key=f"made-person-{number:03}",
        kind="person",
        title=name,
        headings="",
        text=f"{role} på {place}. {about}".format(**values),
        language="da",
        municipality=municipality,
        institution=place,
        days_old=chance.randrange(500),
    )
