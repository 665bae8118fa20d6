"""What a browser says that it is, in two words: enough to know one's own telephone by."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

# Each says that it is those below it, too: the first that fits counts.
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet")),
    *(("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome")),
    *(("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari")),
)
_SYSTEMS = (
    *(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("CrOS", "Chromebook"), ("Macintosh", "Mac"), ("Linux", "Linux")),
)
_PLATFORMS = {
    "Windows": "Windows",
    "Android": "Android",
    "macOS": "Mac",
    "Chrome OS": "Chromebook",
    "Chromium OS": "Chromebook",
    "Linux": "Linux",
}


def name_browser(headers: Mapping[str, str]) -> str:
    """`Firefox, Windows`, or one of the two; "" when nothing is known.

    Safari on an iPad says that it is on a Mac, so that nobody can tell the two apart.
    """
    agent = headers.get("User-Agent") or ""
    browser = _find(_BROWSERS, agent)
    hinted = (headers.get("Sec-CH-UA-Platform") or "").strip('" ')
    system = _PLATFORMS.get(hinted) or _find(_SYSTEMS, agent)
    if browser == "Safari" and system == "Mac":
        system = "Mac/iPad"
    return ", ".join(part for part in (browser, system) if part)


def show_browser(name: str) -> str:
    """`Firefox on Windows`, in the language of whoever looks."""
    browser, _comma, system = name.partition(", ")
    if not browser:
        return _("Unknown browser")
    if not system:
        return browser
    system = _("Mac or iPad") if system == "Mac/iPad" else system
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def _find(table: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in table if sign in agent), "")
