"""What the law wants to be public: each municipality's pages at the foot, and some documents."""

from dataclasses import dataclass

from sandbox.content.records import PUBLIC, InSeason, LegalPages, Page


@dataclass(frozen=True, kw_only=True)
class Authority:
    """A municipality as these pages present it."""

    code: str
    name: str
    administration: str
    address: str
    domain: str
    phone: str
    systems: str


# Documents that fulfil what the law wants to be public, by the portal's own codes.
OF_THE_LAW = {"D07": "tilsyn", "D08": "laereplan"}

AUTHORITIES = (
    Authority(
        code="998",
        name="Lindesø Kommune",
        administration="Børn og Unge",
        address="Rådhuspladsen 1, 9998 Lindesø",
        domain="lindesoe.example",
        phone="00 00 98 00",
        systems="Læringsstien, Fraværsportalen, BogKassen, Pladsen og Timeplan",
    ),
    Authority(
        code="999",
        name="Klitnæs Kommune",
        administration="Center for Dagtilbud og Skole",
        address="Havnetorvet 2, 9999 Klitnæs",
        domain="klitnaes.example",
        phone="00 00 99 00",
        systems="Tavlen, Meld Fra, Pladsen og Ugeskema",
    ),
)

_ACCESSIBILITY = """
    Vi vil have, at alle kan bruge portalen, og vi retter fejl, når vi hører om dem. Erklæringen
    gælder for det, {name} selv viser på portalen, både før og efter man er logget ind.

    ## Hvor godt lever portalen op til kravene?

    Loven kræver, at portalen følger standarden EN 301 549, som bygger på WCAG 2.1 på niveau A og
    AA. Portalen lever delvist op til kravene.

    ## Det, der ikke er tilgængeligt endnu

    - Nogle dokumenter, som er lagt op som pdf, mangler overskrifter og beskrivelser af billeder.
      Vi gør nye dokumenter tilgængelige og retter gamle, når nogen har brug for dem.
    - Enkelte billeder mangler en beskrivelse. Den, der har skrevet siden, bliver bedt om at
      tilføje den.
    - De systemer, portalen åbner for jer, har deres egne erklæringer.

    ## Sådan har vi undersøgt det

    Erklæringen er skrevet den {accessibility_day} ud fra vores egen gennemgang af de sider, der
    bliver brugt mest. Vi har brugt tastatur, skærmlæser og et værktøj, der finder fejl i koden,
    og vi gennemgår portalen igen mindst én gang om året.

    ## Fandt I en fejl?

    Skriv til tilgaengelighed@{domain}, eller ring på {phone}. Fortæl, hvilken side det er, og
    hvad I ville gøre. Vi svarer inden fem hverdage. Er der et dokument, I ikke kan læse, sender
    vi det på en måde, I kan bruge.

    ## Hvis I ikke er enige i vores svar

    Digitaliseringsstyrelsen holder øje med, om loven bliver fulgt, og tager imod henvendelser på
    deres hjemmeside om tilgængelighed.

    {name} er opdigtet, og erklæringen er et eksempel, som en rigtig kommune skriver sin egen i
    stedet for.
    """

_PRIVACY = """
    ## Hvem har ansvaret?

    {name}, {administration}, {address}, er dataansvarlig for oplysningerne på portalen. I kan
    skrive til {mail} eller ringe på {phone}.

    Vores databeskyttelsesrådgiver hedder Thea Vinterberg. Skriv til dpo@{domain}, og skriv ikke
    personnumre i en almindelig e-mail.

    ## Hvad bruger vi oplysningerne til, og hvorfor må vi?

    Vi bruger dem til at vise de rigtige nyheder og dokumenter for de rigtige mennesker, til
    samarbejdet mellem hjem og institution og til at passe på adgangen. Det gør vi, fordi det er en
    del af kommunens opgave efter folkeskoleloven og dagtilbudsloven
    (databeskyttelsesforordningens artikel 6, stk. 1, litra e) og for at leve op til loven (litra
    c). Billeder, hvor man kan genkende et barn, viser vi kun, når I har givet tilladelse (litra
    a), og I kan altid trække den tilbage.

    ## Hvilke oplysninger har vi, og hvor kommer de fra?

    - Navn, Unilogin, klasse eller stue, hvem der er forældre til hvem, og hvem der har
      forældremyndighed. Det kommer fra institutionens eget system.
    - Arbejdsmail, telefon og stilling for medarbejdere.
    - Det, I selv vælger: sprog, og hvem der må se jeres telefon og e-mail.
    - Hvornår I har logget ind, og hvem der har set oplysninger, vi skal passe særligt på.

    Har I navne- og adressebeskyttelse, viser portalen det navn, der er aftalt, og ingen adresse.

    ## Hvem får oplysningerne?

    De medarbejdere, der har brug for dem, og den leverandør, der driver portalen for os efter en
    aftale. Åbner I {systems}, får det system at vide, hvem I er. Oplysningerne bliver i EU.

    ## Hvor længe gemmer vi dem?

    Vi sletter oplysninger om et barn og dets forældre senest 13 måneder efter, at barnet er
    holdt op. Loggen over, hvem der har set hvad, gemmer vi i to år. Nyheder og dokumenter
    slettes eller gemmes i kommunens arkiv efter arkivloven.

    ## Jeres rettigheder

    - I kan se, hvad vi har om jer, på siden »Dine oplysninger«, og få en kopi.
    - I kan få rettet det, der er forkert, hos institutionens kontor.
    - I kan i nogle tilfælde få slettet eller begrænset oplysninger eller gøre indsigelse.
    - I kan trække en billedtilladelse tilbage.

    I har ikke pligt til at bruge portalen, men institutionen skal have de oplysninger, der står i
    dens eget system. Ingen afgørelser om jer bliver truffet af en maskine alene.

    ## Vil I klage?

    Skriv gerne til os først. I kan altid klage til Datatilsynet, Carl Jacobsens Vej 35, 2500
    Valby.

    {name} er opdigtet, og siden er et eksempel.
    """

_COOKIES = """
    En cookie er en lille tekst, som portalen beder jeres browser om at gemme. Portalen bruger
    kun dem, der er nødvendige, og derfor spørger vi ikke om lov. Vi tæller ikke besøg med
    cookies, og ingen andre end portalen får noget at vide.

    ## De fem cookies

    - »indgang« husker, at I er logget ind. Den slettes, når I logger ud. På en fælles enhed
      slettes den også, når I lukker browseren. På jeres egen enhed gælder den højst 90 dage, og
      portalen logger jer ud før, hvis I ikke bruger den.
    - »csrftoken« sikrer, at det, I sender fra en formular, kommer fra jer selv og ikke fra en
      fremmed side. Den gælder et år.
    - »sprog« husker, om I har valgt dansk eller engelsk uden at være logget ind. Den gælder et
      år og bliver kun sat, når I vælger.
    - »indgang-log-ind« husker, hvor I var på vej hen, mens I logger ind med Unilogin eller med
      kommunens eget login. Den gælder i ti minutter og kan kun læses af portalen.
    - »lokal« husker, hvor langt I er, mens I logger ind med et lokalt login. Den gælder højst 20
      minutter og kan kun læses af portalen.

    Begynder portalens adresse med »https«, hedder de »__Host-indgang«, »__Host-csrftoken« og
    »__Host-indgang-log-ind«. Så tager browseren kun imod dem fra portalen selv.

    ## Hvis I vil slette dem

    I kan slette cookies i jeres browser. Så bliver I logget ud og skal vælge sprog igen, men der
    sker ikke andet.

    De systemer, I åbner fra portalen, har deres egne regler, som står hos dem.
    """

_TEXTS = {
    "accessibility": "Sådan kan alle bruge portalen, og sådan siger I til, når noget ikke virker.",
    "privacy": "Hvilke oplysninger {name} har om jer på portalen, hvorfor, og hvad I kan kræve.",
    "cookies": "Portalen gemmer højst tre små tekster i jeres browser, og alle er nødvendige.",
}
_TITLES = {
    "accessibility": ("Tilgængelighedserklæring for {name}", _ACCESSIBILITY),
    "privacy": ("Privatliv: Sådan passer {name} på jeres oplysninger", _PRIVACY),
    "cookies": ("Cookies på portalen", _COOKIES),
}


def list_legal_pages() -> tuple[Page, ...]:
    """Three public pages for each municipality."""
    return tuple(_make_page(authority, kind) for authority in AUTHORITIES for kind in _TITLES)


def list_legal_keys() -> tuple[LegalPages, ...]:
    """Which pages stand at the foot in each municipality."""
    return tuple(
        LegalPages(
            municipality=authority.code,
            accessibility=_make_key(authority, "accessibility"),
            privacy=_make_key(authority, "privacy"),
            cookies=_make_key(authority, "cookies"),
        )
        for authority in AUTHORITIES
    )


def _make_key(authority: Authority, kind: str) -> str:
    return f"{kind}-{authority.code}"


def _make_page(authority: Authority, kind: str) -> Page:
    title, body = _TITLES[kind]
    mail = "dagtilbud-og-skole" if authority.code == "999" else "boern-og-unge"
    facts = {
        **vars(authority),
        "mail": f"{mail}@{authority.domain}",
        # A date of the school year, filled in with the others.
        "accessibility_day": "{accessibility_day}",
    }
    return Page(
        key=_make_key(authority, kind),
        place=authority.code,
        audience=PUBLIC,
        title=title.format_map(facts),
        text=_TEXTS[kind].format_map(facts),
        body=body.format_map(facts),
        published=InSeason(month=9, day=1),
        author="sofie" if authority.code == "998" else "",
    )
