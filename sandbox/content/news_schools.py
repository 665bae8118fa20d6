"""News of the other schools and their after-school care, in both municipalities."""

from datetime import time

from sandbox.content.records import (
    FAMILIES,
    PARENTS,
    InSeason,
    News,
    Recently,
    readers,
    with_staff,
)

NEWS = (
    News(
        key="N09",
        place="998102/3.B",
        audience=with_staff("998102/3.B", FAMILIES),
        title="3.B spiller teater for forældre og søskende",
        text=(
            "Eleverne har selv skrevet stykket »Den forsvundne nøgle«, og de opfører det i "
            "festsalen {play} kl. 17. Tag gerne en kage med, for overskuddet fra caféen går til "
            "klassekassen."
        ),
        body="""
            Dørene åbnes kl. 16.30, og vi er færdige kl. 18.15. Eleverne skal møde kl. 16 for at
            få kostumer på; tøjet ligger i klassen, så I skal ikke have noget med.

            Stykket handler om en pedel, der har mistet nøglen til skolen, og om alle de steder,
            den kan være. Musikken har eleverne fundet på sammen med deres musiklærer.

            I må gerne tage billeder af jeres eget barn, men læg ikke billeder af de andre ud på
            nettet.
            """,
        published=Recently(days=3, clock=time(12, 40)),
    ),
    News(
        key="M11",
        place="998102",
        title="Nyt klatrestativ i skolegården",
        text=(
            "Det store klatrestativ er færdigt og bliver taget i brug på onsdag. Hver klasse får "
            "en time til at prøve det, før det er åbent for alle i frikvartererne."
        ),
        body="""
            Stativet er fire meter højt og har net, tårn og en rutsjebane. Eleverne har selv
            stemt om tegningerne, og forældrenes arbejdsdag i september betalte gyngerne.

            ## Reglerne har elevrådet skrevet

            - Man klatrer kun så højt, at man selv kan komme ned.
            - Ingen skubber, og ingen holder pladsen for andre.
            - Tørklæder og løse snore bliver i klassen.
            """,
        published=Recently(days=1, clock=time(10, 20)),
    ),
    News(
        key="M12",
        place="998102",
        audience=with_staff("998102", PARENTS),
        title="Byttemarked for vintertøj på torsdag",
        text=(
            "Tag overtøj og støvler, som jeres børn er vokset ud af, med til aulaen torsdag den "
            "{thursday} kl. 14.30-16.30. Det, der bliver tilbage, giver vi videre til en "
            "genbrugsbutik."
        ),
        body="""
            I må tage noget med hjem, også selv om I ikke har noget at bytte med. Tøjet skal være
            vasket og helt, og der må gerne stå en størrelse på.

            Skolebestyrelsen sælger kaffe og boller og svarer på spørgsmål.
            """,
        published=Recently(days=1, clock=time(8, 50)),
    ),
    News(
        key="M13",
        place="998112",
        title="Bål og pandekager hver fredag i Tranereden",
        text=(
            "Indtil jul tænder vi bål på bålpladsen hver fredag kl. 14, og børnene bager "
            "pandekager på skift. Hent gerne ved bålet, og tag en kop med til kakao."
        ),
        body="""
            Giv jeres barn tøj på, der må lugte af røg. Børn, der ikke kan tåle mælk eller æg,
            får dej af havre og vand.

            Regner det vandret, laver vi pandekager i køkkenet.
            """,
        published=Recently(days=6, clock=time(13, 10)),
    ),
    News(
        key="M14",
        place="999101",
        title="Kør ikke ind på Revlen om morgenen",
        text=(
            "Vejarbejdet foran skolen begynder på mandag og varer hele uge {next_week}. Sæt jeres "
            "barn af ved Havnetorvet, hvor en voksen følger børnene det sidste stykke kl. 7.40 "
            "og 7.50."
        ),
        body="""
            Cykler og gående kan stadig komme frem langs hegnet. Bussen holder ved kirken og ikke
            ved skolen, så længe arbejdet varer.

            Kommer I for sent på grund af vejarbejdet, bliver der ikke skrevet fravær.
            """,
        published=Recently(days=0, clock=time(7, 30)),
        important_days=11,
    ),
    News(
        key="M15",
        place="999101/5.A",
        audience=with_staff("999101/5.A", FAMILIES),
        title="5.A tager til havnen {harbour_trip}",
        text=(
            "Vi måler bølger, tæller måger og taler med fiskerne på kajen. Turen er slutningen på "
            "ugens arbejde med brøker, for fangsten bliver delt i halve, kvarte og ottendedele."
        ),
        body="""
            Vi går fra skolen kl. 9 og er tilbage til frokost. Giv jeres barn varmt tøj, vanter og
            en lille madpakke med.

            Alle har redningsvest på, når vi er på broen. Vestene låner vi af havnen.
            """,
        published=Recently(days=2, clock=time(14, 0)),
    ),
    News(
        key="M16",
        place="999101/M1",
        title="M1 inviterer på suppe fra hele verden",
        text=(
            "Eleverne koger suppe efter opskrifter hjemmefra onsdag den {wednesday} kl. 12. "
            "Forældre er velkomne, og der er både en suppe uden kød og en uden mælk."
        ),
        body="""
            Hver elev har skrevet sin opskrift på to sprog, og vi samler dem i en lille bog, som
            alle får med hjem.

            Vil I hjælpe i køkkenet, så kom kl. 9. Der er tolk til stede på arabisk og ukrainsk.
            """,
        published=Recently(days=2, clock=time(11, 0)),
    ),
    News(
        key="M17",
        place="999102",
        title="Læseuge: Tag din yndlingsbog med",
        text=(
            "I uge {next_week} læser hele Havtornskolen den første time hver dag. Eleverne må have "
            "deres egen bog, en pude og et tæppe med."
        ),
        body="""
            De store læser højt for de små tirsdag og torsdag, og fredag stemmer vi om skolens
            bedste bog. Vi lægger listen over alle bøgerne her på siden bagefter.

            ## Sådan kan I være med hjemme

            - Læs det samme kapitel som jeres barn, og tal om det ved bordet.
            - Lad jeres barn læse højt for en, der ikke kan læse endnu.
            - Gå på biblioteket sammen.
            """,
        published=Recently(days=3, clock=time(10, 45)),
    ),
    News(
        key="M18",
        place="999111",
        title="Vi bygger drager, mens det blæser",
        text=(
            "Fyrets værksted er fyldt med papir, snor og lister, og hver dag går vi på stranden og "
            "prøver dem af. Den drage, der flyver længst, kommer op at hænge i fællesrummet."
        ),
        body="""
            Giv jeres barn vindtæt tøj og hue med. Vi går kun ud, når det blæser så meget, at
            dragerne kan lette, og så lidt, at børnene ikke gør.
            """,
        published=Recently(days=5, clock=time(14, 15)),
    ),
    News(
        key="M19",
        place="999112",
        title="Dønningen har fået nyt køkken",
        text=(
            "Køkkenet er færdigt, og børnene bager selv eftermiddagsmaden tre dage om ugen. På "
            "tavlen kan I se, hvem der har forklæde på hvornår."
        ),
        body="""
            Bordene kan hæves og sænkes, så både de mindste og de største kan nå. Sig til, hvis
            jeres barn ikke kan tåle noget, så skriver vi det på listen i køkkenet.
            """,
        published=Recently(days=8, clock=time(13, 30)),
    ),
    News(
        key="M20",
        place="999",
        audience=readers("999.school", *FAMILIES, "staff"),
        title="Skolebusserne i Klitnæs får nye tider",
        text=(
            "Fra på mandag kører skolebusserne fem minutter tidligere om morgenen, fordi broen "
            "over Klitåen bliver sat i stand. Hjemturen er uændret."
        ),
        body="""
            Det gælder linje 1 fra Nørreklit og linje 2 fra Havnebyen. Køreplanen hænger ved
            stoppestederne og ligger på kommunens hjemmeside.

            Arbejdet på broen er færdigt inden påske.
            """,
        published=Recently(days=0, clock=time(8, 0)),
    ),
    News(
        key="N12",
        place="999",
        audience=readers("999.daycare", "guardian", "staff"),
        title="Skal dit barn passes i sommerferien?",
        text=(
            "Børnehusene i Klitnæs holder sommerlukket i uge 29 og 30, og de børn, der har brug "
            "for pasning, mødes i Børnehuset Strandløberen. Meld jeres ferie senest "
            "{summer_deadline}, så vi ved, hvor mange børn og voksne vi bliver."
        ),
        body="""
            I melder ferien i Pladsen, som I åbner her fra siden. Skriv både de uger, jeres barn
            holder fri, og dem, hvor det skal passes.

            I de to uger er der altid en voksen til stede fra jeres barns eget hus. Børnene har
            deres egen garderobe med navn og billede, og maden kommer fra Strandløberens køkken.

            Ændrer jeres planer sig, så skriv hurtigst muligt. Efter fristen kan vi ikke love
            plads til flere.
            """,
        published=InSeason(month=11, day=18),
    ),
    News(
        key="N15",
        place="999",
        audience=readers("999.daycare", "staff"),
        title="Kursus i sprogvurdering for pædagoger",
        text=(
            "Alle, der laver sprogvurderinger, kan komme på et todages kursus i Klitnæs Kulturhus "
            "den {course_days}. Aftal det med din leder, som tilmelder dig og bestiller vikar til "
            "stuen."
        ),
        body="""
            Kurset begynder kl. 8.30 begge dage og slutter kl. 15. Første dag handler om børnenes
            sprog i leg og ved måltider, anden dag om at bruge vurderingen bagefter.

            Tag en vurdering med, som du selv har lavet, uden navn og fødselsdag. Vi bruger dem i
            grupper og river dem i stykker, når vi er færdige.

            Der er plads til 24, og hvert hus kan sende to.
            """,
        published=InSeason(month=11, day=19),
    ),
)
