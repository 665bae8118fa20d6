"""News of Lindesø: the municipality, Egesøskolen and SFO Ahornen."""

from datetime import time

from sandbox.content.records import (
    FAMILIES,
    PARENTS,
    PUBLIC,
    InSeason,
    News,
    Recently,
    readers,
    with_staff,
)

NEWS = (
    News(
        key="N01",
        place="998101",
        audience=with_staff("998101/3. årgang", FAMILIES),
        title="3. årgang skal svømme fra uge {next_week}",
        text=(
            "Fra {swim_starts} har 3.A og 3.B svømmeundervisning i Lindesø Svømmehal hver tirsdag "
            "kl. 8.15-9.45. Husk badetøj, håndklæde og en hængelås til skabet, og giv os besked, "
            "hvis jeres barn har dræn i ørerne."
        ),
        body="""
            Klasserne går samlet fra skolen kl. 7.50, så det er vigtigt, at eleverne kommer til
            tiden om tirsdagen. Vi er tilbage i klassen kl. 10.15 og begynder med dansk.

            ## Det skal med

            - badetøj og et stort håndklæde
            - en hængelås til skabet, gerne med kode
            - sæbe og en elastik til langt hår
            - en drikkedunk og lidt ekstra frugt

            Alle bader før og efter timen. Vil jeres barn helst klæde om for sig selv, så skriv
            til klasselæreren; vi kan låne et mindre rum i hallen. To af årgangens lærere og
            hallens livreddere er med i vandet og på kanten hele tiden.
            """,
        published=Recently(days=3, clock=time(13, 20)),
        author="anna",
    ),
    News(
        key="N02",
        place="998101/3.B",
        audience=with_staff("998101/3.B", PARENTS),
        title="Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag",
        text=(
            "Samtalerne ligger {talks} kl. 14-18 i klassens lokale, og der er sat 20 minutter af "
            "til hver familie. Vælg en tid senest {friday}, og læs gerne jeres barns "
            "fokuspunkter, inden vi ses."
        ),
        body="""
            Skriv jeres to bedste tidspunkter til Anna, eller aflever sedlen, som jeres barn har
            fået med hjem. Bor I hver for sig, kan I komme sammen eller få hver jeres tid; I skal
            bare skrive, hvad I ønsker.

            ## Det taler vi om

            - hvordan jeres barn har det i klassen og i frikvartererne
            - dansk og matematik, og hvad der er det næste skridt
            - de aftaler, vi lavede sidst

            Eleverne er med de første ti minutter. Hjemme kan I spørge, hvad jeres barn er stolt
            af i år, for det begynder vi med.
            """,
        published=Recently(days=0, clock=time(8, 20)),
        author="anna",
    ),
    News(
        key="N03",
        place="998101",
        audience=with_staff("998101/1. årgang", PARENTS),
        title="Lus på 1. årgang: Kæm hele familien i weekenden",
        text=(
            "Der er fundet hovedlus i både 1.A og 1.B, så vi beder alle om at kæmme grundigt både "
            "lørdag og søndag. Skriv til kontoret, hvis I finder levende lus, og mind jeres barn "
            "om ikke at låne huer og hårbørster."
        ),
        body="""
            ## Sådan gør I

            - Vask håret, kom rigeligt balsam i, og kæm det igennem med en tættekam.
            - Tør kammen af i hvidt papir efter hvert strøg, så I kan se, om der er noget.
            - Kæm alle i familien samme dag, også de voksne.

            Finder I levende lus, kan I købe et middel på apoteket. Følg vejledningen, og kæm igen
            efter otte dage. Huer, puder og bamser klarer sig med en tur i vaskemaskinen.

            Lus er ikke tegn på, at man er uren, og jeres barn skal ikke blive hjemme fra skole.
            """,
        published=Recently(days=1, clock=time(9, 40)),
        author="ida",
    ),
    News(
        key="N04",
        place="998101",
        asked="guardian_pupil",
        title="Ny mobilaftale: Telefonen låses inde om morgenen",
        text=(
            "Skolebestyrelsen har besluttet, at mobiltelefoner fra {phones_from} afleveres i "
            "klassens mobilskab, når eleverne møder, og udleveres, når de går hjem. Aftalen gælder "
            "også smartwatches og tiden i SFO'en, og vi beder både forældre og elever bekræfte, at "
            "de har læst den."
        ),
        body="""
            Bestyrelsen har talt om sagen hele efteråret, og både elevrådet og lærerne er blevet
            spurgt. De fleste ønsker sig frikvarterer, hvor man leger og taler sammen, og timer,
            hvor der er ro.

            ## Sådan foregår det

            - Telefonen slukkes og lægges i klassens skab, når det ringer ind første gang.
            - Læreren låser skabet, og det åbnes igen efter sidste time.
            - Børn, der går i SFO, får telefonen, når de bliver hentet eller går hjem.
            - Skal telefonen bruges i undervisningen, bestemmer læreren det.

            ## Når der er brug for en undtagelse

            Bruger jeres barn telefonen til for eksempel at måle blodsukker, laver vi en aftale
            med jer. Skal I have fat i jeres barn i løbet af dagen, så ring til kontoret, og vi
            giver beskeden videre med det samme.
            """,
        published=Recently(days=0, clock=time(7, 45)),
        important_days=42,
        author="henrik",
    ),
    News(
        key="N05",
        place="998",
        audience=PUBLIC,
        title="Indskrivning til børnehaveklassen for børn født i {born}",
        text=(
            "Børn, der fylder seks år i {year_after}, skal indskrives i 0. klasse mellem den "
            "{enrol_from} og den {enrol_to}. I får besked i Digital Post, og her kan I allerede nu "
            "se skoledistrikterne og læse, hvordan I vælger en anden skole end distriktsskolen."
        ),
        body="""
            ## Sådan gør I

            - Vent på brevet i Digital Post; det kommer til begge forældre.
            - Vælg distriktsskolen, en anden skole i kommunen eller en fri grundskole.
            - Skriv i bemærkningsfeltet, hvis jeres barn har brug for særlig støtte.
            - Har I fælles forældremyndighed, skal I begge godkende valget.

            Alle børn har plads på distriktsskolen. Vælger I en anden skole, får I svar i januar,
            og plads gives først til søskende og derefter til dem, der bor nærmest.

            Overvejer I at vente et år, så tal med jeres barns børnehus, inden I indskriver.
            Skolerne holder åbent hus i uge 47, og I er velkomne på dem alle.
            """,
        published=InSeason(month=11, day=16),
        author="sofie",
    ),
    News(
        key="N08",
        place="998101",
        audience=with_staff("998101/7. årgang", FAMILIES),
        asked="each_guardian",
        confirm_days=21,
        title="7. årgang skal på lejrskole på Bornholm",
        text=(
            "7.A og 7.B rejser til Bornholm {camp_from} og er hjemme igen {camp_to} om aftenen. "
            "Prisen er 300 kr. til mad, og sedlen med oplysninger om allergi og medicin skal "
            "afleveres senest {camp_papers}."
        ),
        body="""
            Vi kører med bus og færge og bor på et lejrskolehjem ved Gudhjem. Hver dag er vi ude
            fra morgenmad til aftensmad: Vi cykler til Hammershus, går langs Helligdomsklipperne
            og ser, hvordan sild bliver røget.

            ## Det skal I gøre nu

            - Udfyld sedlen om allergi og medicin, og aflever den til klasselæreren.
            - Se efter, at jeres barns cykelhjelm passer.
            - Sig det til os, hvis prisen er et problem. Det finder vi en løsning på i stilhed.

            Pakkelisten ligger i årgangens mappe, og vi holder et møde for forældre i april, hvor
            vi gennemgår programmet.
            """,
        published=InSeason(month=11, day=12),
        author="ida",
    ),
    News(
        key="N10",
        place="998101",
        audience=readers("998101", "staff"),
        title="Skemaændringer og vikartimer i uge {next_week}",
        text=(
            "Skemaet for uge {next_week} er opdateret, og vikartimerne er markeret med gult. Kig "
            "dine timer igennem senest fredag kl. 12, og ring til Henrik, hvis noget ikke går op."
        ),
        body="""
            Vi har to på kursus og to til svømning, så ugen er tættere end ellers. Nanna Kirkhøj
            er vikar i 3.B fra mandag til fredag. Hun har nøgle og adgang fra mandag morgen; vis
            hende gerne til rette.

            ## Læg mærke til

            - Idræt i 7.A er aflyst om tirsdagen, fordi hallen er optaget.
            - 6. årgang er i skolegården de to første timer på torsdag til cykeltjek.
            - Gårdvagten onsdag er byttet rundt; planen hænger på lærerværelset.

            Har du lagt undervisningsmateriale til en vikar, så skriv i skemaet, hvor det ligger.
            """,
        published=Recently(days=0, clock=time(7, 20)),
        author="henrik",
    ),
    News(
        key="N11",
        place="998",
        audience=PUBLIC,
        title="Ferieplanen for skoleåret {school_year_after} er vedtaget",
        text=(
            "Byrådet har godkendt ferieplanen, så I allerede nu kan planlægge familiens ferier og "
            "skolernes fridage. Skoleåret begynder {next_start}, og vinterferien ligger igen i "
            "uge 7."
        ),
        body="""
            Planen gælder for alle folkeskoler i Lindesø og har været i høring i
            skolebestyrelserne. Kommunens dagtilbud og SFO'er har deres egne lukkedage, som
            I finder på hver institutions side.

            Den gældende plan ligger i mappen Ferieplaner. Ønsker I at rejse uden for ferierne,
            skal I søge skolelederen om fri i god tid.
            """,
        published=InSeason(month=11, day=10),
        author="sofie",
    ),
    News(
        key="N16",
        place="998",
        # As the municipality's editor ticks them: two schools, and her own colleagues.
        audience=(
            *readers("998101", "guardian", "staff"),
            *readers("998102", "guardian", "staff"),
            *readers("998001", "staff"),
        ),
        title="Bussen til og fra skole kører efter en ny plan",
        text=(
            "Efter nytår kører bus 12 og 14 ti minutter tidligere om morgenen, så de er fremme, "
            "inden det ringer ind på Egesøskolen og Tranehøjskolen. Buskortet er det samme, og "
            "det virker også på turen hjem."
        ),
        body="""
            Busserne holder ved de samme stoppesteder som før. Den første plan gælder fra den
            første skoledag efter nytår, og den hænger også ved skolernes indgang.

            ## Det skal I gøre

            - tale med jeres barn om, hvornår I går hjemmefra
            - skrive til Børn og Unge, hvis buskortet er blevet væk

            Er der trængsel i bussen, så sig det til os. Vi tæller med i de første to uger.
            """,
        published=InSeason(month=11, day=12, clock=time(11, 15)),
        author="sofie",
    ),
    News(
        key="N13",
        place="998111",
        audience=(*readers("998111", "guardian", "staff"), *readers("998101", "staff")),
        title="Ahornen holder åbent i juleferien",
        text=(
            "SFO'en har åbent den {open_days} og mellem jul og nytår, hvis mindst fem børn er "
            "tilmeldt hver dag. Tilmeld jeres barn senest {care_deadline}, og husk madpakke, for "
            "køkkenet er lukket."
        ),
        body="""
            Vi åbner kl. 7.00 og lukker kl. 16.00 på feriedagene. Personalet kender alle børnene,
            og store og små er sammen i de samme rum.

            Er der færre end fem tilmeldte en dag, får I besked med en uges varsel, og så finder
            vi en plads til jeres barn i SFO Tranereden. I tilmelder jer på sedlen i garderoben
            eller ved at skrive til os.
            """,
        published=InSeason(month=11, day=17, clock=time(13, 0)),
    ),
    News(
        key="N14",
        place="998101",
        audience=with_staff("998101/6. årgang", FAMILIES),
        title="6. årgang: Cykeltjek på torsdag",
        text=(
            "Torsdag den {thursday} gennemgår skolens færdselslærer alle cykler i 6.A og 6.B, så "
            "lygter, reflekser og bremser er klar til vinteren. Tjekket er også første skridt mod "
            "cyklistprøven den {cycling_exam}, hvor hjelmen skal passe."
        ),
        body="""
            Tag cyklen med hjemmefra, og stil den i skolegården kl. 8. Bor I langt væk, eller har
            jeres barn ingen cykel, så skriv til kontoret; vi har fem, der kan lånes.

            Efter tjekket får jeres barn en seddel med hjem om det, der skal ordnes. Små ting som
            luft, kæde og en løs skærm klarer vi på stedet sammen med eleverne.
            """,
        published=Recently(days=1, clock=time(12, 15)),
        author="ida",
    ),
    News(
        key="M01",
        place="998",
        audience=PUBLIC,
        title="Nu er der én indgang til skole og dagtilbud",
        text=(
            "Forældre, elever og medarbejdere i Lindesø logger fra i år ind ét sted. Her finder "
            "I nyheder fra jeres barns skole og børnehus, dokumenterne og de systemer, I plejer "
            "at bruge."
        ),
        body="""
            I logger ind med Unilogin eller MitID og ser kun det, der handler om jer og jeres
            børn. Har I børn flere steder, også i en anden kommune, står det hele på samme side.

            Kan I ikke logge ind, eller mangler I noget, så kontakt jeres skoles eller børnehus'
            kontor.
            """,
        published=InSeason(month=8, day=11),
        author="sofie",
    ),
    News(
        key="M02",
        place="998111",
        title="Vi mangler paprør til det kreative værksted",
        text=(
            "Børnene er ved at bygge en kuglebane, der skal gå gennem hele huset. Tag gerne paprør "
            "fra køkkenruller og gavepapir med i løbet af ugen."
        ),
        body="""
            Kassen står i gangen ved garderoben. Vi kan også bruge korkpropper, skoæsker og
            ståltråd, men ikke glas.

            Når banen er færdig, inviterer vi til prøvekørsel en fredag eftermiddag. Rekorden er
            lige nu elleve meter.
            """,
        published=Recently(days=6, clock=time(14, 30)),
    ),
    News(
        key="M03",
        place="998101/0.A",
        title="0.A har fundet dyrespor ved søen",
        text=(
            "Vi har været ved Egesøen og set spor efter både rådyr og grævling. Børnene har støbt "
            "sporene i gips, og de står fremme i klassen resten af måneden."
        ),
        body="""
            Spørg jeres barn, hvordan man kan se forskel på en hund og en ræv. Det ved alle i
            klassen nu.

            I næste uge tager vi ned til søen igen, så giv jeres barn varme sokker og støvler på.
            """,
        published=Recently(days=2, clock=time(13, 45)),
    ),
    News(
        key="M04",
        place="998101/Elevrådet",
        title="Elevrådet mødes onsdag i store frikvarter",
        text=(
            "Vi mødes onsdag den {wednesday} kl. 11.30 i lokale 20. Tag din madpakke med, og "
            "spørg din klasse først, hvad de vil have på dagsordenen."
        ),
        body="""
            ## Dagsorden

            - Nye mål i skolegården: Hvor skal de stå?
            - Flere siddepladser i biblioteket
            - Hvem holder tale til juleafslutningen?

            Kan du ikke komme, så bed en anden fra klassen om at gå med.
            """,
        published=Recently(days=1, clock=time(12, 5)),
        author="ida",
    ),
)
