"""Scenes outside: the beach, the lake and its woods, rocks, bicycles, snow, a playground."""

import math

from sandbox.content.pictures.canvas import HEIGHT, WIDTH, Canvas


def draw_beach() -> Canvas:
    """The sea, a lighthouse, wet sand with shells and small boots in a row."""
    c = Canvas(top="#9fd3ec", bottom="#e9f4f2", seed=6)
    c.disc(790, 130, 62, "#fff3c4")
    c.shade(300, 420, "#2f7fa8", "#5aa9c4")
    for number, y in enumerate((330, 356, 384)):
        c.waves(y, 5, 34 + 6 * number, 3, "#8fc9dc")
    c.box(150, 150, 196, 330, "#f7f3ea", 6)
    for y in (180, 236, 292):
        c.box(150, y, 196, y + 26, "#c2452f")
    c.box(143, 128, 203, 152, "#3c4a55", 4)
    c.shape([(143, 128), (173, 96), (203, 128)], "#c2452f")
    c.shape([(0, 352), (60, 318), (240, 320), (330, 360), (0, 372)], "#7a8f6a")
    c.hills(424, 10, 120, "#ecd9ae")
    c.hills(470, 14, 150, "#e3cb98", shift=200)
    c.waves(428, 9, 120, 6, "#fffdf5")
    for number, colour in enumerate(("#d9822b", "#2c6e8f", "#b23a48", "#4f7f4a", "#e0b12f")):
        x = 330 + number * 92
        _draw_boots(c, x, 560 - 8 * (number % 2), colour)
    for _ in range(26):
        left, top = c.random.uniform(20, 980), c.random.uniform(480, 635)
        c.oval(left, top, left + 12, top + 8, c.random.choice(("#fdf6e6", "#cda77a", "#b98b62")))
    return c


def _draw_boots(c: Canvas, x: float, y: float, colour: str) -> None:
    for step in (0, 34):
        c.box(x + step, y - 54, x + step + 24, y, colour, 6)
        c.box(x + step, y - 14, x + step + 36, y + 4, colour, 8)
        c.box(x + step, y - 54, x + step + 24, y - 46, "#fff7e4", 3)


def draw_lake() -> Canvas:
    """Beech woods around a lake, and the school at its shore."""
    c = Canvas(top="#cfe7ee", bottom="#f6f0dc", seed=3)
    c.disc(210, 120, 54, "#fbe3a4")
    c.hills(300, 26, 140, "#7fa874")
    c.hills(330, 18, 90, "#5d8f62", shift=80)
    for _ in range(46):
        x = c.random.uniform(-20, WIDTH + 20)
        size = c.random.uniform(28, 56)
        colour = c.random.choice(("#4c7f52", "#5f9459", "#b9793a", "#cf9a45", "#3f6f4a"))
        c.disc(x, 344 - c.random.uniform(0, 36), size, colour)
    c.box(420, 300, 700, 420, "#d96f4a", 3)
    c.shape([(400, 306), (560, 232), (720, 306)], "#7d3b2b")
    for x in (446, 502, 596, 652):
        c.box(x, 330, x + 34, 372, "#fdf3d9", 2)
    c.box(546, 350, 580, 420, "#4b3325", 3)
    c.hills(420, 6, 160, "#8db878")
    c.shade(446, HEIGHT, "#6fa9bd", "#3d7d97")
    for number, y in enumerate((480, 520, 566, 612)):
        c.waves(y, 4, 40 + 8 * number, 3, "#92c3d1")
    c.shape([(170, 520), (330, 520), (300, 556), (196, 556)], "#b5542d")
    c.line([(250, 520), (250, 440)], 5, "#5b3a24")
    c.shape([(256, 446), (256, 506), (316, 506)], "#fdf6e6")
    return c


def draw_rocks() -> Canvas:
    """The cliffs of an island, a round white church, and the ferry that goes there."""
    c = Canvas(top="#b8dcea", bottom="#f3ead2", seed=8)
    c.disc(820, 110, 50, "#fff0bd")
    c.shade(380, HEIGHT, "#3f86a6", "#1f5a7c")
    for number, y in enumerate((420, 470, 526, 584)):
        c.waves(y, 5, 44 + 9 * number, 3, "#6fb0c8")
    c.shape([(0, 300), (120, 250), (330, 246), (470, 300), (520, 420), (0, 470)], "#7d8a72")
    c.shape([(0, 360), (180, 330), (380, 350), (520, 420), (420, 470), (0, 500)], "#8f8a86")
    for x, y, size in ((60, 440, 60), (180, 458, 74), (320, 446, 58), (430, 440, 46)):
        c.shape(
            [(x - size, y + 40), (x - size / 2, y - size / 2), (x + size / 2, y - size / 3),
             (x + size, y + 40)], "#a29c98",
        )  # fmt: skip
    c.box(196, 176, 316, 262, "#fbf8f0", 30)
    c.shape([(184, 188), (256, 96), (328, 188)], "#3d3a3c")
    c.box(246, 220, 270, 262, "#5b4636", 10)
    c.shape([(620, 430), (930, 430), (890, 486), (660, 486)], "#f7f4ec")
    c.box(660, 384, 880, 432, "#f7f4ec", 8)
    c.box(790, 344, 832, 386, "#c2452f", 4)
    for x in range(676, 870, 34):
        c.box(x, 398, x + 20, 416, "#2f6f92", 4)
    c.shape([(626, 446), (926, 446), (916, 460), (638, 460)], "#c2452f")
    return c


def draw_bicycles() -> Canvas:
    """Two bicycles with lights before a wall, helmets on their handlebars."""
    c = Canvas(top="#e8e2d0", bottom="#f3eee0", seed=5)
    for y in range(0, 470, 46):
        for x in range(-60 + 45 * (y // 46 % 2), WIDTH, 90):
            c.box(x + 3, y + 3, x + 87, y + 43, "#cf8a63" if (x + y) % 4 else "#c67d55", 3)
    c.shade(470, HEIGHT, "#9aa0a0", "#7b8283")
    for x, colour, helmet in ((250, "#1f6f5c", "#e0b12f"), (660, "#274b8f", "#c2452f")):
        _draw_bicycle(c, x, 470, colour, helmet)
    return c


def _draw_bicycle(c: Canvas, x: float, y: float, colour: str, helmet: str) -> None:
    for wheel in (x - 110, x + 110):
        c.ring(wheel, y, 88, 10, "#22282c")
        c.disc(wheel, y, 8, "#22282c")
        for turn in range(8):
            angle = turn * math.pi / 8
            dx, dy = 80 * math.cos(angle), 80 * math.sin(angle)
            c.line([(wheel - dx, y - dy), (wheel + dx, y + dy)], 1.4, "#c7ccce")
    frame = [(x - 110, y), (x - 46, y - 120), (x + 76, y - 126), (x - 6, y), (x - 110, y)]
    c.line(frame, 11, colour)
    c.line([(x - 6, y), (x - 54, y - 142)], 11, colour)
    c.line([(x + 110, y), (x + 68, y - 168)], 11, colour)
    c.line([(x + 68, y - 168), (x + 112, y - 176)], 9, "#22282c")
    c.box(x - 88, y - 160, x - 24, y - 142, "#22282c", 9)
    c.disc(x + 92, y - 128, 16, "#fff3b0")
    c.disc(x - 122, y - 94, 9, "#d62f2f")
    c.oval(x + 66, y - 232, x + 158, y - 168, helmet)
    c.box(x + 60, y - 198, x + 164, y - 186, "#22282c", 5)


def draw_snow() -> Canvas:
    """Fir trees in falling snow, and a lit window."""
    c = Canvas(top="#1d2f4e", bottom="#5d7ea3", seed=12)
    c.disc(800, 120, 46, "#fdf3cf")
    c.hills(430, 22, 150, "#c9d8e6")
    for x, y, size in ((120, 430, 120), (250, 450, 160), (820, 440, 150), (930, 460, 110)):
        for part in range(3):
            top = y - size - part * size * 0.42
            wide = size * (0.62 - 0.14 * part)
            c.shape(
                [(x - wide, top + size * 0.8), (x, top), (x + wide, top + size * 0.8)], "#1f5345"
            )
            c.shape([(x - wide * 0.4, top + size * 0.32), (x, top), (x + wide * 0.4, top + size * 0.32)],
                    "#f4f8fb")  # fmt: skip
    c.box(430, 300, 660, 470, "#7d3b2b", 4)
    c.shape([(404, 308), (545, 214), (686, 308)], "#f4f8fb")
    for x in (466, 574):
        c.box(x, 346, x + 52, 402, "#ffd977", 3)
        c.line([(x + 26, 346), (x + 26, 402)], 4, "#7d3b2b")
    c.hills(482, 14, 170, "#e8f0f6", shift=60)
    for _ in range(170):
        left, top = c.random.uniform(0, WIDTH), c.random.uniform(0, HEIGHT)
        c.disc(left, top, c.random.uniform(2, 5.5), "#ffffff")
    return c


def draw_playground() -> Canvas:
    """A slide, a swing and a sandpit behind the dune."""
    c = Canvas(top="#bfe3f1", bottom="#f4f3e3", seed=4)
    c.hills(360, 30, 170, "#dcc793")
    c.hills(400, 14, 130, "#a9c07a", shift=50)
    c.hills(470, 10, 200, "#8fb06a", shift=10)
    c.line([(180, 520), (230, 250)], 14, "#b5542d")
    c.line([(280, 520), (230, 250)], 14, "#b5542d")
    c.line([(230, 258), (560, 258)], 14, "#b5542d")
    c.line([(510, 520), (560, 250)], 14, "#b5542d")
    c.line([(610, 520), (560, 250)], 14, "#b5542d")
    for x in (330, 440):
        c.line([(x, 262), (x - 20, 440)], 4, "#4c4038")
        c.line([(x + 50, 262), (x + 30, 440)], 4, "#4c4038")
        c.box(x - 30, 436, x + 40, 450, "#274b8f", 5)
    c.box(720, 250, 740, 520, "#1f6f5c", 4)
    c.box(780, 250, 800, 520, "#1f6f5c", 4)
    for y in range(300, 520, 40):
        c.box(720, y, 800, y + 10, "#e0b12f", 4)
    c.line([(790, 258), (860, 380), (960, 520)], 34, "#c2452f")
    c.oval(330, 540, 660, 640, "#ecd9ae")
    c.box(450, 556, 500, 600, "#274b8f", 6)
    c.line([(540, 600), (590, 556)], 7, "#c2452f")
    return c
