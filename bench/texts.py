"""The same Danish texts for both sites: a school with sections, articles and news."""

import random
from dataclasses import dataclass
from datetime import timedelta

from bench.sizes import Sizes

MUNICIPALITY = "Lindesø Kommune"
SCHOOL = "Egesøskolen"
TEACHER = "Anna"
CLASSES = ("3.A", "3.B", "4.A", "4.B")
SECTIONS = (
    "Undervisning", "Trivsel", "Skolens hverdag", "Skolebestyrelsen", "Praktisk",
    "Sundhed og kost", "Ture og lejrskoler", "Planer og politikker",
)  # fmt: skip
HEADINGS_PER_ARTICLE = 4
BELOW_EACH = 4
MEASURED = 40

_SUBJECTS = (
    "Svømning", "Lektiecafé", "Legepatruljen", "Skolehaven", "Biblioteket", "Morgensang",
    "Trafikugen", "Læsebånd", "Musikholdet", "Fødselsdage", "Cykelprøven", "Madpakker",
)  # fmt: skip
_HEADINGS = (
    "Sådan foregår det", "Hvad I skal huske", "Hvem gør hvad", "Når noget ikke går efter planen",
    "Tider og steder", "Det har vi aftalt", "Spørgsmål, vi tit får", "Hvad der sker bagefter",
)  # fmt: skip
_SENTENCES = (
    "Vi mødes i klassens lokale, og læreren følger børnene derhen i samlet flok.",
    "Husk badetøj, håndklæde og en hængelås til skabet, og skriv navn på det hele.",
    "Giv os besked senest dagen før, hvis jeres barn ikke kan være med.",
    "Er der noget, I er i tvivl om, så ring til kontoret mellem kl. 8 og 14.",
    "Klassens kontaktforældre hjælper med at fordele opgaverne mellem familierne.",
    "Det er gratis for eleverne, og skolen sørger for materialer, bus og forplejning.",
    "I kan læse mere om planen for resten af skoleåret på klassens egen side.",
    "De ældste elever viser de yngste til rette den første uge efter ferien.",
    "Aftalen gælder også i SFO'en og på de dage, hvor skolen holder lukket.",
    "Vi tager hensyn til allergi, så skriv det på sedlen, som I får med hjem.",
    "Skolebestyrelsen har drøftet planen og ser på den igen til foråret.",
    "Elevrådet har selv foreslået ordningen, og den har været prøvet i to årgange.",
    "Hent jeres barn ved den store port, for der er ikke plads til biler i gården.",
    "Pædagogerne er med hele vejen, og de kender børnene fra frikvartererne.",
    "Hvis vejret er imod os, flytter vi dagen og skriver om det samme morgen.",
)


@dataclass(frozen=True, kw_only=True)
class Article:
    """A page of text: headings, and paragraphs below each; `marker` ends the last one."""

    title: str
    summary: str
    marker: str
    body: tuple[tuple[str, tuple[str, ...]], ...]
    below: tuple["Article", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A page with articles below."""

    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, kw_only=True)
class News:
    """A piece of news, and how long before the benchmark's moment it came out."""

    title: str
    summary: str
    age: timedelta
    body: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class School:
    """All that both sites show."""

    sections: tuple[Section, ...]
    news: tuple[News, ...]


def write_school(sizes: Sizes, *, seed: int = 1) -> School:
    """The school of a size, the same for the same seed."""
    writer = _Writer(random.Random(seed), text_bytes=sizes.text_bytes)
    each = sizes.articles // sizes.sections
    return School(
        sections=tuple(
            Section(title=SECTIONS[number], articles=writer.write_articles(each))
            for number in range(sizes.sections)
        ),
        news=tuple(writer.write_news(number) for number in range(sizes.news)),
    )


class _Writer:
    def __init__(self, chance: random.Random, *, text_bytes: int) -> None:
        self.chance = chance
        self.text_bytes = text_bytes
        self.number = 0

    def write_articles(self, count: int) -> tuple[Article, ...]:
        """As many articles, every fifth with the four others below it."""
        tops = []
        while count > 0:
            below = tuple(self.write_article() for _ in range(min(BELOW_EACH, count - 1)))
            tops.append(self.write_article(below=below))
            count -= 1 + len(below)
        return tuple(tops)

    def write_article(self, *, below: tuple[Article, ...] = ()) -> Article:
        self.number += 1
        marker = mark_article(f"{self.number:04d}")
        return Article(
            title=f"{self.chance.choice(_SUBJECTS)} {self.number:04d}",
            summary=self.chance.choice(_SENTENCES),
            marker=marker,
            body=self._write_body(self.text_bytes, last=marker),
            below=below,
        )

    def write_news(self, number: int) -> News:
        return News(
            title=f"{self.chance.choice(_SUBJECTS)}: nyt nummer {number:03d}",
            summary=" ".join(self.chance.sample(_SENTENCES, 2)),
            age=timedelta(days=2, hours=number),
            body=self._write_body(1_000, last="Venlig hilsen kontoret."),
        )

    def _write_body(self, size: int, *, last: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        headings = self.chance.sample(_HEADINGS, HEADINGS_PER_ARTICLE)
        parts = [
            (heading, self._write_paragraphs(size // HEADINGS_PER_ARTICLE)) for heading in headings
        ]
        heading, paragraphs = parts[-1]
        return (*parts[:-1], (heading, (*paragraphs, last)))

    def _write_paragraphs(self, size: int) -> tuple[str, ...]:
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < size:
            paragraphs.append(" ".join(self.chance.sample(_SENTENCES, 5)))
        return tuple(paragraphs)


def join_paragraphs(paragraphs: tuple[str, ...]) -> str:
    """Paragraphs as rich text."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def pick_articles(pages: list[tuple[str, str]]) -> list[dict[str, str]]:
    """Addresses to ask for in turn, five from each section, with what the answer must show.

    `pages` are title and address of all articles that have others below, in tree order.
    """
    each = max(len(pages) // MEASURED, 1)
    return [
        {"address": address, "shows": mark_article(title.rpartition(" ")[2])}
        for title, address in pages[::each][:MEASURED]
    ]


def mark_article(number: str) -> str:
    """The last words of an article."""
    return f"Spørg efter artikel {number} på kontoret."
