"""Pages of Lindesø: the municipality, Egesøskolen and SFO Ahornen."""

from sandbox.content.records import PUBLIC, Page, readers

PAGES = (
    Page(
        key="S01",
        place="998101",
        title="Sygdom og fravær",
        text=(
            "Meld jeres barn sygt inden kl. 8 hver dag, barnet er hjemme; det gør I i "
            "fraværssystemet, som I åbner her fra siden. Vil I holde ferie, mens skolen har åbent, "
            "skal I søge skolelederen om ekstraordinær frihed senest 14 dage før."
        ),
        body="""
            ## Når jeres barn bliver sygt i skolen

            Vi ringer til jer, og jeres barn venter hos os, til det bliver hentet. Sørg for, at vi
            altid har et nummer, I tager.

            ## Læge og tandlæge

            Skriv til klasselæreren på forhånd, så ved vi, hvornår jeres barn går og kommer igen.
            Store elever må selv gå, når I har skrevet det.

            ## Langt fravær

            - Er jeres barn væk i mere end en uge, aftaler vi sammen, hvad det kan lave hjemme.
            - Ved langvarig sygdom kan jeres barn få undervisning hjemme eller på hospitalet.
            - Er skolen svær at komme i for tiden, så tal med os tidligt.
            """,
        author="ida",
    ),
    Page(
        key="S02",
        place="998101",
        audience=PUBLIC,
        title="Ringetider",
        text=(
            "Skoledagen begynder kl. 8.00, og det store frikvarter er kl. 11.30-12.10. 0.-3. "
            "klasse har fri kl. 13.30, 4.-6. klasse kl. 14.15 og 7.-9. klasse kl. 15.00."
        ),
        body="""
            ## Hele dagen

            | Tid | Hvad
            | 8.00-9.30 | 1. modul
            | 9.30-9.45 | Lille frikvarter
            | 9.45-11.30 | 2. modul, med en pause midtvejs
            | 11.30-12.10 | Stort frikvarter
            | 12.10 | 3. modul, til eleverne har fri

            Skolen er åben fra kl. 7.40, og der er voksne i skolegården fra kl. 7.45.
            """,
        author="ida",
    ),
    Page(
        key="S03",
        place="998101",
        audience=PUBLIC,
        title="Trivsel, og hvad vi gør mod mobning",
        text=(
            "Her kan I læse, hvordan vi forebygger mobning, også på nettet, og hvem I kan tale "
            "med, hvis et barn ikke har det godt i klassen. Skolens antimobbestrategi er vedtaget "
            "af skolebestyrelsen og bliver set efter hvert andet år."
        ),
        body="""
            ## Sådan forebygger vi

            - Hver klasse har en ugentlig time, hvor man taler om, hvordan dagene går.
            - De store er legevenner for de små i frikvartererne.
            - På 4. årgang lærer eleverne, hvordan man skriver ordentligt til hinanden på nettet.

            ## Når det går galt

            Tal med klasselæreren først. Inden for to skoledage taler vi med de børn, det handler
            om, og inden for ti dage har vi lavet en plan sammen med jer.

            Har I brug for at tale med en anden, kan I altid gå til trivselsvejlederen eller til
            ledelsen. Er I ikke enige i det, vi gør, kan I klage til skolen og derefter til Dansk
            Center for Undervisningsmiljø.
            """,
        author="henrik",
    ),
    Page(
        key="S05",
        place="998101",
        audience=PUBLIC,
        title="Skolebestyrelsen",
        text=(
            "Skolebestyrelsen består af syv forældre, to medarbejdere og to elever, og den "
            "fastsætter principper for skolens arbejde. Dagsordener og referater ligger i mappen "
            "nederst på siden, og alle er velkomne til at skrive til formanden."
        ),
        body="""
            ## Det bestemmer bestyrelsen

            - principper for timer, hjemmearbejde og samarbejdet mellem skole og hjem
            - skolens ordensregler og værdier
            - skolens budget inden for den ramme, byrådet har givet

            Formanden er Søren Lundtofte, som I kan skrive til på
            skolebestyrelsen@egesoeskolen.example. Forældrene vælges for fire år ad gangen, og
            eleverne vælges af elevrådet hvert år.
            """,
        author="ida",
    ),
    Page(
        key="S06",
        place="998101",
        title="Skolebiblioteket",
        text=(
            "Biblioteket har åbent for udlån hver dag kl. 8-14, og hver klasse har en fast tid om "
            "ugen. Eleverne kan låne fem bøger ad gangen i fire uger og hente lydbøger hjem på "
            "deres egen computer."
        ),
        body="""
            ## Godt at vide

            - Du kan se, hvad du har lånt, i BogKassen.
            - Bliver en bog væk, så sig det til os; vi finder ud af det.
            - Du må gerne foreslå, hvad vi skal købe. Sedlerne ligger på disken.

            I frikvartererne må du læse, spille brætspil og tegne. Man taler dæmpet, og maden
            bliver udenfor.

            Har du svært ved at læse, hjælper bibliotekaren dig med at finde en bog, der både er
            spændende og til at komme igennem, og med at hente den som lyd.
            """,
        author="ida",
    ),
    Page(
        key="P01",
        place="998101",
        audience=PUBLIC,
        title="Kontakt Egesøskolen",
        text=(
            "Kontoret har åbent mandag til torsdag kl. 7.45-14.30 og fredag til kl. 13.30. Ring "
            "eller skriv, eller kom forbi."
        ),
        body="""
            Egesøskolen, Egesøvej 14, 9998 Lindesø

            Telefon 00 00 98 10, kontor@egesoeskolen.example

            ## Hvem kan hjælpe?

            - Ida Fuglsbjerg, skolesekretær: ind- og udskrivning, låneskabe og det meste andet
            - Henrik Storgård, skoleleder
            - Jeres barns klasselærer: alt, hvad der handler om dagligdagen
            """,
        author="ida",
    ),
    Page(
        key="S04",
        place="998111",
        audience=PUBLIC,
        title="SFO Ahornen: Åbningstider og priser",
        text=(
            "Ahornen har åbent kl. 6.30-8.00 og igen fra skoledagen slutter til kl. 17.00, om "
            "fredagen til kl. 16.00. En plads opsiges med en måneds varsel, og søskende får rabat."
        ),
        body="""
            ## Priser om måneden

            - Indskoling, hele dagen: 1.850 kr.
            - Indskoling, kun morgen: 650 kr.
            - Store-SFO: 1.100 kr.

            I betaler i 11 måneder om året; juli er gratis. Søskende får 50 % rabat på den
            billigste plads, og I kan søge om friplads hos kommunen.

            I søger og opsiger plads i Pladsen.
            """,
    ),
    Page(
        key="P02",
        place="998111",
        title="En eftermiddag i Ahornen",
        text=(
            "Når skolen er ude, bliver børnene krydset ind, og der er frugt og boller i køkkenet. "
            "Bagefter vælger de selv mellem ude, værksted, hal og stille rum."
        ),
        body="""
            ## Faste dage

            - Mandag: hallen er åben for boldspil
            - Tirsdag: værksted med træ og maling
            - Onsdag: tur, når vejret er til det
            - Torsdag: madklub for 2. og 3. årgang
            - Fredag: børnemøde og fælles leg

            Giv besked inden kl. 12, hvis en anden skal hente jeres barn. Går barnet selv hjem,
            skriver I tidspunktet én gang, så gælder det, til I ændrer det.
            """,
    ),
    Page(
        key="S09",
        place="998",
        audience=readers("998.school", "guardian", "staff"),
        title="Ordblindhed: Test, hjælp og hjælpemidler",
        text=(
            "Elever kan få en ordblindetest fra marts i 3. klasse, hvis forældre eller lærere ser "
            "tegn på læsevanskeligheder. Er barnet ordblindt, får familien et kursus i oplæsning, "
            "indscannede bøger og ordforslag sammen med skolens læsevejleder."
        ),
        body="""
            ## Tegn, I kan lægge mærke til

            - Jeres barn gætter ord ud fra det første bogstav.
            - Det læser langsomt, og det koster mange kræfter.
            - Det staver det samme ord på flere måder.

            ## Sådan foregår testen

            Testen tager en time og laves på skolen. I får svar inden to uger ved en samtale, hvor
            læsevejlederen er med, og vi aftaler straks, hvad der skal ske.

            ## Hjælp

            Alle elever, der har brug for det, låner en computer med oplæsning og ordforslag, og
            bøgerne ligger klar fra den første dag. Tal med klasselæreren, hvis I er i tvivl.
            """,
        author="sofie",
    ),
    Page(
        key="S10",
        place="998",
        audience=readers("998", "staff"),
        title="Når ulykken sker: Det gør du",
        text=(
            "Kort vejledning til alle medarbejdere om, hvem der ringer 112, hvem der samler "
            "børnene, og hvem der taler med forældre og presse. Hæng den op i personalerummet, og "
            "gennemgå den på det første personalemøde i skoleåret."
        ),
        body="""
            ## De første ti minutter

            - Den, der ser det, ringer 112 og bliver hos barnet.
            - Den næste voksne samler de andre børn et andet sted.
            - Kontoret får besked og møder ambulancen ved indgangen.

            ## Den første time

            Lederen ringer til forældrene, også til dem, hvis børn har set noget. Du svarer ikke
            selv på spørgsmål fra presse og skriver ikke om det på sociale medier.

            ## Bagefter

            Skriv ned, hvad du så, mens du husker det. Ingen går alene hjem den dag, og lederen
            samler personalet, inden I slutter.
            """,
        author="sofie",
    ),
    Page(
        key="P03",
        place="998",
        audience=PUBLIC,
        title="Skoledistrikter og valg af skole",
        text=(
            "Lindesø er delt i to skoledistrikter: Egesø øst for søen og Tranehøj vest for den. "
            "Jeres adresse bestemmer distriktet, men I kan søge den anden skole."
        ),
        body="""
            ## Sådan vælger I

            - Find jeres vej på kortet i rådhusets vestibule eller på kommunens hjemmeside.
            - Har I søskende på den anden skole, kommer de først.
            - Flytter I, kan jeres barn blive på sin skole skoleåret ud.

            Har jeres barn mere end to en halv kilometer til skole, eller er vejen farlig, kan I
            søge om buskort.
            """,
        author="sofie",
    ),
    Page(
        key="P04",
        place="998",
        audience=readers("998", "staff"),
        title="Sådan skriver du, så det bliver læst",
        text=(
            "De fleste læser nyheder på en telefon på vej til noget andet. Skriv det vigtigste i "
            "de to første linjer, og sig præcis, hvad du beder dem om."
        ),
        body="""
            ## Fem råd

            - Skriv i overskriften, hvad der sker, og hvornår.
            - Vælg dem, det handler om, og ikke hele skolen.
            - Skriv »I« til forældre og »du« til elever.
            - Beskriv billeder for dem, der ikke kan se dem.
            - Slet det, du selv ville springe over.

            Har du brug for hjælp, så skriv til Sofie Elleby i Børn og Unge.
            """,
        author="sofie",
    ),
)
