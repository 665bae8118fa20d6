"""All pictures by the names that texts have for them, each with its description."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sandbox.content.pictures import indoors, outdoors
from sandbox.content.pictures.canvas import Canvas


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture with what it shows, for those who cannot see it."""

    title: str
    description: str
    draw: Callable[[], Canvas]


PICTURES = {
    "beach": Picture(
        title="Støvler på stranden",
        description="Fem par gummistøvler på en strand med skaller, et fyr og havet bagved",
        draw=outdoors.draw_beach,
    ),
    "bicycles": Picture(
        title="Cykler ved muren",
        description="To cykler med lygter og cykelhjelme foran en mur",
        draw=outdoors.draw_bicycles,
    ),
    "books": Picture(
        title="Skolebiblioteket",
        description="Reoler fulde af bøger, en lampe og en lænestol",
        draw=indoors.draw_books,
    ),
    "buns": Picture(
        title="Rugboller",
        description="Rugboller på et fad, en kande og en skål med bær",
        draw=indoors.draw_buns,
    ),
    "candles": Picture(
        title="Luciaoptog",
        description="En række lys i mørket og en krans med fem lys",
        draw=indoors.draw_candles,
    ),
    "classroom": Picture(
        title="Et klasselokale",
        description="En tavle med søjler, borde i rækker og planter i vinduet",
        draw=indoors.draw_classroom,
    ),
    "lake": Picture(
        title="Skolen ved søen",
        description="En rød skole mellem træer ved en sø med en sejlbåd",
        draw=outdoors.draw_lake,
    ),
    "playground": Picture(
        title="Legepladsen",
        description="Gynger, en rutsjebane og en sandkasse foran en klit",
        draw=outdoors.draw_playground,
    ),
    "pool": Picture(
        title="Svømmehallen",
        description="Baner i en svømmehal og en redningskrans på vandet",
        draw=indoors.draw_pool,
    ),
    "rocks": Picture(
        title="Bornholm",
        description="Klipper, en rundkirke og en færge på vej ind",
        draw=outdoors.draw_rocks,
    ),
    "snow": Picture(
        title="Sne",
        description="Grantræer og et hus med lys i vinduerne, mens det sner",
        draw=outdoors.draw_snow,
    ),
    "stage": Picture(
        title="Scenen",
        description="Et rødt scenetæppe og en stor gylden nøgle i lyset",
        draw=indoors.draw_stage,
    ),
    "telephones": Picture(
        title="Mobilskabet",
        description="Et skab med små rum, hvor klassens telefoner står",
        draw=indoors.draw_telephones,
    ),
}

# Which texts begin with a picture: news and pages by their keys, homes by their places.
OF_TEXTS = {
    "N01": "pool",
    "N04": "telephones",
    "N06": "beach",
    "N07": "candles",
    "N08": "rocks",
    "N09": "stage",
    "N13": "snow",
    "N14": "bicycles",
    "M03": "lake",
    "M11": "playground",
    "M17": "books",
    "M31": "buns",
    "S06": "books",
    "S07": "buns",
}
OF_HOMES = {
    "998101": "lake",
    "998101/3.B": "classroom",
    "999101": "beach",
    "G99801": "playground",
    "G99901": "playground",
}


@cache
def draw_picture(name: str) -> bytes:
    """A picture as a JPEG file; raises `KeyError` for a name that the album does not have."""
    return PICTURES[name].draw().as_jpeg()
