"""Dates and times in English as they are written in Denmark: the day before the month."""

from core.config.formats.da import formats as danish

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
FIRST_DAY_OF_WEEK = 1

# Wagtail's fields show one form in all languages, the Danish one.
DATE_INPUT_FORMATS = [*danish.DATE_INPUT_FORMATS, "%d %B %Y", "%d %b %Y"]
TIME_INPUT_FORMATS = danish.TIME_INPUT_FORMATS
DATETIME_INPUT_FORMATS = danish.DATETIME_INPUT_FORMATS
