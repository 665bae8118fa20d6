"""The folders that the demo's documents lie in, each with its audience."""

from sandbox.content.records import FAMILIES, PARENTS, PUBLIC, Folder, readers, with_staff

FOLDERS = (
    Folder(key="rules", place="998101", title="Regler og principper", audience=PUBLIC),
    Folder(
        key="board",
        place="998101",
        title="Referater",
        audience=with_staff("998101", PARENTS),
        below="S05",
    ),
    Folder(
        key="year-7",
        place="998101",
        title="7. årgang",
        audience=with_staff("998101/7. årgang", FAMILIES),
    ),
    Folder(
        key="year-3",
        place="998101",
        title="3. årgang",
        audience=with_staff("998101/3. årgang", FAMILIES),
    ),
    Folder(
        key="staff", place="998101", title="Til personalet", audience=readers("998101", "staff")
    ),
    Folder(
        key="3.B",
        place="998101/3.B",
        title="Klassens papirer",
        audience=with_staff("998101/3.B", PARENTS),
    ),
    Folder(key="holidays", place="998", title="Ferieplaner", audience=PUBLIC),
    Folder(
        key="emergency",
        place="998",
        title="Beredskab",
        audience=(*readers("998", "leader"), *readers("998001", "staff")),
    ),
    Folder(
        key="forms",
        place="999",
        title="Blanketter",
        audience=readers("999.daycare", "guardian", "staff"),
    ),
    Folder(key="published", place="G99901", title="Lovpligtige oplysninger", audience=PUBLIC),
    Folder(key="tranehoej", place="998102", title="Regler"),
    Folder(key="revle", place="999101", title="Principper"),
    Folder(key="havtorn", place="999102", title="Til og fra skole"),
    Folder(
        key="bregne", place="G99801", title="Til forældre", audience=with_staff("G99801", PARENTS)
    ),
    Folder(
        key="spaette", place="G99902", title="Til forældre", audience=with_staff("G99902", PARENTS)
    ),
)
