"""The provider's own front page: its addresses, and what can be set wrong about it."""

from html import escape
from http import HTTPStatus

from sandbox.servers.exchange import Question, Rejection, Reply
from sandbox.servers.unilogin import farewell
from sandbox.servers.unilogin.clock import MINUTES, Clock
from sandbox.servers.unilogin.drawing import draw_page
from sandbox.servers.unilogin.keys import KeyRing
from sandbox.servers.unilogin.oidc import REALM
from sandbox.servers.unilogin.saml import METADATA
from sandbox.servers.unilogin.sessions import Sessions
from sandbox.servers.unilogin.words import TITLE, Speaker


class FrontPage:
    """Shows how the provider is set, and sets it."""

    def __init__(self, *, sessions: Sessions, keys: KeyRing, clock: Clock) -> None:
        self._sessions, self._keys, self._clock = sessions, keys, clock

    def draw(self, question: Question) -> Reply:
        speaker, session = Speaker(question), self._sessions.find(question)
        paths = {"issuer": REALM, "metadata": METADATA}
        rows = "".join(
            f"<dt>{speaker.say(name)}</dt><dd><code>{escape(question.origin)}{path}</code></dd>"
            for name, path in paths.items()
        )
        log_out = ""
        if session is not None:
            log_out = f'<p><a href="{farewell.PATH}">{speaker.say("log_out")}</a></p>'
        body = (
            f'<p>{speaker.say("front")}</p>{log_out}<div class="settings">'
            f'<section class="panel"><h2>{speaker.say("addresses")}</h2><dl>{rows}</dl></section>'
            f'<section class="panel"><h2>{speaker.say("settings")}</h2>'
            f"{self._draw_clock(speaker)}{self._draw_keys(speaker)}</section></div>"
        )
        other = f"/?lang={'da' if speaker.is_english else 'en'}"
        return draw_page(speaker, heading=TITLE, body=body, other_language=other)

    def set(self, question: Question) -> Reply:
        """Sets the clock, or makes a new key, and goes back to the page."""
        form = question.read_form()
        minutes = {str(each): each for each in MINUTES}.get(form.get("clock", ""))
        if minutes is not None:
            self._clock.put(minutes)
        elif form.get("key") == "new":
            self._keys.make_next()
        else:
            words = f"clock is one of {', '.join(map(str, MINUTES))}, or key is new"
            raise Rejection(HTTPStatus.BAD_REQUEST, words)
        return Reply(status=HTTPStatus.SEE_OTHER, headers={"Location": "/"})

    def _draw_clock(self, speaker: Speaker) -> str:
        buttons = "".join(
            f'<button name="clock" value="{each}" '
            f'aria-pressed="{str(each == self._clock.minutes).lower()}">'
            f"{speaker.say(f'clock_{each}')}</button>"
            for each in MINUTES
        )
        return (
            f"<h3>{speaker.say('clock')}</h3>"
            f'<form class="switches" method="post" action="/settings">{buttons}</form>'
        )

    def _draw_keys(self, speaker: Speaker) -> str:
        count = len(self._keys.list_keys())
        return (
            f"<h3>{speaker.say('key')}</h3><p>{speaker.say('key_help', count=count)}</p>"
            '<form class="switches" method="post" action="/settings">'
            f'<button name="key" value="new">{speaker.say("new_key")}</button></form>'
        )
