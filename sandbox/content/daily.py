"""Stories of the day of the demo's rooms, the latest told on the day of loading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from sandbox.content.records import Recently

_TANGLOPPERNE, _STARS = "G99901/Tanglopperne", "G99901/Søstjernerne"
_MUSSELS, _SFO = "G99901/Muslingerne", "998111/Indskoling"


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a day was like in a room, so many working days before the demo is loaded."""

    place: str
    days: int
    text: str
    # A name of the album, or empty.
    picture: str = ""
    # A name of the cast, or empty for the leader of the place.
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class DatedStory:
    """A story with the day that it tells of."""

    story: Story
    day: date


STORIES = (
    Story(
        place=_TANGLOPPERNE,
        days=0,
        text="""I dag fandt vi tre tomme krabbeskjold på stranden, og det mindste var ikke større
        end en negl. Vi lagde dem på en bakke efter størrelse og talte ben.

        Efter frokost blev der bygget en krabbehule af puder, og alle ville være den krabbe,
        der boede inderst.""",
        picture="beach",
        author="mette",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=1,
        text="""Vi blæste sæbebobler i blæsevejr. De nåede helt over hegnet, og børnene gættede på,
        hvem der kunne se dem i den anden ende af byen.

        Til eftermiddagsmaden smurte alle deres egen bolle, også dem, der aldrig har prøvet før.""",
        author="mette",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=2,
        text="""Jens havde sin guitar med. Vi sang om skibet, der ville ud at sejle, så mange gange,
        at selv de voksne kunne alle vers.

        Husk, at gummistøvlerne snart skal være foret: Nogle af jer har kolde tæer.""",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=3,
        text="""I værkstedet savede vi drivtømmer. Der blev til to både, en bro og noget, som
        ifølge kaptajnen er en ubåd.

        Bådene står til tørre i vinduet, og I må gerne prøve dem i vandkarret, når I henter.""",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=4,
        text="""Det regnede hele formiddagen, og vi var ude alligevel. Den store vandpyt ved skuret
        blev målt med en kæp: Den når til knæet på Jens og til livet på de fleste andre.""",
        author="mette",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=6,
        text="""Vi malede kerner i håndkværnen og bagte boller af melet. Dejen føltes varm og
        levende, og vi talte om, hvad gær er for noget.""",
        picture="buns",
        author="mette",
    ),
    Story(
        place=_TANGLOPPERNE,
        days=8,
        text="""Tandlægen var på besøg med sin store krokodille, og alle fik lov til at børste dens
        tænder. Vi snakkede om, hvad der sker nede i maven, hvis man synker en tand.""",
    ),
    Story(
        place=_STARS,
        days=0,
        text="""Søstjernerne har lavet forlystelsespark i salen. Billetterne kostede tre kys, og
        karrusellen var en madras med fire stærke ben til at dreje den.""",
    ),
    Story(
        place=_STARS,
        days=2,
        text="""Vi var på biblioteket og lånte ti bøger om rummet. På vejen hjem talte vi alle
        gule biler og nåede til elleve.""",
    ),
    Story(
        place=_MUSSELS,
        days=0,
        text="""De små har badet dukker i lunt vand, tørret dem og puttet dem i barnevognene.
        Bagefter sov alle, dukkerne med.""",
    ),
    Story(
        place=_SFO,
        days=0,
        text="""Vi har åbnet perleværkstedet igen. Mange er gået i gang med julegaver, så spørg
        ikke for meget om, hvad der ligger i taskerne.

        I hallen var der stikbold for begyndere, og ingen blev skudt mere end to gange.""",
        author="ida",
    ),
    Story(
        place=_SFO,
        days=1,
        text="""Bålet blev tændt ved shelteret, og vi ristede æbler på pind. Kanel hjælper på det
        meste.""",
    ),
)


def list_stories(*, today: date) -> Iterator[DatedStory]:
    """All stories with their days, the oldest first."""
    for story in sorted(STORIES, key=lambda item: -item.days):
        day = Recently(days=story.days, clock=time(14, 30)).resolve(today=today).date()
        yield DatedStory(story=story, day=day)
