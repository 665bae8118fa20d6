"""The people whom the demo's pages, searches and tests know by name."""

from dataclasses import dataclass
from datetime import date

from sandbox.roster.records import Gender


@dataclass(frozen=True, kw_only=True)
class Job:
    """A cast member's place as staff; `groups` are the names of classes or rooms."""

    institution: str
    role: str
    occupation: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CastMember:
    """One of the cast: ids never change, whatever the seed.

    `places` are pairs of institution key and group name. `home` is the municipality of the
    private address and `house` its number, equal for those who live together. The name is the
    real one; only the `alias` of a protected person may be shown.
    """

    unilogin: str
    first_name: str
    family_name: str
    description: str
    gender: Gender
    birth_date: date
    house: int
    home: str = "998"
    jobs: tuple[Job, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    protected: bool = False
    alias: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}"

    @property
    def shown_name(self) -> str:
        return " ".join(self.alias) if self.alias else self.name


CAST: dict[str, CastMember] = {
    "anna": CastMember(
        unilogin="anna0001",
        first_name="Anna",
        family_name="Lysholt",
        description="lærer i dansk, 3.B, Egesøskolen",
        gender="K",
        birth_date=date(1984, 4, 17),
        house=101,
        jobs=(Job(institution="998101", role="Lærer", occupation="Lærer", groups=("3.B",)),),
    ),
    "bo": CastMember(
        unilogin="bo000001",
        first_name="Bo",
        family_name="Kjeldby Ravn",
        description="elev, 3.B, Egesøskolen; går i Ahornen",
        gender="M",
        birth_date=date(2017, 5, 9),
        house=12,
        places=(("998101", "3.B"), ("998111", "Indskoling")),
    ),
    "emil": CastMember(
        unilogin="emil0001",
        first_name="Emil",
        family_name="Kjeldby Ravn",
        description="elev, 7.A, Egesøskolen, Bos bror",
        gender="M",
        birth_date=date(2013, 9, 27),
        house=12,
        places=(("998101", "7.A"), ("998101", "Tysk 7. årgang")),
    ),
    "ella": CastMember(
        unilogin="ella0001",
        first_name="Ella",
        family_name="Kjeldby Ravn",
        description="barn på Tanglopperne, Strandløberen (Klitnæs), Bos søster",
        gender="K",
        birth_date=date(2021, 3, 14),
        house=12,
        places=(("G99901", "Tanglopperne"),),
    ),
    "dorte": CastMember(
        unilogin="dorte001",
        first_name="Dorte",
        family_name="Kjeldby",
        description="mor til Bo, Emil og Ella",
        gender="K",
        birth_date=date(1985, 8, 2),
        house=12,
    ),
    "jonas": CastMember(
        unilogin="jonas001",
        first_name="Jonas",
        family_name="Ravn",
        description="far til Bo, Emil og Ella, fælles forældremyndighed, anden adresse",
        gender="M",
        birth_date=date(1983, 12, 11),
        house=48,
    ),
    "carla": CastMember(
        unilogin="carla001",
        first_name="Carla",
        family_name="Myrthue",
        description="mor til Oskar, 3.B på Tranehøjskolen",
        gender="K",
        birth_date=date(1988, 2, 20),
        house=77,
    ),
    "ida": CastMember(
        unilogin="ida00001",
        first_name="Ida",
        family_name="Fuglsbjerg",
        description="skolesekretær og redaktør, Egesøskolen",
        gender="K",
        birth_date=date(1979, 6, 5),
        house=102,
        jobs=(Job(institution="998101", role="TAP", occupation="Skolesekretær"),),
    ),
    "henrik": CastMember(
        unilogin="henrik01",
        first_name="Henrik",
        family_name="Storgård",
        description="skoleleder, Egesøskolen",
        gender="M",
        birth_date=date(1971, 10, 30),
        house=103,
        jobs=(Job(institution="998101", role="Leder", occupation="Skoleleder"),),
    ),
    "mette": CastMember(
        unilogin="mette001",
        first_name="Mette",
        family_name="Havnsø",
        description="pædagog, Tanglopperne, Strandløberen",
        gender="K",
        birth_date=date(1990, 1, 23),
        house=104,
        home="999",
        jobs=(
            Job(
                institution="G99901",
                role="Pædagog",
                occupation="Pædagog",
                groups=("Tanglopperne",),
            ),
        ),
    ),
    "kirsten": CastMember(
        unilogin="kirsten1",
        first_name="Kirsten",
        family_name="Tornby",
        description="leder af Strandløberen",
        gender="K",
        birth_date=date(1968, 11, 8),
        house=105,
        home="999",
        jobs=(Job(institution="G99901", role="Leder", occupation="Daginstitutionsleder"),),
    ),
    "sofie": CastMember(
        unilogin="sofie001",
        first_name="Sofie",
        family_name="Elleby",
        description="kommunens redaktør, Børn og Unge",
        gender="K",
        birth_date=date(1992, 7, 16),
        house=106,
        jobs=(Job(institution="998001", role="Konsulent", occupation="Kommunikationskonsulent"),),
    ),
    "rasmus": CastMember(
        unilogin="rasmus01",
        first_name="Rasmus",
        family_name="Kvistgård",
        description="it-arkitekt, Lindesø",
        gender="M",
        birth_date=date(1981, 3, 3),
        house=107,
        jobs=(Job(institution="998001", role="Konsulent", occupation="It-arkitekt"),),
    ),
    "thea": CastMember(
        unilogin="thea0001",
        first_name="Thea",
        family_name="Vinterberg",
        description="databeskyttelsesrådgiver for begge kommuner",
        gender="K",
        birth_date=date(1976, 5, 29),
        house=108,
        jobs=tuple(
            Job(institution=key, role="Konsulent", occupation="Databeskyttelsesrådgiver")
            for key in ("998001", "999001")
        ),
    ),
    # Ids of protected people are made from the alias, because an id is often seen by others.
    "liv": CastMember(
        unilogin="lea00001",
        first_name="Liv",
        family_name="Thorsager",
        description="elev, 6.A, Egesøskolen, navne- og adressebeskyttet",
        gender="K",
        birth_date=date(2014, 1, 19),
        house=301,
        places=(("998101", "6.A"),),
        protected=True,
        alias=("Lea", "Holm"),
    ),
    "nina": CastMember(
        unilogin="nora0001",
        first_name="Nina",
        family_name="Thorsager",
        description="mor til en elev i 6.A, navne- og adressebeskyttet",
        gender="K",
        birth_date=date(1986, 9, 12),
        house=301,
        protected=True,
        alias=("Nora", "Holm"),
    ),
    "peter": CastMember(
        unilogin="peter001",
        first_name="Peter",
        family_name="Enevold",
        description="far til en elev i 6.A, uden forældremyndighed, spærret i skolens system",
        gender="M",
        birth_date=date(1982, 4, 1),
        house=190,
    ),
    "bente": CastMember(
        unilogin="bente001",
        first_name="Bente",
        family_name="Skovlund",
        description="plejemor, »Officielt tilknyttet person«, uden MitID",
        gender="K",
        birth_date=date(1965, 2, 6),
        house=64,
    ),
    # A substitute for a week stands in no roster: the institution gives her access itself.
    "nanna": CastMember(
        unilogin="nanna001",
        first_name="Nanna",
        family_name="Kirkhøj",
        description="vikar i uge 49, Egesøskolen",
        gender="K",
        birth_date=date(1999, 8, 21),
        house=109,
    ),
    "malthe": CastMember(
        unilogin="malthe01",
        first_name="Malthe",
        family_name="Søndervang",
        description="elev, 0.A, Egesøskolen, kan ikke læse endnu",
        gender="M",
        birth_date=date(2020, 6, 24),
        house=33,
        places=(("998101", "0.A"), ("998111", "Indskoling")),
    ),
    "noor": CastMember(
        unilogin="noor0001",
        first_name="Noor",
        family_name="Al-Nahri",
        description="elev, 5.A, Revleskolen",
        gender="K",
        birth_date=date(2015, 10, 2),
        house=15,
        home="999",
        places=(("999101", "5.A"),),
    ),
    "amira": CastMember(
        unilogin="amira001",
        first_name="Amira",
        family_name="Al-Nahri",
        description="mor til Noor, bruger portalen på engelsk",
        gender="K",
        birth_date=date(1987, 12, 28),
        house=15,
        home="999",
    ),
    "soren": CastMember(
        unilogin="soren001",
        first_name="Søren",
        family_name="Lundtofte",
        description="far til en elev i 3.B og formand for skolebestyrelsen, Egesøskolen",
        gender="M",
        birth_date=date(1980, 7, 7),
        house=21,
    ),
}
