"""The page of the first port: the systems with their switches, and the people with their ids."""

from collections.abc import Mapping, Sequence
from html import escape
from http import HTTPStatus

from sandbox.roster.cast import CAST, CastMember
from sandbox.roster.cast_families import FAMILY_OF_CAST
from sandbox.roster.world import MUNICIPALITIES
from sandbox.servers.exchange import Question, Rejection, Reply, System, reply_json
from sandbox.servers.pages import reply_page, reply_style
from sandbox.servers.switches import WORDS, State, Switch, Switchboard

_SPEAKS = {
    "open_json": "open_json",
    "status": "eget format (JSON)",
    "iCalendar": "kalender (iCal)",
    "OIDC, SAML": "OpenID Connect og SAML 2.0",
}
_SHOWN_SAMPLES = 4


class Overview:
    """Answers what is asked on the first port."""

    def __init__(
        self, systems: Sequence[System], addresses: Mapping[str, str], board: Switchboard
    ) -> None:
        self._systems, self._addresses, self._board = systems, addresses, board

    def answer(self, question: Question) -> Reply:
        try:
            return self._answer(question)
        except Rejection as rejection:
            return reply_json({"error": rejection.words}, status=rejection.status)

    def _answer(self, question: Question) -> Reply:
        match question.method, question.path.strip("/").split("/"):
            case "GET", [""]:
                return self._reply_overview()
            case "GET", ["page.css"]:
                return reply_style()
            case "GET", ["systems"]:
                return reply_json({each.name: self._describe(each) for each in self._systems})
            case "POST", ["reset"]:
                self._board.reset()
                for system in self._systems:
                    system.reset()
                return _go_back("")
            case method, ["switches", name] if name in self._addresses:
                return self._answer_switch(method, name, question)
        raise Rejection(HTTPStatus.NOT_FOUND, "there is no such address")

    def _answer_switch(self, method: str, name: str, question: Question) -> Reply:
        match method:
            case "PUT":
                self._board.put(name, Switch.read(question.read_json()))
            case "POST":
                self._board.put(name, Switch.read(question.read_form()))
                return _go_back(name)
        return reply_json(self._board.find(name).to_json())

    def _describe(self, system: System) -> dict[str, object]:
        samples = {sample.about: sample.words for sample in system.list_samples()}
        return {
            "title": system.title,
            "municipalities": system.municipalities,
            "speaks": system.speaks,
            "address": self._addresses[system.name],
            "keys": dict(system.keys),
            "answers": samples,
        }

    def _reply_overview(self) -> Reply:
        cards = "".join(self._draw_system(system) for system in self._systems)
        reset = '<form method="post" action="/reset"><button>Sæt alle til »Virker«</button></form>'
        body = (
            "<h1>Systemerne omkring portalen</h1>"
            "<p>Her efterlignes de systemer, som portalen er forbundet med. "
            "Alle personer er opdigtede.</p>"
            f'{reset}<h2>Systemer</h2><div class="systems">{cards}</div>'
            f"<h2>Personer</h2>{_draw_people()}"
        )
        return reply_page(title="Sandkassen", body=body)

    def _draw_system(self, system: System) -> str:
        state = self._board.find(system.name).state
        address = self._addresses[system.name]
        places = " og ".join(MUNICIPALITIES[code].name for code in system.municipalities)
        off = "" if state is State.NORMAL else " off"
        facts = {
            "Adresse": f'<a href="{address}">{address}</a>',
            "Format": _SPEAKS[system.speaks],
            **{name: f"<code>{escape(value)}</code>" for name, value in system.keys.items()},
        }
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts.items())
        return (
            f'<section class="system" id="{system.name}"><header><h3>{escape(system.title)}</h3>'
            f'<span class="state{off}">{WORDS[state]}</span></header>'
            f"<p>{escape(places)}</p><dl>{rows}</dl>{_draw_samples(system)}"
            f"{_draw_switches(system, state)}</section>"
        )


def _draw_samples(system: System) -> str:
    samples = system.list_samples()
    rows = [f"<dt>{escape(sample.about)}</dt><dd>{escape(sample.words)}</dd>" for sample in samples]
    shown, rest = rows[:_SHOWN_SAMPLES], rows[_SHOWN_SAMPLES:]
    more = f"<details><summary>Vis alle</summary><dl>{''.join(rest)}</dl></details>" if rest else ""
    return f"<dl>{''.join(shown)}</dl>{more}"


def _draw_switches(system: System, state: State) -> str:
    buttons = "".join(
        f'<button name="state" value="{each}" aria-pressed="{str(each is state).lower()}">'
        f"{WORDS[each]}</button>"
        for each in State
    )
    return (
        f'<form class="switches" method="post" action="/switches/{system.name}" '
        f'aria-label="Sådan svarer {escape(system.title)}">{buttons}</form>'
    )


def _draw_people() -> str:
    rows = "".join(_draw_person(member) for member in {**CAST, **FAMILY_OF_CAST}.values())
    return (
        '<div class="scroll" role="region" tabindex="0" aria-label="Personer"><table>'
        "<thead><tr><th>Navn</th><th>Unilogin</th><th>Hvem</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _draw_person(member: CastMember) -> str:
    return (
        f"<tr><td>{escape(member.shown_name)}</td><td><code>{member.unilogin}</code></td>"
        f"<td>{escape(member.description)}</td></tr>"
    )


def _go_back(name: str) -> Reply:
    return Reply(status=HTTPStatus.SEE_OTHER, headers={"Location": f"/#{name}" if name else "/"})
