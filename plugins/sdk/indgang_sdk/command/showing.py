"""The page of `indgang-connector serve`: plain HTML of what a connector answers."""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from indgang_sdk.calendar import Event, Lesson
from indgang_sdk.connectors import Connector
from indgang_sdk.errors import ConnectorError, Refused, Unavailable
from indgang_sdk.links import Link
from indgang_sdk.search import SearchHit
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.people import Person
from indgang_sdk.testing.running import Run
from indgang_sdk.texts import Text, write
from indgang_sdk.tiles import Mark, Number, Tile
from indgang_sdk.week import Week

STYLE = """
:root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}
body{max-width:64rem;margin:0 auto;padding:1rem}
form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;margin-block:1rem}
label{display:grid;gap:.25rem}select,button{font:inherit;padding:.35rem .6rem;min-height:2.75rem}
main{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}
section{border:1px solid;border-radius:.75rem;padding:1rem}
h2{margin:0 0 .5rem;font-size:1.15rem}ul{margin:0;padding:0;list-style:none}
li{padding-block:.4rem;border-top:1px solid color-mix(in srgb,currentColor 25%,transparent)}
small{display:block}.failed{font-weight:600}
"""
WORDS = {
    "person": Text(da="Hvem ser siden?", en="Who is looking?"),
    "language": Text(da="Sprog", en="Language"),
    "fault": Text(da="Hvad går galt?", en="What goes wrong?"),
    "show": Text(da="Vis", en="Show"),
    "": Text(da="Intet", en="Nothing"),
    "outage": Text(da="Systemet svarer ikke", en="The system does not answer"),
    "refused": Text(da="Systemet afviser os", en="The system refuses us"),
    "slow": Text(da="Tiden løber ud", en="The time runs out"),
    "malformed": Text(da="Svaret er en webside", en="The answer is a web page"),
    "types": Text(da="Svaret har en anden form", en="The answer has another shape"),
    "large": Text(da="Svaret er for stort", en="The answer is too large"),
    "open": Text(da="Åbn i", en="Open in"),
}
FAILURES = {
    Unavailable: Text(
        da="Vi kan ikke hente det lige nu. Vi prøver igen om lidt.",
        en="We cannot fetch this right now. We will try again shortly.",
    ),
    Refused: Text(
        da="Systemet lukker os ikke ind. Kommunen har fået besked.",
        en="The system does not let us in. The municipality has been told.",
    ),
    ConnectorError: Text(
        da="Vi forstår ikke svaret fra systemet. Kommunen har fået besked.",
        en="We do not understand the system's answer. The municipality has been told.",
    ),
}
MARKS = {
    Mark.DONE: Text(da="Færdig", en="Done"),
    Mark.NOT_DONE: Text(da="Ikke færdig", en="Not done"),
    Mark.CANCELLED: Text(da="Aflyst", en="Cancelled"),
    Mark.CHANGED: Text(da="Ændret", en="Changed"),
    Mark.WARNING: Text(da="Bemærk", en="Note"),
}


def draw_page(
    connector: Connector,
    shown: Iterable[str],
    *,
    language: str,
    people: list[str],
    person: int,
    faults: list[str],
    fault: str,
) -> str:
    """The whole page: what can be chosen, and below it what is then shown."""
    title = escape(write(connector.title, language))
    choices = [
        _draw_choice(
            "person",
            dict(zip(map(str, range(len(people))), people, strict=True)),
            str(person),
            language,
        ),
        _draw_choice("language", {"da": "Dansk", "en": "English"}, language, language),
        _draw_choice(
            "fault", {one: write(WORDS[one], language) for one in faults}, fault, language
        ),
    ]
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>"
        f"<p>{escape(write(connector.description, language))}</p><form>{''.join(choices)}"
        f"<button>{write(WORDS['show'], language)}</button></form>"
        f"<main>{''.join(shown)}</main></body></html>"
    )


def draw_run(offer: Offer, run: Run, *, system: Text, language: str) -> str:
    """One source as a box: what it answers, or which failure."""
    title = escape(write(offer.source.title, language))
    inside = _draw_error(run.error, language) if run.error else _draw_result(run, system, language)
    return f"<section><h2>{title}</h2>{inside}</section>"


def _draw_choice(name: str, options: dict[str, str], chosen: str, language: str) -> str:
    drawn = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(words)}</option>"
        for value, words in options.items()
    )
    return f'<label>{write(WORDS[name], language)}<select name="{name}">{drawn}</select></label>'


def _draw_error(error: BaseException, language: str) -> str:
    words = next((text for kind, text in FAILURES.items() if isinstance(error, kind)), None)
    said = write(words, language) if words else ""
    # The author reads the reason too; in the portal only the administrator does.
    reason = escape(f"{type(error).__name__}: {error}")
    return f'<p class="failed">{escape(said)}</p><small>{reason}</small>'


def _draw_result(run: Run, system: Text, language: str) -> str:
    result = run.result
    names = dict(zip(map(id, run.viewer.children), run.person.asked_about, strict=True))
    parts = _list_parts(result)
    if not parts:
        empty = result.empty if isinstance(result, Tile) else result
        return f"<p>{escape(write(empty, language))}</p>" if isinstance(empty, Text) else "<p>–</p>"
    drawn = "".join(f"<li>{_draw_part(one, names, system, language)}</li>" for one in parts)
    own = result.link if isinstance(result, Tile) else None
    return f"<ul>{drawn}</ul>{_draw_link(own, system, language)}"


def _list_parts(result: Any) -> list[Any]:
    if isinstance(result, Tile):
        return list(result.parts)
    if isinstance(result, Week):
        return [*result.letters, *result.items, *result.tasks, *result.lessons, *result.troubles]
    return list(result) if isinstance(result, list) else []


def _draw_part(part: Any, names: dict[int, Person], system: Text, language: str) -> str:
    if isinstance(part, ConnectorError):
        return _draw_error(part, language)
    title = getattr(part, "title", "") or getattr(part, "subject", "")
    said = write(title, language)
    lines = [f"{part.value} {said}" if isinstance(part, Number) else said]
    child = names.get(id(getattr(part, "child", None)))
    details = [
        child.first_name if child else "",
        write(getattr(part, "detail", "") or getattr(part, "text", ""), language),
        _say_moment(_find_moment(part)),
        write(MARKS[part.mark], language) if getattr(part, "mark", None) else "",
    ]
    lines += [f"<small>{escape(one)}</small>" for one in details if one]
    lines[0] = escape(lines[0])
    return "".join(lines) + _draw_link(getattr(part, "link", None), system, language)


def _find_moment(part: Any) -> date | None:
    if isinstance(part, Event | Lesson):
        return part.starts_at
    if isinstance(part, SearchHit):
        return part.dated_at
    found = (getattr(part, name, None) for name in ("when", "due", "day"))
    return next(filter(None, found), None)


def _say_moment(moment: date | None) -> str:
    if moment is None:
        return ""
    day = f"{moment.day}.{moment.month}.{moment.year}"
    if isinstance(moment, datetime):
        return f"{day} kl. {moment.hour}.{moment.minute:02}"
    return day


def _draw_link(link: Link | None, system: Text, language: str) -> str:
    """What the link would say; nothing is opened from here."""
    if link is None:
        return ""
    own = f"{write(WORDS['open'], language)} {write(system, language)}"
    return f"<small>→ {escape(write(link.words, language) if link.words else own)}</small>"
