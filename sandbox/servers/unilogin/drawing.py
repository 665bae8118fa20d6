"""How the provider's pages look: striped, so that nobody takes them for the real Unilogin."""

from html import escape
from http import HTTPStatus
from pathlib import Path

from sandbox.servers.exchange import Reply, reply_html
from sandbox.servers.pages import frame_page
from sandbox.servers.unilogin.words import TITLE, Speaker

_HERE = Path(__file__).parent
FILES = {
    "/unilogin.css": ("unilogin.css", "text/css; charset=utf-8"),
    "/send.js": ("send.js", "text/javascript; charset=utf-8"),
}
STYLES = ("/page.css", "/unilogin.css")


def reply_file(path: str) -> Reply:
    """One of the files that the pages need; raises `KeyError` at other addresses."""
    name, kind = FILES[path]
    return Reply(body=(_HERE / name).read_bytes(), content_type=kind)


def draw_page(
    speaker: Speaker,
    *,
    heading: str,
    body: str,
    other_language: str = "",
    origins: tuple[str, ...] = (),
    frames: tuple[str, ...] = (),
    status: int = HTTPStatus.OK,
) -> Reply:
    """A whole page; forms may lead to the origins, and the frames' may be shown inside."""
    link = ""
    if other_language:
        code = "da" if speaker.is_english else "en"
        link = (
            f'<a class="language" lang="{code}" hreflang="{code}" href="{escape(other_language)}">'
            f"{speaker.say('language')}</a>"
        )
    content = (
        f'<header class="top"><p class="brand">{TITLE}</p>{link}'
        f'<p class="warning">{escape(speaker.say("warning"))}</p></header>'
        f"<h1>{escape(heading)}</h1>{body}"
    )
    text = frame_page(
        title=heading if heading == TITLE else f"{heading} – {TITLE}",
        body=content,
        language=speaker.language,
        styles=STYLES,
    )
    page = reply_html(text, status=status)
    shown = " ".join(frames) or "'none'"
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; frame-src {shown}; "
        f"form-action 'self' {' '.join(origins)}"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
    return Reply(status=status, body=page.body, content_type=page.content_type, headers=headers)


def draw_refusal(speaker: Speaker, key: str, *, detail: str = "") -> Reply:
    """That it cannot go on, with the reason for the makers of whoever asked."""
    reason = f"<p><code>{escape(detail)}</code></p>" if detail else ""
    return draw_page(speaker, heading=speaker.say(key), body=reason, status=HTTPStatus.BAD_REQUEST)


def draw_sending(speaker: Speaker, *, address: str, fields: dict[str, str], origin: str) -> Reply:
    """A form that sends itself, with a button for those without scripts."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    body = (
        f'<form id="send" method="post" action="{escape(address)}">{inputs}'
        f'<button class="main">{speaker.say("go_on")}</button></form>'
        '<script src="/send.js" defer></script>'
    )
    return draw_page(speaker, heading=speaker.say("going_on"), body=body, origins=(origin,))
