"""How much content the benchmark has."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Numbers of rows; `scopes` and `institutions` are totals, `pages_below` one section's."""

    sections: int
    articles: int
    news: int
    municipalities: int
    institutions: int
    classes: int
    scopes: int
    people: int
    pages_below: int
    viewer_scopes: tuple[int, int, int]
    rights: int
    text_bytes: int


FULL = Sizes(
    sections=8,
    articles=1_000,
    news=200,
    municipalities=98,
    institutions=2_500,
    classes=2,
    scopes=10_000,
    people=48_000,  # each with 5 keys: 240,000
    pages_below=10_000,
    viewer_scopes=(1, 12, 200),
    rights=1_000,
    text_bytes=7_000,
)
TINY = Sizes(
    sections=2,
    articles=20,
    news=4,
    municipalities=3,
    institutions=8,
    classes=1,
    scopes=24,
    people=10,
    pages_below=11,
    viewer_scopes=(1, 2, 3),
    rights=3,
    text_bytes=600,
)
