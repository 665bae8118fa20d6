"""A guardian's children with their classes and rooms, as the home page shows them."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from core.people.kinds import CHILD_ROLES, GroupKind


@dataclass(frozen=True, kw_only=True)
class ChildInGroup:
    """A child and one class or room it belongs to today."""

    child_id: int
    first_name: str
    group_id: int


# By hand, because the home page counts its queries: custody, local grants, blocks, days and age
# are the rules of `holdings`, which a test compares it with.
_CHILDREN = """
SELECT DISTINCT c.id, c.first_name, m.group_id, c.birth_date
FROM people_guardianship g
JOIN people_person c ON c.id = g.child_id AND c.is_active
JOIN people_membership m ON m.person_id = c.id AND m.institution_id = g.institution_id
JOIN people_group gr ON gr.id = m.group_id
WHERE g.guardian_id = %s AND (g.custody OR g.granted_locally)
AND g.starts_on <= %s AND g.ends_on >= %s
AND m.starts_on <= %s AND m.ends_on >= %s AND gr.starts_on <= %s AND gr.ends_on >= %s
AND m.role IN (%s, %s) AND gr.kind = %s AND (c.birth_date IS NULL OR c.birth_date > %s)
AND NOT EXISTS (SELECT 1 FROM people_guardianblock b WHERE b.guardian_id = g.guardian_id
    AND b.child_id = g.child_id AND b.lifted_at IS NULL)
ORDER BY c.birth_date, c.id, m.group_id
"""


def list_children(guardian_id: int, *, on: date) -> list[ChildInGroup]:
    """The children a guardian acts for on a day, one row for each class or room, eldest first."""
    day = connection.ops.adapt_datefield_value(on)
    born_after = connection.ops.adapt_datefield_value(eighteen_years_before(on))
    params = [guardian_id, *[day] * 6, *CHILD_ROLES, GroupKind.MAIN, born_after]
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN, params)
        return [
            ChildInGroup(child_id=row[0], first_name=row[1], group_id=row[2])
            for row in cursor.fetchall()
        ]


def eighteen_years_before(day: date) -> date:
    """The birth date of those who come of age on a day; a leap day's on 1 March."""
    try:
        return day.replace(year=day.year - 18)
    except ValueError:
        return day.replace(year=day.year - 18, day=28)
