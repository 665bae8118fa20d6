"""Days, times, numbers and ticks of two versions, compared in the reader's words."""

from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, register_comparison_class

NOTHING = "–"
COMPARED = (
    models.BooleanField,
    models.DateField,
    models.DateTimeField,
    models.IntegerField,
    models.TimeField,
)


def say_value(value: Any) -> str:
    """A value as it is written for people; what is empty is a dash."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, time):
        return time_format(value, "TIME_FORMAT")
    return str(value)


class SpokenComparison(FieldComparison):
    """Compares what two versions say; Wagtail shows values as programs write them."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a: str = say_value(field.value_from_object(obj_a))
        self.val_b: str = say_value(field.value_from_object(obj_b))


def register_comparisons() -> None:
    """Has the editor compare such fields with `SpokenComparison`."""
    for field_class in COMPARED:
        register_comparison_class(field_class, comparison_class=SpokenComparison)
