"""What people of the demo look for, what must be among the hits, and what may not be."""

from dataclasses import dataclass

TITLES = {
    "N08": "7. årgang skal på lejrskole på Bornholm",
    "N13": "Ahornen holder åbent i juleferien",
    "S01": "Sygdom og fravær",
    "S03": "Trivsel, og hvad vi gør mod mobning",
    "S06": "Skolebiblioteket",
    "D02": "Antimobbestrategi 2026-2028",
    "D07": "Tilsynsrapport 2026 for Børnehuset Strandløberen",
    "E02": "Forældremøde i 3.B",
    "E06": "Møde i skolebestyrelsen",
    "E09": "Første svømmedag for 3. årgang",
    "E14": "Juleferie",
    "E15": "Møde i skolebestyrelsen",
    "E27": "Lejrskole på Bornholm for 7.A og 7.B",
    "N01": "3. årgang skal svømme fra uge 49",
    "N02": "Skole-hjem-samtaler i 3.B: Vælg en tid senest fredag",
    "N03": "Lus på 1. årgang: Kæm hele familien i weekenden",
    "N04": "Ny mobilaftale: Telefonen låses inde om morgenen",
    "N05": "Indskrivning til børnehaveklassen for børn født i 2021",
    "N06": "Tanglopperne tager på strandtur på torsdag",
    "N09": "3.B spiller teater for forældre og søskende",
    "N10": "Skemaændringer og vikartimer i uge 49",
    "N11": "Ferieplanen for skoleåret 2027/28 er vedtaget",
    "N15": "Kursus i sprogvurdering for pædagoger",
    "S02": "Ringetider",
    "S04": "SFO Ahornen: Åbningstider og priser",
    "S05": "Skolebestyrelsen",
    "S08": "Når dit barn er sygt eller skal have medicin",
    "S09": "Ordblindhed: Test, hjælp og hjælpemidler",
    "S10": "Når ulykken sker: Det gør du",
    "D03": "Referat af skolebestyrelsesmødet den 27. oktober 2026",
    "D04": "Ferieplan 2026/27 for skolerne i Lindesø Kommune",
    "D05": "Pakkeliste til lejrskolen på Bornholm",
    "D06": "Medicinskema: Aftale om at give dit barn medicin",
    "D08": "Pædagogisk læreplan for Børnehuset Strandløberen",
    "D09": "Årsplan i matematik for 3. årgang",
    "D10": "Vikarhåndbog",
    "D11": "Klasseliste for 3.B",
    "D12": "Beredskabsplan med alarmeringsliste",
    "E07": "Indskrivning til 0. klasse",
    "E10": "3.B's teaterforestilling",
    "E11": "Skole-hjem-samtaler i 3.B",
    "E19": "Vinterferie i Lindesø",
    "E20": "Vinterferie i Klitnæs",
}


@dataclass(frozen=True, kw_only=True)
class Search:
    """A query, who asks (nobody for None), and the texts by their numbers.

    The `first` stand at the top, in any order among themselves; `also` may follow, and does.
    """

    number: int
    query: str
    asker: str | None
    first: str = ""
    also: str = ""
    never: str = ""


SEARCHES = [
    Search(number=1, query="svømning", asker="dorte", first="N01", also="E09"),
    Search(number=2, query="skolehjemsamtale", asker="dorte", first="N02 E11"),
    Search(number=3, query="samtale 3b", asker="dorte", first="N02 E11"),
    Search(number=4, query="3.b", asker="carla", first="N09 E10", never="N01 N02 E02 E11 D11"),
    Search(
        number=5, query="3.b", asker="dorte", first="N02 D11", also="N01 E02 E11", never="N09 E10"
    ),
    Search(number=6, query="lus", asker="dorte", never="N03"),
    Search(number=7, query="lus", asker="anna", first="N03"),
    Search(number=8, query="mobil", asker="dorte", first="N04", also="D03 D05"),
    Search(number=9, query="0. klasse", asker=None, first="N05 E07", also="S02"),
    Search(number=10, query="gummistøvler", asker="dorte", first="N06"),
    Search(number=11, query="lejerskole", asker="dorte", first="N08 D05 E27"),
    Search(number=12, query="vikar", asker="anna", first="N10 D10", never="N15"),
    Search(number=13, query="vikar", asker="dorte", never="N10 N15 D10"),
    Search(number=14, query="vinterferie", asker="dorte", first="E19 E20", also="D04 N11"),
    Search(number=15, query="hvornår er der juleferie", asker="dorte", first="E14 N13 D04"),
    Search(number=16, query="mobbning", asker="dorte", first="S03 D02"),
    Search(number=17, query="sfo åbningstider", asker="dorte", first="S04", also="N13"),
    Search(number=18, query="fritidshjem", asker="dorte", first="S04", also="N13"),
    Search(number=19, query="ringetid", asker=None, first="S02", never="D10"),
    Search(number=20, query="hvornår har 3. klasse fri", asker="dorte", first="S02"),
    Search(number=21, query="sygemelding", asker="dorte", first="S01", also="S08"),
    Search(number=22, query="medicin", asker="mette", first="S08 D06"),
    Search(number=23, query="laereplan", asker="dorte", first="D08"),
    Search(number=24, query="tilsynsraport", asker=None, first="D07"),
    Search(number=25, query="lydbog", asker="bo", first="S06"),
    Search(number=26, query="ordblind", asker="dorte", first="S09"),
    Search(number=27, query="ulykke", asker="anna", first="S10", never="D12"),
    Search(number=28, query="alarmering", asker="sofie", first="D12"),
    Search(number=29, query="gangetabel", asker="dorte", first="D09"),
    Search(
        number=30, query="referat skolebestyrelse", asker="dorte", first="D03", also="S05 E06 E15"
    ),
]
