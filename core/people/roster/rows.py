"""What memberships and guardianships have in common when a roster is written.

What the file no longer has ended yesterday; what had not begun before today is deleted. Only
rows of the roster are looked at: local ones and blocks are not known here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.access.batches import iterate_batches
from core.people.models import Guardianship, Membership
from core.people.roster.summary import Tally


@dataclass(kw_only=True)
class WrittenRows:
    """Whose access has changed, and how many rows were written."""

    touched: set[int] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)


def end_rows(rows: Iterable[Membership] | Iterable[Guardianship], *, on: date) -> None:
    """Ends rows of one table so that they give nothing from the day on."""
    began: list[int] = []
    never_began: list[int] = []
    model: type[Membership] | type[Guardianship] = Membership
    for row in rows:
        model = type(row)
        (began if row.starts_on < on else never_began).append(row.pk)
    for batch in iterate_batches(began):
        model._default_manager.filter(pk__in=batch).update(ends_on=on - timedelta(days=1))
    for batch in iterate_batches(never_began):
        model._default_manager.filter(pk__in=batch).delete()
