"""Pages of the daycare institutions, and of Klitnæs as a whole."""

from sandbox.content.records import PARENTS, PUBLIC, Page, Recently, readers, with_staff

PAGES = (
    Page(
        key="S07",
        place="G99901",
        audience=with_staff("G99901", PARENTS),
        title="Mad i Strandløberen: Ugens menu",
        text=(
            "Alle børn får frokost fra vores eget køkken, og kokken tager hensyn til allergier og "
            "til familier, der ikke spiser svinekød. Menuen for næste uge kommer her hver fredag, "
            "og én gang om måneden har børnene selv bestemt maden."
        ),
        body="""
            ## Uge {next_week}

            - Mandag: linsesuppe med groft brød
            - Tirsdag: fiskefrikadeller, kartofler og råkost
            - Onsdag: pasta med kødsovs eller linser
            - Torsdag: rugbrød med pålæg, grønt og æg
            - Fredag: børnenes valg er pandekager med spinat

            Formiddag og eftermiddag får børnene frugt, grønt og brød. Kan jeres barn ikke tåle
            noget, så tal med kokken, inden det begynder, og sig til, når det ændrer sig.
            """,
        published=Recently(days=3),
        author="kirsten",
    ),
    Page(
        key="S08",
        place="G99901",
        audience=with_staff("G99901", PARENTS),
        title="Når dit barn er sygt eller skal have medicin",
        text=(
            "Barnet skal blive hjemme ved feber, opkastning og diarré og må komme igen, når det er "
            "friskt nok til at være med hele dagen. Vi giver kun medicin, som lægen har ordineret, "
            "og kun når I har udfyldt medicinskemaet sammen med stuens pædagog."
        ),
        body="""
            ## Giv besked

            Meld jeres barn sygt inden kl. 8.30, og skriv, hvad det fejler, hvis det smitter. Så
            kan vi advare de andre forældre uden at nævne navne.

            ## Medicin

            - Medicinen afleveres til en voksen i den æske, den er købt i.
            - Skemaet gælder for ét præparat og en aftalt periode.
            - Vi skriver op hver gang, og hvem der gav den.

            Skemaet ligger i kommunens mappe med blanketter.
            """,
        author="kirsten",
    ),
    Page(
        key="P41",
        place="G99901",
        title="Strandløberens åbningstider og lukkedage",
        text=(
            "Huset har åbent mandag til torsdag kl. 6.30-17.00 og fredag til kl. 16.00. Vi holder "
            "lukket i uge 29 og 30 og på de lukkedage, som byrådet har besluttet."
        ),
        body="""
            Kom gerne inden kl. 9, så jeres barn når at finde en leg, før vi går ud. Bliver I
            forsinkede, så ring; der er altid to voksne til at lukke.

            Børnene må sove, så længe de har brug for det, og I kan altid spørge, hvornår jeres
            barn sov.
            """,
        author="kirsten",
    ),
    Page(
        key="P42",
        place="999",
        audience=PUBLIC,
        title="Sådan får I plads i et børnehus",
        text=(
            "I skriver jeres barn op i Pladsen, når det er født. Klitnæs giver plads, fra barnet "
            "er 26 uger, og I får svar senest to måneder før."
        ),
        body="""
            ## Sådan foregår det

            - Vælg op til to huse, og skriv, hvornår I ønsker at begynde.
            - Søskende kommer først, derefter går det efter alder.
            - Er der ikke plads dér, hvor I ønsker, får I tilbudt en plads i et andet hus.

            Forældre betaler højst en fjerdedel af, hvad en plads koster. Har I en lav indtægt,
            eller har I flere børn, kan I få tilskud.
            """,
    ),
    Page(
        key="P43",
        place="999",
        audience=readers("999", "staff"),
        title="Ny på portalen: Det kan du",
        text=(
            "Du ser det, der handler om dit arbejdssted og dine grupper. Skal du kunne skrive "
            "nyheder, giver din leder dig ret til det."
        ),
        body="""
            ## De første skridt

            - Log ind med dit Unilogin; du skal ikke bruge dit private MitID.
            - Find dit arbejdssted i menuen, og se, om alt står rigtigt.
            - Er du ikke med i den rigtige gruppe, skal det rettes i det system, hvor I har jeres
              medarbejdere.

            Skriv aldrig personnumre eller helbredsoplysninger i en nyhed.
            """,
    ),
    Page(
        key="P44",
        place="G99801",
        title="Bregnens åbningstider og lukkedage",
        text=(
            "Vi har åbent mandag til torsdag kl. 6.15-17.00 og fredag til kl. 16.00. Huset er "
            "lukket i uge 29, dagen efter Kristi himmelfartsdag og mellem jul og nytår."
        ),
        body="""
            Har I brug for pasning på en lukkedag, finder vi en plads i et andet børnehus. Skriv
            til os senest fire uger før.

            Sig altid godmorgen og farvel til en voksen, så vi ved, at jeres barn er kommet eller
            gået.
            """,
    ),
    Page(
        key="P45",
        place="G99801",
        title="Mad i Bregnen",
        text=(
            "Børnene i vuggestuen får mad fra køkkenet, og børnene i børnehaven har madpakke med. "
            "Frugt og brød er der til alle."
        ),
        body="""
            ## En god madpakke

            - rugbrød med noget, jeres barn kan lide
            - noget grønt, der kan spises med fingrene
            - vand i dunken, ikke saft

            Har jeres barn fødselsdag, må I gerne tage noget med til gruppen. Det kan også være
            frugt, en leg eller en højtlæsning.
            """,
    ),
    Page(
        key="P46",
        place="G99801",
        title="Når dit barn er sygt",
        text=(
            "Et barn med feber bliver hjemme og må komme igen, når det har været feberfrit i et "
            "døgn og kan følge med de andre."
        ),
        body="""
            Bliver jeres barn sygt hos os, ringer vi og holder det i ro, til I kommer. Skal det
            have noget på recept, udfylder I et skema sammen med stuens pædagog.

            Giv os besked, hvis det er smitsomt, så hænger vi et skilt op uden navn.
            """,
    ),
    Page(
        key="P47",
        place="G99902",
        title="Spættehullets åbningstider og lukkedage",
        text=(
            "Vi mødes i huset kl. 6.45 og går i skoven kl. 9.15. Kl. 14 er vi tilbage, og vi "
            "lukker kl. 16.45, om fredagen kl. 15.45."
        ),
        body="""
            Kommer I efter kl. 9.15, skal I selv følge jeres barn ud til hytten. Stien er mærket
            med spætter på træerne og tager ti minutter.

            Vi holder lukket i uge 29 og 30 og dagen efter Kristi himmelfartsdag.
            """,
    ),
    Page(
        key="P48",
        place="G99902",
        title="Tøj til skoven hele året",
        text=(
            "Vi er ude i al slags vejr. Med det rigtige tøj er det sjovt, og med det forkerte er "
            "det ikke, så her er en liste."
        ),
        body="""
            ## Efterår og vinter

            - uld inderst, også om benene
            - flyverdragt, hue og to par vanter
            - støvler med plads til en tyk sok

            ## Forår og sommer

            - lange bukser og lange ærmer på grund af flåter
            - solhat og tynd jakke
            - et helt sæt skiftetøj i hytten

            Skriv navn i alting. Det, der er for småt, kan andre få glæde af i byttekassen.
            """,
    ),
    Page(
        key="P49",
        place="G99902",
        title="Når dit barn er sygt",
        text=(
            "Dagene i skoven er lange, så jeres barn skal være helt friskt, før det kommer igen. "
            "Meld det sygt inden kl. 8.30."
        ),
        body="""
            Vi har førstehjælpskasse og telefon med og kan være hos bilen på seks minutter. Bliver
            jeres barn sygt, kører en voksen det tilbage til huset.

            ## Flåter

            Se jeres barn efter hver aften fra april til november. Vi fjerner en flåt, når vi
            finder den, og skriver det til jer.
            """,
    ),
)
