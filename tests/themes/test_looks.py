import re
from pathlib import Path

import pytest

import themes
from themes.looks import find_theme, list_theme_codes

STATIC = Path(themes.__file__).parent / "static"
READING, PARTS = 4.5, 3.0
# Text on its ground needs 4.5:1, what only marks a part of a control needs 3:1 (WCAG 2.1 AA).
PAIRS = [
    ("ink", "paper", READING),
    ("ink", "surface", READING),
    ("ink", "sunken", READING),
    ("soft", "paper", READING),
    ("soft", "surface", READING),
    ("soft", "sunken", READING),
    ("link", "paper", READING),
    ("link", "surface", READING),
    ("on-brand", "brand", READING),
    ("on-brand", "brand-deep", READING),
    ("on-tint", "tint", READING),
    ("on-mark", "mark", READING),
    ("on-hero", "hero", READING),
    ("bad", "bad-tint", READING),
    ("bad", "surface", READING),
    ("good", "good-tint", READING),
    ("accent", "mark", PARTS),
    ("accent", "surface", PARTS),
    ("edge", "surface", PARTS),
    ("edge", "paper", PARTS),
    ("focus", "surface", PARTS),
    ("focus", "paper", PARTS),
    ("brand", "surface", PARTS),
]


def read_tokens(code: str) -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of a look by light and by dark; dark has all of light's, some overwritten."""
    theme = find_theme(code=code)
    light_css, dark_css = (
        (STATIC / path).read_text(encoding="utf-8")
        for path in (theme.stylesheet, theme.dark_stylesheet)
    )
    light = dict(re.findall(r"--([\w-]+):\s*([^;]+);", light_css))
    return light, light | dict(re.findall(r"--([\w-]+):\s*([^;]+);", dark_css))


def weigh(colour: str) -> float:
    """The relative luminance of `#rgb` or `#rrggbb`."""
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else re.findall("..", digits)
    shares = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((weigh(one), weigh(other)))
    return (light + 0.05) / (dark + 0.05)


def test_it_knows_black_on_white_from_grey_on_white() -> None:
    assert round(contrast("#000", "#ffffff"), 1) == 21.0
    assert contrast("#999", "#fff") < PARTS


@pytest.mark.parametrize("code", sorted(list_theme_codes()))
def test_it_can_be_read_by_light_and_by_dark(code: str) -> None:
    weak = [
        (scheme, ink, ground, round(contrast(tokens[ink], tokens[ground]), 2))
        for scheme, tokens in zip(("light", "dark"), read_tokens(code), strict=True)
        for ink, ground, least in PAIRS
        if contrast(tokens[ink], tokens[ground]) < least
    ]
    assert weak == []


@pytest.mark.parametrize("code", sorted(list_theme_codes()))
def test_it_sets_every_token_that_the_stylesheet_uses(code: str) -> None:
    portal = (STATIC / "themes" / "portal.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\(--([\w-]+)\)", portal))
    light, _dark = read_tokens(code)
    assert len(used) > 20
    assert used - set(light) == set()
    assert set(light) == set(read_tokens("default")[0])


def test_it_wears_the_look_of_the_municipality_or_else_the_neutral_one() -> None:
    assert find_theme(code="998").stylesheet == "themes/tokens/998.css"
    assert [find_theme(code=code).code for code in ("751", "", None)] == ["default"] * 3


@pytest.mark.parametrize("code", sorted(list_theme_codes()))
def test_every_look_has_its_files(code: str) -> None:
    theme = find_theme(code=code)
    assert (STATIC / theme.stylesheet).is_file()
    assert (STATIC / theme.dark_stylesheet).is_file()
    assert (STATIC / theme.logo).is_file()
