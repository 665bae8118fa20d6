"""The words of welcome on the homes of municipalities, institutions and some of their groups."""

from sandbox.content.records import Introduction

INTRODUCTIONS = (
    Introduction(
        place="998",
        body="""
            Her finder I nyheder og oplysninger, der gælder for alle skoler, SFO'er og børnehuse i
            Lindesø. Det, der handler om jeres eget barn, står på institutionens og klassens side.
            """,
    ),
    Introduction(
        place="998101",
        body="""
            Egesøskolen ligger mellem bøgeskoven og søen. Vi har to klasser på hver årgang fra
            børnehaveklasse til 9. klasse, og de store og de små kender hinanden på tværs.

            Ring til kontoret på 00 00 98 10, hvis I ikke finder det, I leder efter.
            """,
    ),
    Introduction(
        place="998102",
        body="""
            Velkommen til Tranehøjskolen, byens mindste skole med den største udsigt. Vi har to
            klasser på hver årgang fra børnehaveklasse til 6. klasse.
            """,
    ),
    Introduction(
        place="998111",
        body="""
            SFO Ahornen har til huse i den gule bygning ved siden af Egesøskolen. Her er der plads
            til at lege, bygge, løbe og til ikke at lave noget.
            """,
    ),
    Introduction(
        place="998112",
        body="""
            Tranereden er Tranehøjskolens SFO. Vi er meget ude, og bålpladsen er vores bedste rum.
            """,
    ),
    Introduction(
        place="G99801",
        body="""
            Bregnen er et børnehus i skovkanten med to vuggestuegrupper og to børnehavegrupper.
            Hver dag er noget af huset i skoven.
            """,
    ),
    Introduction(
        place="999",
        body="""
            Klitnæs samler her det, der gælder for alle børnehuse, skoler og SFO'er i kommunen.
            Find jeres barns institution i listen, eller søg.
            """,
    ),
    Introduction(
        place="999101",
        body="""
            På Revleskolen kan man høre havet fra skolegården. Vi har én klasse på hver årgang fra
            0. til 9. klasse og modtageklassen M1, hvor der tales mange sprog.
            """,
    ),
    Introduction(
        place="999102",
        body="""
            Havtornskolen er en lille skole i klitterne med én klasse på hver årgang til og med 6.
            De store hjælper de små, og alle er ude hver dag.
            """,
    ),
    Introduction(
        place="999111",
        body="""
            SFO Fyret er Revleskolens fritidstilbud. Vi har værksted, køkken og 300 meter til
            stranden.
            """,
    ),
    Introduction(
        place="999112",
        body="""
            SFO Dønningen hører til Havtornskolen. Her bestemmer børnene meget selv, og de voksne
            er der, når der er brug for dem.
            """,
    ),
    Introduction(
        place="G99901",
        body="""
            Strandløberen ligger lige bag klitterne. Vi har vuggestuen med Rejerne og Muslingerne
            og børnehaven med Søstjernerne og Tanglopperne, og sand er der nok af til alle.

            Ring til stuen, hvis I er forsinkede. Kirsten træffes på kontoret de fleste dage.
            """,
    ),
    Introduction(
        place="G99902",
        body="""
            I Spættehullet er skoven vores stue. Vi er ude fra morgen til eftermiddag hele året og
            har en hytte med brændeovn, når vi vil have varmen.
            """,
    ),
    Introduction(
        place="998101/3.B",
        body="""
            Her er klassens egen side. Anna er vores klasselærer, og vi har lokale 14. Ugeplanen
            finder I i Læringsstien, og det, I skal huske lige nu, står i nyhederne.
            """,
    ),
    Introduction(
        place="998101/0.A",
        body="""
            Velkommen til 0.A! Her kan I se, hvad vi laver, og hvad jeres barn skal have med.
            """,
    ),
    Introduction(
        place="998101/7.A",
        body="""
            7.A har lokale 31 og arbejder i år med projekter på tværs af fagene hver fredag.
            """,
    ),
    Introduction(
        place="998101/Skolebestyrelsen",
        body="""
            Bestyrelsens eget rum. Det, der er vedtaget, lægger vi på skolens side, så alle kan
            læse det.
            """,
    ),
    Introduction(
        place="998102/3.B",
        body="""
            Vi er en klasse med en hamster, et orkester og en hel del teater.
            """,
    ),
    Introduction(
        place="999101/5.A",
        body="""
            Her er 5.A's side. Ugebrevet står i Tavlen, og det, I skal svare på, står i nyhederne.
            """,
    ),
    Introduction(
        place="G99901/Tanglopperne",
        body="""
            Tanglopperne er de ældste børn i huset. Vi øver os i at tage tøj på, at vente på tur og
            i at være modige på en god måde.
            """,
    ),
)
