"""Documents of Lindesø: what is written in each file, and in which folder it lies."""

from sandbox.content.records import Document, InSeason

DOCUMENTS = (
    Document(
        key="D01",
        folder="rules",
        kind="pdf",
        title="Ordensregler for Egesøskolen",
        text=(
            "Reglerne handler om at passe på hinanden, om cykler og løbehjul i skolegården og om "
            "at blive på skolens område i frikvarteret. 7.-9. klasse må gå til bageren i det store "
            "frikvarter, hvis forældrene har givet lov."
        ),
        body="""
            ## Vi passer på hinanden

            - Vi taler pænt til alle, også når vi er uenige.
            - Vi siger til en voksen, når nogen er kede af det.
            - Vi låner ikke andres ting uden at spørge.

            ## I skolegården

            - Cykler og løbehjul trækkes fra porten til stativet.
            - Boldspil foregår på banerne, og snebolde kun ved skiven.
            - 0.-6. klasse bliver på skolens område i alle frikvarterer.

            ## Hvis reglerne bliver brudt

            En voksen taler med eleven med det samme. Sker det igen, ringer vi hjem, og vi finder
            sammen ud af, hvad der kan hjælpe.

            Vedtaget af skolebestyrelsen.
            """,
    ),
    Document(
        key="D02",
        folder="rules",
        kind="pdf",
        title="Antimobbestrategi {year}-{year_after_two}",
        text=(
            "Strategien beskriver tegn på mobning, også digital mobning, og hvad klassens lærere "
            "og forældre gør de første ti dage. Bagest er der en handleplan og telefonnumre på "
            "skolens trivselsvejledere."
        ),
        body="""
            ## Hvad er mobning?

            Mobning er, når en gruppe igen og igen lukker nogen ude eller gør dem fortræd, og den,
            det går ud over, ikke kan slippe væk. En konflikt mellem to, der er lige stærke, er
            ikke mobning, men kan blive det.

            ## Tegn

            - Barnet vil ikke i skole eller får ondt i maven om morgenen.
            - Barnet står alene i frikvarteret eller mister sine ting.
            - Der bliver stille, når en voksen kommer, eller der skrives grimme ting på nettet.

            ## Handleplan for de første ti dage

            - Dag 1-2: Klasselæreren taler med barnet og med forældrene.
            - Dag 3-5: Teamet taler med resten af klassen og ser på, hvem der er sammen om hvad.
            - Dag 6-8: Der holdes et møde, hvor alle aftaler, hvad de hver især gør.
            - Dag 9-10: Planen er skrevet, og der er en dato for, hvornår vi ser på den igen.

            ## Trivselsvejledere

            Indskoling: telefon 00 00 98 12. Mellemtrin og udskoling: telefon 00 00 98 13.
            """,
    ),
    Document(
        key="D03",
        folder="board",
        kind="pdf",
        title="Referat af skolebestyrelsesmødet den {board_met}",
        text=(
            "Bestyrelsen vedtog mobilaftalen, drøftede budgettet for {year_after} og ønsker en ny "
            "kantineordning. Næste møde er {board_meets} kl. 17-19 på lærerværelset."
        ),
        body="""
            Til stede: syv forældre, to medarbejdere, to elever og skolens ledelse. Mødeleder:
            Søren Lundtofte.

            ## 1. Mobilaftale

            Bestyrelsen vedtog, at telefoner låses inde om morgenen og udleveres, når eleverne går
            hjem. Elevrådet støtter aftalen, hvis der kommer flere ting at lave i frikvarteret.

            ## 2. Budget

            Skolelederen gennemgik rammen. Bestyrelsen vil hellere have to voksne i indskolingen
            end nye møbler.

            ## 3. Kantine

            Boden sælger for lidt til at løbe rundt. Tre forældre undersøger, om en forening eller
            de ældste elever kan drive en kantine.

            ## 4. Eventuelt

            Der mangler lys på stien ned mod søen. Skolelederen skriver til kommunen.
            """,
        published=InSeason(month=11, day=5),
    ),
    Document(
        key="D04",
        folder="holidays",
        kind="pdf",
        title="Ferieplan {school_year} for skolerne i Lindesø Kommune",
        text=(
            "Juleferie fra {christmas_from} til og med {christmas_to}, vinterferie i uge 7 og "
            "påskeferie fra {easter}. Sidste skoledag før sommerferien er {last_day}."
        ),
        body="""
            ## Alle ferier

            - Efterårsferie: uge 42
            - Juleferie: fra {christmas_from} til og med {christmas_to}
            - Vinterferie: uge 7
            - Påskeferie: fra {easter}
            - Sommerferie: fra dagen efter {last_day}

            Kristi himmelfartsdag og dagen efter, 2. pinsedag og grundlovsdag er også fridage.
            SFO'erne har deres egne lukkedage.

            Vedtaget af byrådet i Lindesø Kommune.
            """,
    ),
    Document(
        key="D05",
        folder="year-7",
        kind="docx",
        title="Pakkeliste til lejrskolen på Bornholm",
        text=(
            "Sovepose, lagen, regntøj, vandrestøvler og højst 200 kr. i lommepenge. Medicin "
            "afleveres i en pose med navn, og mobiltelefonen bliver hjemme."
        ),
        body="""
            ## Til at sove i

            - sovepose, lagen og pudebetræk
            - nattøj og noget varmt til aftenen

            ## Til at være ude i

            - regntøj og vandrestøvler, der er gået til
            - cykelhjelm, hue og solcreme
            - tøj til fem dage, også noget, der må blive beskidt

            ## Andet

            - toiletsager og håndklæde
            - drikkedunk og madpakke til første dag
            - et spil eller en god bog

            Bagagen skal kunne bæres af en selv. Skriv navn på det hele.
            """,
        published=InSeason(month=11, day=12),
    ),
    Document(
        key="D09",
        folder="year-3",
        kind="docx",
        title="Årsplan i matematik for 3. årgang",
        text=(
            "Efter jul arbejder klasserne med gangetabeller, brøker og vinkler, og i foråret måler "
            "vi op i skolegården. Målene er hentet fra Fælles Mål for matematik."
        ),
        body="""
            ## Efterår

            - Tal til 10.000: lægge sammen og trække fra
            - Tid, kalender og klokken
            - Figurer og mønstre

            ## Efter jul

            - Gangetabellerne fra 2 til 10
            - Halve, tredjedele og kvarte
            - Vinkler: spids, ret og stump

            ## Forår

            - Længde, omkreds og areal: Vi måler skolegården op
            - Chance og tilfældighed: Vi laver et lille tivoli

            Hvert forløb slutter med en opgave, hvor eleverne viser, hvad de har lært.
            """,
    ),
    Document(
        key="D10",
        folder="staff",
        kind="pdf",
        title="Vikarhåndbog",
        text=(
            "Alt, hvad en ny vikar skal vide om nøgler, ringetider, tilsyn i frikvarteret, "
            "brandøvelser og adgang til elevlister. Sidste side er en tjekliste til den første "
            "dag."
        ),
        body="""
            ## Nøgler

            Du får nøglebrik og adgang på kontoret fra kl. 7.30. Aflever brikken, når du går
            hjem den sidste dag.

            ## Tilsyn

            Gårdvagten har gul vest på. Er du i tvivl om, hvem der må gå fra skolen, så spørg en
            fast kollega, før du lader nogen gå.

            ## Brand

            Tag klasselisten, luk vinduerne, og gå samlet til boldbanen. Tæl eleverne, og meld
            tallet til lederen.

            ## Elevlister

            Du ser dine klasser på portalen i den periode, du er ansat. Listerne må ikke skrives
            ud og tages med hjem.

            ## Tjekliste til den første dag

            - Find klassens skema og lokale.
            - Læs beskeden fra den faste lærer.
            - Skriv fravær efter første time.
            - Fortæl bagefter, hvad I nåede.
            """,
    ),
    Document(
        key="D11",
        folder="3.B",
        kind="odt",
        title="Klasseliste for 3.B",
        text=(
            "Navne på elever og forældre i 3.B med de telefonnumre, familierne selv har valgt at "
            "dele. Listen må ikke sendes videre eller lægges på sociale medier."
        ),
        body="""
            ## Familier, der har delt deres oplysninger

            - Bo Kjeldby Ravn: Dorte Kjeldby, telefon 00 00 31 12
            - Ask Lundtofte: Søren Lundtofte, telefon 00 00 31 21

            De øvrige familier har valgt ikke at stå på listen. Ring til kontoret, hvis I har brug
            for at få fat i dem.

            ## Kontaktforældre

            Spørg kontaktforældrene, hvis I vil holde noget for hele klassen.
            """,
        published=InSeason(month=9, day=3),
    ),
    Document(
        key="D12",
        folder="emergency",
        kind="pdf",
        title="Beredskabsplan med alarmeringsliste",
        text=(
            "Planen beskriver, hvordan ledelsen alarmerer, evakuerer og orienterer pårørende, og "
            "hvem der leder arbejdet. Telefonlisten med private numre må kun bruges i en krise."
        ),
        body="""
            ## Alarmering

            - Ring 112, og sig, hvor du er, og hvad der er sket.
            - Ring derefter til forvaltningens vagttelefon 00 00 98 99.
            - Vagten ringer til lederne i den rækkefølge, der står på listen.

            ## Evakuering

            Hver institution har et samlingssted og et sted at gå hen, hvis bygningen ikke kan
            bruges i flere timer. Egesøskolen bruger svømmehallen, Tranehøjskolen kirken.

            ## Pårørende og presse

            Kun den, der leder arbejdet, udtaler sig. Pårørende får besked, før nogen andre gør.

            ## Alarmeringsliste

            De private numre står i den trykte udgave, som ligger i en kuvert hos lederen.
            """,
    ),
    Document(
        key="D21",
        folder="tranehoej",
        kind="pdf",
        title="Ordensregler for Tranehøjskolen",
        text="Fem regler, som eleverne selv har været med til at skrive.",
        body="""
            - Vi kommer til tiden, og vi er klar.
            - Vi hjælper den, der er alene.
            - Vi rydder op efter os.
            - Vi løber ude og går inde.
            - Vi siger stop, når det ikke er sjovt længere.
            """,
    ),
    Document(
        key="D24",
        folder="bregne",
        kind="odt",
        title="Pakkeliste til vuggestuen i Bregnen",
        text="Det, jeres barn skal bruge hos os de første uger og resten af året.",
        body="""
            - to sæt skiftetøj og hjemmesko
            - flyverdragt eller regntøj efter årstiden
            - sut, bamse og et tæppe, der lugter af hjemme
            - et billede af familien til tavlen
            """,
    ),
)
