"""The page where one chooses whom to sign in as, and what becomes of the choice."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from http import HTTPStatus

from sandbox.servers.exchange import Question, Rejection, Reply
from sandbox.servers.unilogin.directory import Choice, Directory
from sandbox.servers.unilogin.drawing import draw_page, draw_refusal
from sandbox.servers.unilogin.levels import Level
from sandbox.servers.unilogin.requests import Refusal, SignInRequest
from sandbox.servers.unilogin.sessions import Sessions
from sandbox.servers.unilogin.shelves import Shelf
from sandbox.servers.unilogin.words import Speaker

PATH = "/vaelg"
_SECONDS = 1800
_ID = re.compile(r"[\w.@-]{1,60}")


class Chooser:
    """Answers from the session that goes on, or lets somebody be chosen."""

    def __init__(self, directory: Directory, sessions: Sessions) -> None:
        self._directory, self._sessions = directory, sessions
        self._waiting: Shelf[SignInRequest] = Shelf(seconds=_SECONDS)

    def sign_in(self, question: Question, request: SignInRequest) -> Reply:
        """Answers at once where somebody is signed in well enough; else shows the page."""
        session = self._sessions.find(question)
        if session is not None and request.is_met_by(session):
            return request.answer(session, question)
        if request.is_silent:
            return request.refuse(Refusal.NOBODY_THERE)
        other = _turn_language(question)
        return self._draw(question, request, self._waiting.keep(request), other_language=other)

    def choose(self, question: Question) -> Reply:
        """Answers the page's form; a choice counts once."""
        form = question.read_form()
        key = form.get("request", "")
        request = self._waiting.find(key)
        if request is None:
            return draw_refusal(Speaker(question), "stale")
        if "cancel" in form:
            self._waiting.take(key)
            return request.refuse(Refusal.CANCELLED)
        unilogin = self._read_choice(form)
        if not unilogin:
            return self._draw(question, request, key, wrong=form)
        if self._waiting.take(key) is None:
            return draw_refusal(Speaker(question), "stale")
        account, level = self._directory.find(unilogin), _read_level(form)
        session, cookie = self._sessions.begin(question, account, level)
        reply = request.answer(session, question)
        return replace(reply, cookies=(*reply.cookies, cookie))

    def _read_choice(self, form: dict[str, str]) -> str:
        """The chosen id: one of the cast by its button, or whatever was typed."""
        person = form.get("person", "")
        if person:
            if not self._directory.has_cast(person):
                raise Rejection(HTTPStatus.BAD_REQUEST, "nobody of the cast has this id")
            return person
        typed = form.get("unilogin", "").strip()
        return typed if _ID.fullmatch(typed) else ""

    def _draw(
        self,
        question: Question,
        request: SignInRequest,
        key: str,
        *,
        other_language: str = "",
        wrong: Mapping[str, str] | None = None,
    ) -> Reply:
        speaker = Speaker(question)
        chosen = _read_level(wrong) if wrong else request.level
        body = (
            f'<form class="choosing" method="post" action="{PATH}">'
            f'<input type="hidden" name="request" value="{key}">'
            f'<input type="hidden" name="lang" value="{speaker.language}">'
            f'<div class="panel how">{_draw_levels(speaker, request.level, chosen=chosen)}'
            f"{_draw_other(speaker, wrong=wrong)}"
            f'<button name="cancel" value="1">{speaker.say("cancel")}</button></div>'
            f"{self._draw_people(speaker)}</form>"
        )
        return draw_page(
            speaker,
            heading=speaker.say("heading"),
            body=body,
            other_language=other_language,
            origins=(request.origin,),
            status=HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK,
        )

    def _draw_people(self, speaker: Speaker) -> str:
        groups = "".join(
            f"<h2>{escape(titles[speaker.is_english])}</h2>"
            f"<ul>{''.join(_draw_choice(choice, speaker) for choice in choices)}</ul>"
            for titles, choices in self._directory.list_groups()
        )
        return f'<section class="people" aria-label="{speaker.say("people")}">{groups}</section>'


def _draw_levels(speaker: Speaker, asked: Level | None, *, chosen: Level | None) -> str:
    chosen = chosen or Level.ONE_FACTOR
    choices = "".join(
        f'<label><input type="radio" name="level" value="{level}"'
        f"{' checked' if level is chosen else ''}>{speaker.say(level)}</label>"
        for level in Level
    )
    note = ""
    if asked is Level.TWO_FACTORS:
        note = f'<p class="quiet">{speaker.say("asked")}</p>'
    return f"<fieldset><legend>{speaker.say('level')}</legend>{choices}</fieldset>{note}"


def _draw_other(speaker: Speaker, *, wrong: Mapping[str, str] | None) -> str:
    words = mark = ""
    if wrong:
        mark = ' aria-invalid="true"'
        words = f'<p class="wrong" id="wrong" role="alert">{speaker.say("no_id")}</p>'
    typed = escape(wrong.get("unilogin", "")) if wrong else ""
    # Its button comes first in the form, so that the enter key presses no person.
    return (
        f'<details class="other"{" open" if wrong else ""}>'
        f"<summary>{speaker.say('other')}</summary>{words}"
        f'<label for="unilogin">{speaker.say("id")}</label>'
        f'<p class="quiet" id="help">{speaker.say("id_help")}</p>'
        f'<input id="unilogin" name="unilogin" value="{typed}" maxlength="60" autocomplete="off" '
        f'autocapitalize="none" spellcheck="false" aria-describedby="help wrong"{mark}>'
        f'<button class="main">{speaker.say("log_in")}</button></details>'
    )


def _draw_choice(choice: Choice, speaker: Speaker) -> str:
    return (
        f'<li><button name="person" value="{choice.unilogin}">'
        f"<strong>{escape(choice.name)}</strong>"
        f"<span>{escape(choice.descriptions[speaker.is_english])}</span>"
        f"<code>{choice.unilogin}</code></button></li>"
    )


def _read_level(form: Mapping[str, str]) -> Level:
    try:
        return Level(form.get("level", ""))
    except ValueError:
        raise Rejection(HTTPStatus.BAD_REQUEST, f"level is one of {', '.join(Level)}") from None


def _turn_language(question: Question) -> str:
    """The same address, in the other language."""
    code = "da" if Speaker(question).is_english else "en"
    # As it was written: a signature may be made of it.
    kept = [part for part in question.raw_query.split("&") if not part.startswith("lang=")]
    return f"{question.path}?{'&'.join([*kept, f'lang={code}'])}"
