"""Documents of Klitnæs: what is written in each file, and in which folder it lies."""

from sandbox.content.records import Document, InSeason, Recently

DOCUMENTS = (
    Document(
        key="D06",
        folder="forms",
        kind="pdf",
        title="Medicinskema: Aftale om at give dit barn medicin",
        text=(
            "Skemaet udfyldes af forældre og pædagog og gælder for ét præparat ad gangen. Skriv "
            "navn, dosis, tidspunkt, og hvor længe barnet skal have medicinen."
        ),
        body="""
            ## Udfyldes af forældre

            - Barnets navn og stue: ____________________
            - Præparatets navn: ____________________
            - Dosis og tidspunkt: ____________________
            - Fra og til dato: ____________________
            - Underskrift: ____________________

            ## Udfyldes af børnehuset

            - Modtaget i original æske med barnets navn: ja / nej
            - Opbevares: i køleskab / i medicinskab
            - Underskrift: ____________________

            Hver gang barnet får medicin, skriver en medarbejder dato, klokkeslæt og navn på
            bagsiden.
            """,
    ),
    Document(
        key="D07",
        folder="published",
        kind="pdf",
        title="Tilsynsrapport {year} for Børnehuset Strandløberen",
        text=(
            "Kommunens pædagogiske konsulent roser samspillet mellem børn og voksne og anbefaler, "
            "at huset arbejder med overgangen fra vuggestue til børnehave. Rapporten bygger på et "
            "uanmeldt besøg den {inspected}."
        ),
        body="""
            ## Det så konsulenten

            De voksne er på gulvet sammen med børnene og følger deres leg. Måltiderne er rolige,
            og børnene hjælper hinanden. På legepladsen er der altid en voksen tæt på de yngste.

            ## Anbefalinger

            - Lad de ældste i vuggestuen besøge børnehaven fast hver uge.
            - Skriv overgangen ned, så alle stuer gør det ens.
            - Brug fællesrummet mere om eftermiddagen.

            ## Husets svar

            Lederen og personalet er enige og går i gang efter jul. Forældrebestyrelsen har læst
            rapporten.
            """,
        published=InSeason(month=10, day=8),
    ),
    Document(
        key="D08",
        folder="published",
        kind="pdf",
        title="Pædagogisk læreplan for Børnehuset Strandløberen",
        text=(
            "Læreplanen viser, hvordan vi arbejder med de seks temaer, blandt andet natur, udeliv "
            "og science på stranden lige ved huset. Den er skrevet sammen med forældrebestyrelsen "
            "og evalueres hvert andet år."
        ),
        body="""
            ## De seks temaer hos os

            - Alsidig personlig udvikling: Vi øver os i at prøve igen.
            - Social udvikling: Vi venter på hinanden og byder nye velkommen i legen.
            - Kommunikation og sprog: Vi læser hver dag og taler længe ved måltiderne.
            - Krop, sanser og bevægelse: Klitterne er vores gymnastiksal.
            - Natur, udeliv og science: Vi undersøger, hvad havet skyller op, og hvorfor.
            - Kultur, æstetik og fællesskab: Vi synger, maler og fejrer det, børnene kommer med.

            ## Sådan evaluerer vi

            Hver stue vælger en praksis, filmer den og taler om den. Det, vi bliver klogere på,
            skriver vi ind her.
            """,
    ),
    Document(
        key="D22",
        folder="revle",
        kind="docx",
        title="Princip for lektier på Revleskolen",
        text=(
            "Lektier skal kunne laves uden hjælp hjemmefra. Der er lektiecafé tirsdag og torsdag, "
            "og den er for alle."
        ),
        body="""
            ## Det kan I regne med

            - Højst en halv time om dagen til og med 6. klasse.
            - Ingen lektier fra fredag til mandag.
            - Opgaverne står i Tavlen senest dagen før.
            """,
    ),
    Document(
        key="D23",
        folder="havtorn",
        kind="pdf",
        title="Trafikplan for Havtornskolen",
        text="Sikre veje til skolen, hvor I kan sætte børn af, og hvor cyklerne skal stå.",
        body="""
            Sæt af ved det gamle mejeri; derfra er der en sti uden biler. Skolepatruljen står på
            Havtornvej kl. 7.35-8.00.

            Fra 3. klasse må eleverne cykle alene, når I synes, de kan.
            """,
    ),
    Document(
        key="D25",
        folder="spaette",
        kind="pdf",
        title="Aftale om ture med tog og bus",
        text="I skriver under én gang, så kan jeres barn komme med på ture hele året.",
        body="""
            Jeg giver lov til, at mit barn kører med tog, bus og bil sammen med personalet. Vi får
            besked om hver tur senest dagen før.

            Barnets navn og underskrift: ____________________
            """,
        published=Recently(days=14),
    ),
)
