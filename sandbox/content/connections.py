"""What leads on from the demo's pages and news, by their keys: keywords, and pages to see also."""

KEYWORDS = {
    # Egesøskolen
    "N01": "svømning, idræt",
    "N04": "mobil, trivsel",
    "N08": "lejrskole, tur",
    "N14": "cykel, trafik",
    "S01": "sygdom, fravær, ferie",
    "S03": "trivsel",
    "S05": "skolebestyrelse",
    "S06": "læsning, bøger",
    # Børnehuset Strandløberen
    "M31": "mad, bagning",
    "N06": "tur, tøj",
    "N07": "jul",
    "P41": "ferie, åbningstider",
    "S07": "mad, allergi",
    "S08": "sygdom, medicin, allergi",
}

# A page leads to those that are made before it; news to all pages.
RELATED = {
    "M31": ("S07",),
    "N01": ("S01",),
    "N04": ("S03", "S05"),
    "N06": ("S08", "P41"),
    "N08": ("S01",),
    "N13": ("S04",),
    "P01": ("S01", "S02"),
    "P41": ("S07", "S08"),
    "S08": ("S07",),
}
