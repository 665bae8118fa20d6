"""Dates and times in Danish: `23. november 2026 kl. 7.42`, typed as `23.11.2026 7.42`."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = r"j. F Y \k\l. G.i"
SHORT_DATE_FORMAT = "j.n.Y"
SHORT_DATETIME_FORMAT = r"j.n.Y \k\l. G.i"

# The first is what fields show; the last ones are how machines write.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = [
    f"{day} {time}"
    for day in DATE_INPUT_FORMATS
    for time in ("%H.%M", "kl. %H.%M", "%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
]
