"""Which look a page wears: the neutral one, or that of a municipality."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEUTRAL = "default"
_TOKENS = Path(__file__).parent / "static" / "themes" / "tokens"


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A look, as the shell template wants it; stylesheets and logo are static paths."""

    code: str
    stylesheet: str
    dark_stylesheet: str
    logo: str


@cache
def list_theme_codes() -> frozenset[str]:
    """The municipality codes that have a token file, and `default`."""
    return frozenset(path.stem for path in _TOKENS.glob("*.css"))


@cache
def find_theme(*, code: str | None) -> Theme:
    """The look of a municipality by its code, or the neutral one when it has none of its own."""
    found = code if code in list_theme_codes() else None
    name = found or NEUTRAL
    return Theme(
        code=name,
        stylesheet=f"themes/tokens/{name}.css",
        dark_stylesheet=f"themes/tokens/dark/{name}.css",
        logo=f"themes/logos/{name}.svg",
    )


# Paper is white, whatever the screen is.
_WHEN_DARK = {
    "": "screen and (prefers-color-scheme: dark)",
    "light": "not all",
    "dark": "screen",
}


def find_dark_media(appearance: str) -> str:
    """For which media a page is dark: as the device is, or as a person has chosen."""
    return _WHEN_DARK.get(appearance, _WHEN_DARK[""])
