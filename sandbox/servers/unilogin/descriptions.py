"""What the page says of the cast in English; the roster has it in Danish."""

BOTH = ("I begge kommuner", "In both municipalities")

ENGLISH: dict[str, str] = {
    "anna": "teacher of Danish, 3.B, Egesøskolen",
    "bo": "pupil, 3.B, Egesøskolen; goes to Ahornen after school",
    "emil": "pupil, 7.A, Egesøskolen, Bo's brother",
    "ella": "child at Tanglopperne, Strandløberen (Klitnæs), Bo's sister",
    "dorte": "mother of Bo, Emil and Ella",
    "jonas": "father of Bo, Emil and Ella, shared custody, another address",
    "carla": "mother of Oskar, 3.B at Tranehøjskolen",
    "ida": "school secretary and editor, Egesøskolen",
    "henrik": "head teacher, Egesøskolen",
    "mette": "pedagogue, Tanglopperne, Strandløberen",
    "kirsten": "manager of Strandløberen",
    "sofie": "the municipality's editor, Børn og Unge",
    "rasmus": "IT architect, Lindesø",
    "thea": "data protection officer of both municipalities",
    "liv": "pupil, 6.A, Egesøskolen, name and address protected",
    "nina": "mother of a pupil in 6.A, name and address protected",
    "peter": "father of a pupil in 6.A, without custody, blocked by the school",
    "bente": "foster mother, officially attached person, without MitID",
    "nanna": "substitute in week 49, Egesøskolen",
    "malthe": "pupil, 0.A, Egesøskolen, cannot read yet",
    "noor": "pupil, 5.A, Revleskolen",
    "amira": "mother of Noor, uses the portal in English",
    "soren": "father of a pupil in 3.B and chair of the school board, Egesøskolen",
}
