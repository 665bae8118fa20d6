"""Pages of the other schools and their after-school care, in both municipalities."""

from sandbox.content.records import PUBLIC, Page

PAGES = (
    Page(
        key="P11",
        place="998102",
        title="Sygdom og fravær",
        text=(
            "Meld jeres barn sygt i fraværssystemet inden kl. 7.45, også hvis det kun er nogle "
            "timer. Skal I have fri uden for ferierne, søger I skolelederen i god tid."
        ),
        body="""
            Bliver jeres barn sygt i løbet af dagen, ringer vi, og det venter i rummet ved
            kontoret, til I kommer.

            ## Smitsomme sygdomme

            Giv os besked ved skoldkopper, børnesår og maveinfektion. Jeres barn må komme igen,
            når det har det godt nok til en hel dag, og når det ikke smitter mere.
            """,
    ),
    Page(
        key="P12",
        place="998102",
        title="Ringetider",
        text=(
            "Skoledagen begynder kl. 8.10. De yngste har fri kl. 13.45 og 4.-6. klasse kl. 14.30. "
            "Det store frikvarter er kl. 11.40-12.25."
        ),
        body="""
            Skolen åbner kl. 7.50, og indtil da er børnene i Tranereden eller hjemme. I regnvejr
            må eleverne være inde i det lille frikvarter, men alle går ud i det store.
            """,
    ),
    Page(
        key="P13",
        place="998102",
        title="Skolebestyrelsen på Tranehøjskolen",
        text=(
            "Fem forældre, to medarbejdere og to elever mødes seks gange om året. I kan skrive "
            "til bestyrelsen om alt, hvad der handler om hele skolen."
        ),
        body="""
            Lige nu arbejder bestyrelsen med skolegården, et nyt princip for lektier og maden i
            boden. Handler det om jeres eget barn, så tal med klasselæreren først.

            Skriv til skolebestyrelsen@tranehoejskolen.example.
            """,
    ),
    Page(
        key="P14",
        place="998102",
        audience=PUBLIC,
        title="Kontakt Tranehøjskolen",
        text=(
            "Kontoret har åbent alle skoledage kl. 7.45-14.00. Skolen ligger på toppen af "
            "Tranehøj, og bus 4 holder ved porten."
        ),
        body="""
            Tranehøjskolen, Tranehøj 3, 9998 Lindesø

            Telefon 00 00 98 20, kontor@tranehoejskolen.example
            """,
    ),
    Page(
        key="P15",
        place="998112",
        title="SFO Tranereden: Åbningstider og priser",
        text=(
            "Tranereden har åbent kl. 6.45-8.10 og igen fra skolen slutter til kl. 17.00, om "
            "fredagen til kl. 15.45. I kan nøjes med en morgenplads."
        ),
        body="""
            ## Priser om måneden

            - Hele dagen: 1.850 kr.
            - Kun morgen: 650 kr.

            Søskende får rabat. I søger og opsiger plads i systemet Pladsen. Varslet er en
            måned.
            """,
    ),
    Page(
        key="P16",
        place="998112",
        title="En eftermiddag i Tranereden",
        text=(
            "Børnene spiser sammen kl. 14.15 og vælger derefter mellem bålplads, værksted, "
            "dukkekrog og boldbane. Fra kl. 16 er alle samlet i det store rum."
        ),
        body="""
            Skriv til os, hvis en anden end jer henter, eller hvis jeres barn tager en kammerat
            med hjem. Vi sender ikke børn hjem, uden at vi har en besked.

            Legetøj hjemmefra må komme med om fredagen.
            """,
    ),
    Page(
        key="P21",
        place="999101",
        title="Sygdom og fravær",
        text=(
            "Meld jeres barn sygt i Meld Fra inden kl. 8. Ring til kontoret, hvis I ikke kan komme "
            "ind i systemet, eller hvis I har brug for tolk."
        ),
        body="""
            Har vi ikke hørt fra jer kl. 9, ringer vi hjem. Det gør vi, fordi vi vil vide, at
            børnene er, hvor de skal være.

            ## Fri fra skole

            - En enkelt dag aftaler I med klasselæreren.
            - Flere dage søger I skolelederen om.
            - Religiøse helligdage skal I bare give besked om.
            """,
    ),
    Page(
        key="P22",
        place="999101",
        title="Ringetider",
        text=(
            "Vi begynder kl. 8.15, når begge busser er kommet. Indskolingen har fri kl. 13.45, "
            "mellemtrinnet kl. 14.30 og udskolingen kl. 15.15."
        ),
        body="""
            Er bussen forsinket, venter vi med at begynde, og ingen får skrevet fravær. Den sidste
            bus hjem kører kl. 15.30.
            """,
    ),
    Page(
        key="P23",
        place="999101",
        title="Modtageklassen M1",
        text=(
            "M1 er for elever, der lige er kommet til Danmark. De lærer dansk om formiddagen og er "
            "med i en almindelig klasse, så snart de er klar til det."
        ),
        body="""
            ## Sådan begynder man

            - Vi holder en samtale med familien, og der er tolk med.
            - Eleven får en ven fra den klasse, den senere skal gå i.
            - Efter tre måneder ser vi sammen på, hvad der er det næste skridt.

            De fleste går i M1 mellem et halvt og et helt år. Der er altid plads til at begynde
            midt i skoleåret.
            """,
    ),
    Page(
        key="P24",
        place="999101",
        audience=PUBLIC,
        title="Kontakt Revleskolen",
        text=(
            "Kontoret har åbent kl. 7.45-14.00. Vi taler dansk og engelsk i telefonen og finder en "
            "tolk, når I har brug for det."
        ),
        body="""
            Revleskolen, Revlen 8, 9999 Klitnæs

            Telefon 00 00 99 10, kontor@revleskolen.example
            """,
    ),
    Page(
        key="P25",
        place="999102",
        title="Sygdom og fravær",
        text=(
            "Meld jeres barn sygt i Meld Fra inden kl. 7.50 hver dag, det er hjemme. Kommer barnet "
            "først senere på dagen, skriver I hvornår."
        ),
        body="""
            Vi er en lille skole og kender alle børn. Er der noget, vi bør vide, så ring hellere
            én gang for meget.

            Skal jeres barn have fri i mere end en dag, søger I skolelederen om det.
            """,
    ),
    Page(
        key="P26",
        place="999102",
        title="Ringetider",
        text=(
            "Skoledagen begynder kl. 8.00. Indskolingen har fri kl. 13.30 og mellemtrinnet "
            "kl. 14.15. Havtornskolen har lange frikvarterer kl. 9.30 og kl. 11.30."
        ),
        body="""
            Alle går ud i frikvartererne, også når det blæser. Giv jeres barn tøj på efter vejret
            ved havet og ikke efter vejret i byen.
            """,
    ),
    Page(
        key="P27",
        place="999102",
        audience=PUBLIC,
        title="Kontakt Havtornskolen",
        text=(
            "Ring til kontoret kl. 7.45-13.30. Skolelederen er selv i gården hver morgen, hvis I "
            "hellere vil tale sammen dér."
        ),
        body="""
            Havtornskolen, Havtornvej 31, 9999 Klitnæs

            Telefon 00 00 99 20, kontor@havtornskolen.example
            """,
    ),
    Page(
        key="P28",
        place="999111",
        title="SFO Fyret: Åbningstider og priser",
        text=(
            "Fyret har åbent kl. 6.30-8.15 og efter skole til kl. 17.00, om fredagen til "
            "kl. 16.00. Prisen er 1.790 kr. om måneden i 11 måneder."
        ),
        body="""
            I søger plads i Pladsen og opsiger med en måneds varsel til den første. Søskende får
            halv pris på den billigste plads.

            Kun morgen koster 600 kr.
            """,
    ),
    Page(
        key="P29",
        place="999111",
        title="På stranden med Fyret",
        text=(
            "Vi går på stranden hele året, og altid mindst to voksne sammen. Børnene har gule "
            "veste på og kender reglen: aldrig ud i vandet uden en voksen foran sig."
        ),
        body="""
            ## Det skal ligge i tasken

            - skiftetøj og ekstra sokker
            - vindtæt jakke og hue
            - en vanddunk

            Vi er tilbage i huset senest kl. 15.45, så I kan hente som aftalt. Vil I hente på
            stranden, så ring først.
            """,
    ),
    Page(
        key="P30",
        place="999112",
        title="SFO Dønningen: Åbningstider og priser",
        text=(
            "Dønningen har åbent kl. 6.45-8.00 og efter skole til kl. 16.45, om fredagen til "
            "kl. 15.30. Prisen er 1.790 kr. om måneden i 11 måneder."
        ),
        body="""
            I søger plads i Pladsen. Skal jeres barn kun være her nogle dage om ugen, kan det få
            en deltidsplads til 1.150 kr.
            """,
    ),
    Page(
        key="P31",
        place="999112",
        title="Sådan er en dag i Dønningen",
        text=(
            "Vi begynder med brød og frugt, mens alle fortæller, hvad de har lyst til. Derefter er "
            "der ude, køkken og værksted til kl. 15.45."
        ),
        body="""
            Børn, der går selv hjem, siger farvel til en voksen og får deres navn streget over på
            tavlen. Aftalen om, hvornår barnet må gå, laver I på sedlen i garderoben.

            De ældste er med til at bestemme, hvad vi køber, og holder børnemøde hver anden uge.
            """,
    ),
)
