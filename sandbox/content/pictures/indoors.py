"""Scenes inside: the swimming bath, books, lights, a stage, a table, telephones, a classroom."""

import math

from sandbox.content.pictures.canvas import HEIGHT, WIDTH, Canvas

BOOKS = ("#b23a48", "#2c6e8f", "#e0b12f", "#4f7f4a", "#6b4a86", "#d9822b", "#1f6f5c", "#e9e2cf")


def draw_pool() -> Canvas:
    """The lanes of a swimming bath, with a ring that floats in one."""
    c = Canvas(top="#dff1f3", bottom="#f5fafa", seed=2)
    for x in range(40, WIDTH, 190):
        c.box(x, 40, x + 150, 170, "#a9d6e5", 6)
        c.line([(x + 75, 44), (x + 75, 166)], 5, "#e9f6f8")
    c.box(0, 210, WIDTH, 236, "#f2ead7")
    c.shade(236, HEIGHT, "#49b3cf", "#1b7ea6")
    for lane in range(1, 5):
        left, right = WIDTH / 5 * lane, WIDTH / 2 + (lane - 2.5) * 420
        for step in range(26):
            part = step / 25
            c.disc(
                left + (right - left) * part,
                240 + 410 * part,
                4 + 9 * part,
                "#f7f4ec" if step % 2 else "#d1402f",
            )
    for number in range(9):
        c.waves(270 + 44 * number, 4, 30 + 4 * number, 2.4, "#8fd3e4")
    c.oval(400, 420, 560, 500, "#f7f4ec")
    c.oval(440, 440, 520, 480, "#2f97b8")
    for angle in (0.3, 1.9, 3.4, 5.0):
        c.disc(480 + 60 * math.cos(angle), 460 + 30 * math.sin(angle), 15, "#d1402f")
    return c


def draw_books() -> Canvas:
    """Shelves full of books, a lamp and a chair to read in."""
    c = Canvas(top="#efe3cb", bottom="#e7d8ba", seed=9)
    for y in (30, 190, 350):
        c.box(60, y, 700, y + 150, "#8a5a36", 6)
        c.box(74, y + 12, 686, y + 136, "#6d4427", 3)
        x = 82.0
        while x < 660:
            wide, high = c.random.uniform(14, 34), c.random.uniform(74, 116)
            c.box(x, y + 136 - high, x + wide, y + 136, c.random.choice(BOOKS), 2)
            c.box(x + 3, y + 136 - high + 12, x + wide - 3, y + 136 - high + 18, "#f7f1e1")
            x += wide + 2
    c.hills(560, 0, 100, "#c9a877")
    c.oval(250, 566, 960, 650, "#b23a48")
    c.box(730, 400, 920, 590, "#1f6f5c", 40)
    c.box(710, 480, 760, 600, "#2a856f", 22)
    c.box(890, 480, 940, 600, "#2a856f", 22)
    c.box(752, 510, 898, 570, "#2a856f", 18)
    c.line([(960, 600), (960, 240)], 7, "#4c4038")
    c.shape([(900, 250), (1020, 250), (990, 160), (930, 160)], "#f3c95c")
    return c


def draw_candles() -> Canvas:
    """A procession of candles in the dark, with a crown of lights in front."""
    c = Canvas(top="#161b33", bottom="#34365c", seed=13)
    for number in range(7):
        x, y = 110 + number * 130, 330 + 34 * math.sin(number * 0.9)
        _draw_candle(c, x, y, 150)
    for x, y in ((380, 250), (440, 214), (500, 202), (560, 214), (620, 250)):
        _draw_candle(c, x, y, 60)
    c.ring(500, 330, 132, 16, "#2f7a52")
    for turn in range(18):
        angle = turn * math.pi / 9
        c.disc(500 + 132 * math.cos(angle), 330 + 132 * math.sin(angle), 13, "#3f9163")
    c.hills(560, 10, 120, "#0f1326")
    return c


def _draw_candle(c: Canvas, x: float, y: float, height: float) -> None:
    for radius, colour in ((54, "#3d3c60"), (38, "#575177"), (24, "#8f7a6d")):
        c.disc(x, y - 22, radius, colour)
    c.box(x - 11, y, x + 11, y + height, "#f7f1e1", 5)
    c.oval(x - 9, y - 40, x + 9, y, "#ffc94d")
    c.oval(x - 4, y - 24, x + 4, y - 2, "#fff6d5")


def draw_stage() -> Canvas:
    """A curtain, a spotlight, and the key that the play is about."""
    c = Canvas(top="#2b1a2e", bottom="#4a2a3d", seed=7)
    c.shape([(500, -40), (250, 560), (750, 560)], "#6d4a53")
    c.box(0, 540, WIDTH, HEIGHT, "#8a5a36")
    for y in range(560, HEIGHT, 26):
        c.line([(0, y), (WIDTH, y)], 2, "#734726")
    c.oval(290, 520, 710, 600, "#e7c98f")
    for side in (0, 1):
        for fold in range(6):
            x = fold * 42 if not side else WIDTH - 42 - fold * 42
            high = 560 - fold * 22
            c.box(x - 6, -20, x + 48, high, "#b3202f" if fold % 2 else "#961a29", 20)
    for fold in range(12):
        c.oval(fold * 92 - 30, -90, fold * 92 + 80, 96, "#b3202f" if fold % 2 else "#961a29")
    c.ring(430, 400, 62, 26, "#f0c24b")
    c.line([(486, 400), (650, 400)], 26, "#f0c24b")
    c.box(596, 400, 616, 458, "#f0c24b", 4)
    c.box(632, 400, 652, 446, "#f0c24b", 4)
    return c


def draw_buns() -> Canvas:
    """Rye buns on a cloth, a jug and a bowl."""
    c = Canvas(top="#f5e9d3", bottom="#ecd9b8", seed=10)
    for x in range(0, WIDTH, 80):
        for y in range(360, HEIGHT, 58):
            c.box(x, y, x + 40, y + 29, "#d9e4ea")
            c.box(x + 40, y + 29, x + 80, y + 58, "#d9e4ea")
    c.oval(120, 400, 620, 600, "#f7f4ec")
    c.oval(150, 416, 590, 576, "#e3ddcd")
    for x, y in ((250, 470), (370, 450), (490, 475), (310, 520), (440, 525)):
        c.oval(x - 66, y - 46, x + 66, y + 44, "#8f5b2e")
        c.oval(x - 58, y - 44, x + 54, y + 22, "#a96f3b")
        for _ in range(14):
            dx, dy = c.random.uniform(-42, 42), c.random.uniform(-34, 8)
            c.oval(x + dx, y + dy, x + dx + 7, y + dy + 4, "#f0dcae")
    c.box(720, 210, 890, 470, "#2c6e8f", 46)
    c.ring(900, 330, 60, 20, "#2c6e8f")
    c.box(720, 300, 890, 320, "#f7f4ec")
    c.oval(720, 190, 890, 240, "#4f93b3")
    c.oval(640, 480, 940, 620, "#b23a48")
    c.oval(660, 484, 920, 560, "#8b2431")
    for _ in range(30):
        left, top = c.random.uniform(690, 880), c.random.uniform(498, 540)
        c.disc(left, top, 11, c.random.choice(("#c8443e", "#e06a4a", "#a82b3a")))
    return c


def draw_telephones() -> Canvas:
    """A cabinet with a numbered pigeonhole for each telephone, its door ajar."""
    c = Canvas(top="#dfe7e2", bottom="#eef1ea", seed=11)
    c.box(170, 60, 830, 590, "#9a6b41", 12)
    c.box(190, 80, 810, 570, "#7a5130", 6)
    for row in range(4):
        for column in range(6):
            x, y = 204 + column * 100, 94 + row * 118
            c.box(x, y, x + 88, y + 104, "#efe3cb", 4)
            if (row * 6 + column) % 5 != 3:
                colour = ("#22282c", "#2c6e8f", "#3d3a5c", "#4f4f55")[(row + column) % 4]
                c.box(x + 24, y + 14, x + 64, y + 92, colour, 8)
                c.box(x + 29, y + 22, x + 59, y + 80, "#a9c3cc", 3)
    c.shape([(830, 60), (950, 20), (950, 630), (830, 590)], "#a97a4e")
    c.disc(930, 330, 9, "#f0c24b")
    return c


def draw_classroom() -> Canvas:
    """A blackboard with numbers, tables in rows, plants in the window."""
    c = Canvas(top="#f3ecd8", bottom="#e9dfc4", seed=1)
    c.box(90, 60, 640, 330, "#7a5130", 8)
    c.box(106, 76, 624, 314, "#2f5d4c", 4)
    for x, high in ((180, 60), (260, 110), (340, 150), (420, 90), (500, 130)):
        c.box(x, 280 - high, x + 40, 280, "#e8f0e6", 3)
    c.line([(150, 284), (580, 284)], 5, "#e8f0e6")
    c.box(700, 60, 930, 300, "#f7f4ec", 4)
    c.box(712, 72, 918, 288, "#a9d6e5", 2)
    c.line([(815, 72), (815, 288)], 8, "#f7f4ec")
    for x in (740, 870):
        c.box(x - 22, 262, x + 22, 300, "#c2643f", 6)
        for angle in (-0.8, -0.3, 0.2, 0.7):
            c.line([(x, 264), (x + 60 * math.sin(angle), 264 - 70 * math.cos(angle))], 9, "#4f8f56")
    c.hills(400, 0, 100, "#c9a877")
    for row in range(2):
        for column in range(4):
            x, y = 70 + column * 240 + row * 40, 420 + row * 110
            c.box(x, y, x + 180, y + 24, "#d9b27a", 5)
            c.line([(x + 20, y + 24), (x + 10, y + 90)], 8, "#6d7478")
            c.line([(x + 160, y + 24), (x + 170, y + 90)], 8, "#6d7478")
            c.box(x + 40, y - 12, x + 96, y, c.random.choice(BOOKS), 2)
    return c
