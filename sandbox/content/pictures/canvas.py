"""A canvas of a thousand by six hundred and fifty, on which scenes are drawn from few shapes."""

import math
import random
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1000, 650
# Drawn this many times as large, so that edges become smooth.
FINE = 2
QUALITY = 86
Point = tuple[float, float]


class Canvas:
    """Shapes in a fixed order; `seed` makes what is strewn the same every time."""

    def __init__(self, *, top: str, bottom: str, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), top)
        self._draw = ImageDraw.Draw(self._image)
        self.shade(0, HEIGHT, top, bottom)

    def shade(self, top: float, bottom: float, first: str, last: str) -> None:
        """Fills the rows between two heights with a colour that becomes another."""
        start, end = Image.new("RGB", (1, 2)), (_read(first), _read(last))
        start.putpixel((0, 0), end[0])
        start.putpixel((0, 1), end[1])
        rows = round((bottom - top) * FINE)
        for row in range(rows):
            part = row / max(rows - 1, 1)
            colour = tuple(round(a + (b - a) * part) for a, b in zip(*end, strict=True))
            y = round(top * FINE) + row
            self._draw.line((0, y, WIDTH * FINE, y), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.oval(x - radius, y - radius, x + radius, y + radius, colour)

    def oval(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._draw.ellipse(_scale((left, top, right, bottom)), fill=colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        box = _scale((x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse(box, outline=colour, width=round(width * FINE))

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, round_: float = 0
    ) -> None:
        box = _scale((left, top, right, bottom))
        self._draw.rounded_rectangle(box, radius=round_ * FINE, fill=colour)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        self._draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def line(self, points: Iterable[Point], width: float, colour: str) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * FINE), joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            radius = width * FINE / 2
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def hills(self, y: float, swing: float, length: float, colour: str, shift: float = 0) -> None:
        """Everything below a wavy line."""
        edge = [(x, y + swing * math.sin((x + shift) / length)) for x in range(-10, WIDTH + 11, 10)]
        self.shape([*edge, (WIDTH + 10, HEIGHT + 10), (-10, HEIGHT + 10)], colour)

    def waves(self, y: float, swing: float, length: float, width: float, colour: str) -> None:
        """A wavy line across."""
        self.line(
            [(x, y + swing * math.sin(x / length)) for x in range(-20, WIDTH + 21, 8)],
            width,
            colour,
        )

    def as_jpeg(self) -> bytes:
        """The picture as a file."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        file = BytesIO()
        small.save(file, "JPEG", quality=QUALITY, optimize=True)
        return file.getvalue()


def _scale(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(value * FINE for value in values)


def _read(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
