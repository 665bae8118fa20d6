"""News of the daycare institutions in both municipalities."""

from datetime import time

from sandbox.content.records import PARENTS, InSeason, News, Recently, with_staff

NEWS = (
    News(
        key="N06",
        place="G99901/Tanglopperne",
        audience=with_staff("G99901/Tanglopperne", PARENTS),
        title="Tanglopperne tager på strandtur på torsdag",
        text=(
            "Vi går fra børnehuset kl. 9 og er hjemme igen til eftermiddagsmaden, så giv jeres "
            "barn en turrygsæk med madpakke, drikkedunk og skiftetøj med. Husk også regntøj og "
            "gummistøvler, for vi skal lede efter rav, krabber og strandskaller."
        ),
        body="""
            Mette, Jens og en studerende er med, og vi har telefon og førstehjælpstaske i
            trækvognen. Vi går ad stien gennem klitterne og spiser i læ bag molen.

            Børn, der kommer efter kl. 9, kan være på Søstjernerne, til vi er hjemme. Skriv til os
            senest onsdag, hvis jeres barn ikke skal med.

            Det, vi finder, udstiller vi på stuen. I er velkomne til at se det, når I henter.
            """,
        published=Recently(days=1, clock=time(12, 35)),
        author="mette",
    ),
    News(
        key="N07",
        place="G99901",
        audience=with_staff("G99901", PARENTS),
        title="Lucia og julehygge den {lucia}",
        text=(
            "De ældste børn går luciaoptog kl. 15, og bagefter er der æbleskiver og saftevand i "
            "fællesrummet. Søskende og bedsteforældre er også velkomne, og vi slutter senest "
            "kl. 16.30."
        ),
        body="""
            Børnene på Søstjernerne og Tanglopperne øver sangen hver formiddag. Hvide kjoler og
            skjorter har vi til alle, og lysene er med batteri.

            Sæt gerne barnevogne og cykler ved hegnet, så der er plads i indgangen. Billeder er
            velkomne, men tag kun af jeres eget barn.
            """,
        published=InSeason(month=11, day=20, clock=time(15, 15)),
        author="kirsten",
    ),
    News(
        key="M31",
        place="G99901/Tanglopperne",
        audience=with_staff("G99901/Tanglopperne", PARENTS),
        title="Vi har bagt rugboller af vores eget mel",
        text=(
            "Børnene malede selv kernerne i den lille håndkværn. Bollerne blev spist, før de "
            "var kolde, og opskriften hænger på døren."
        ),
        body="""
            Alle fik lov til at måle, hælde og ælte. Vi talte om, hvorfor dejen vokser, og lagde
            en klump i køleskabet for at se, om den også vokser dér.

            Spørg jeres barn, hvad der skete.
            """,
        published=Recently(days=6, clock=time(14, 50)),
        author="mette",
    ),
    News(
        key="M32",
        place="G99801",
        title="Egernene rykker i skoven hver onsdag",
        text=(
            "Hele vinteren er Egernene i skoven om onsdagen fra kl. 9 til 13. Giv jeres barn uld "
            "inderst, flyverdragt yderst og et siddeunderlag i rygsækken."
        ),
        body="""
            Vi har fast plads ved det store bøgetræ og en presenning, når det regner. Børnene
            snitter pinde, laver bål med en voksen og følger et musvittepar gennem vinteren.

            Kommer I senere end kl. 9, kan I finde os ved træet. Kortet hænger i garderoben.
            """,
        published=Recently(days=4, clock=time(12, 20)),
    ),
    News(
        key="M33",
        place="G99801",
        audience=with_staff("G99801", PARENTS),
        title="Kom til morgenkaffe på fredag",
        text=(
            "På fredag kl. 7.30-8.30 dækker vi op i fællesrummet, og I kan sidde "
            "lidt, inden I går videre. Forældrebestyrelsen er der og vil gerne høre, hvad I "
            "tænker om næste år."
        ),
        body="""
            Der er boller til børnene og kaffe til de voksne. I behøver ikke melde jer til.

            Bestyrelsen spørger især om legepladsen: Hvad savner jeres barn, og hvad bruger det
            aldrig?
            """,
        published=Recently(days=0, clock=time(7, 50)),
    ),
    News(
        key="M34",
        place="G99902",
        title="Det er blevet koldt i skoven: Husk uld",
        text=(
            "Nu er der rim på bålpladsen om morgenen. Giv jeres barn uld inderst hver dag, to par "
            "vanter i tasken og en hue, der kan gå ned over ørerne."
        ),
        body="""
            Bomuld bliver vådt og koldt, så lad det ligge hjemme. Vi har et lager af tøj, som I kan
            låne af, hvis noget er blevet for lille.

            Vi går ind i hytten, når børnene har brug for det, og altid til frokost.
            """,
        published=Recently(days=2, clock=time(13, 5)),
    ),
    News(
        key="M35",
        place="G99902/Uglerne",
        title="Uglerne har fundet et rigtigt spættehul",
        text=(
            "Hullet sidder i den gamle asp ved vandhullet, og der ligger friske spåner på jorden. "
            "Vi holder øje med kikkert hver formiddag."
        ),
        body="""
            Børnene har tegnet, hvordan de tror, der ser ud indeni, og tegningerne hænger ved
            indgangen. Ser I en stor flagspætte derhjemme, så fortæl det.
            """,
        published=Recently(days=5, clock=time(12, 0)),
    ),
)
