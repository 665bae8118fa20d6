"""The systems' own pages: where people land, and what stands there."""

from collections.abc import Iterable
from html import escape
from http import HTTPStatus
from pathlib import Path

from sandbox.servers.exchange import Question, Reply, System, reply_html
from sandbox.servers.people import People
from sandbox.servers.tickets import CodeDesk, Visit

STYLE = Path(__file__).parent / "page.css"
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'"


def frame_page(
    *, title: str, body: str, language: str = "da", styles: Iterable[str] = ("/page.css",)
) -> str:
    """A whole page around a body; `title` is text, `body` is HTML."""
    links = "".join(f'<link rel="stylesheet" href="{address}">' for address in styles)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{links}</head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def reply_style() -> Reply:
    return Reply(body=STYLE.read_bytes(), content_type="text/css; charset=utf-8")


def reply_page(*, title: str, body: str, status: int = HTTPStatus.OK) -> Reply:
    page = reply_html(frame_page(title=title, body=body), status=status)
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
    return Reply(status=status, body=page.body, content_type=page.content_type, headers=headers)


def answer_page(system: System, question: Question, *, people: People, codes: CodeDesk) -> Reply:
    """The style, the page of whoever lands with a code, or the one of nobody in particular."""
    if question.path == "/page.css":
        return reply_style()
    if question.path != "/enter":
        return _reply_front(system)
    visit = codes.use_code(question.read_form().get("code", ""))
    if visit is None:
        return _reply_stale(system)
    return _reply_landing(system, visit, people)


def _reply_front(system: System) -> Reply:
    words = "Du er ikke logget ind. Åbn systemet fra portalen, så ved det, hvem du er."
    return reply_page(title=system.title, body=f"<h1>{escape(system.title)}</h1><p>{words}</p>")


def _reply_stale(system: System) -> Reply:
    words = "Adgangen gælder ikke længere. Gå tilbage til portalen, og prøv igen."
    return reply_page(
        title=system.title,
        body=f"<h1>{escape(system.title)}</h1><p>{words}</p>",
        status=HTTPStatus.FORBIDDEN,
    )


def _reply_landing(system: System, visit: Visit, people: People) -> Reply:
    person, child = people.find(visit.person), people.find(visit.child)
    who = person.first_name if person else visit.person
    rows = [f"<h1>Du er nu i {escape(system.title)} som {escape(who)}</h1>"]
    if child is not None and child is not person:
        rows.append(f"<p>Det handler om {escape(child.first_name)}.</p>")
    if visit.target:
        rows.append(f"<p>Du har åbnet <code>{escape(visit.target)}</code>.</p>")
    return reply_page(title=system.title, body="".join(rows))
