"""Who is asked to confirm today, computed from the audience and the guardianships of the day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from cms.models import ConfirmationMethod, ConfirmationMode
from core.access.keys import Holder
from core.access.viewer import Viewer
from core.people.guardianships import guardianships_in_force
from core.people.kinds import CHILD_ROLES

# Editors see who had confirmed when a page has ended.
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_STAFF = (Holder.STAFF, Holder.PEDAGOGICAL, Holder.LEADER, Holder.ADMINISTRATIVE)

# Who is asked holds a key of the page's own scope, so nobody is asked about what the person
# cannot see. A child counts where the key names its group or institution, and only for adults
# who act for it there. `shared` duties are over when one adult has answered for the child; that
# one adult cannot answer leaves the others asked. The care of the day is the queryset of
# `core.people`, so that its rule stands once.
_OF_READER = """asked.mode, asked.version, asked.due_on, pk.person_id, pk.unit,
         SUBSTR(pk.key, LENGTH(pk.unit) + 2)"""
_READERS = """AND page.live
    AND (page.expire_at IS NULL OR page.expire_at > %s)
  JOIN access_scopekey sk ON sk.scope_id = page.scope_id
  JOIN access_personkey pk ON pk.key = sk.key AND pk.starts_on <= %s AND pk.ends_on >= %s
  JOIN people_person person ON person.id = pk.person_id AND person.is_active
  WHERE {narrowed}"""
_DUTIES = """
WITH care (guardian_id, child_id, institution_id) AS ({care}),
held (page_id, document_id, title, mode, version, due_on, person_id, unit, holder) AS (
  SELECT page.id, asked.document_id, page.title, {of_reader}
  FROM cms_confirmationrequest asked
  JOIN cms_basepage page ON page.id = asked.page_id {readers}
  UNION ALL
  SELECT page.id, asked.document_id, document.title, {of_reader}
  FROM cms_confirmationrequest asked
  JOIN cms_institutiondocument document ON document.id = asked.document_id
  JOIN cms_basepage page ON page.id = document.folder_id {readers}
),
duty (page_id, document_id, title, mode, version, due_on, person_id, child_id, shared) AS (
  SELECT page_id, document_id, title, mode, version, due_on, person_id, NULL, 0
  FROM held WHERE mode = %s AND holder IN ({staff})
  UNION
  SELECT page_id, document_id, title, mode, version, due_on, person_id, person_id, 0
  FROM held WHERE mode = %s AND holder = %s
  UNION
  SELECT held.page_id, held.document_id, held.title, held.mode, held.version, held.due_on,
         held.person_id,
         care.child_id, CASE WHEN held.mode = %s THEN 0 ELSE 1 END
  FROM held
  JOIN care ON care.guardian_id = held.person_id
  JOIN people_membership m ON m.person_id = care.child_id
    AND m.institution_id = care.institution_id AND m.role IN ({child_roles})
    AND m.starts_on <= %s AND m.ends_on >= %s
  JOIN people_institution i ON i.id = m.institution_id
  JOIN people_municipality mu ON mu.id = i.municipality_id
  WHERE held.mode <> %s AND held.holder = %s AND (
    (m.group_id IS NOT NULL AND held.unit = 'g' || m.group_id)
    OR (m.group_id IS NULL AND held.unit IN (i.key, mu.code || '.' || i.kind, mu.code)))
)
SELECT duty.page_id, duty.document_id, duty.title, duty.mode, duty.version, duty.due_on,
       duty.person_id, duty.child_id, NOT EXISTS (
  SELECT 1 FROM cms_confirmation c
  WHERE (c.document_id = duty.document_id
    OR (duty.document_id IS NULL AND c.page_id = duty.page_id))
    AND c.version = duty.version
    AND COALESCE(c.child_id, 0) = COALESCE(duty.child_id, 0)
    AND (c.person_id = duty.person_id OR (duty.shared = 1 AND c.person_id <> c.child_id
      AND c.method <> %s)))
FROM duty ORDER BY duty.page_id, duty.document_id, duty.person_id, duty.child_id
"""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """That one person is asked to confirm a page, for a child unless the person is staff.

    With `document_id` it is a document in that folder.
    """

    page_id: int
    document_id: int | None = None
    title: str
    mode: str
    version: int
    due_on: date | None
    person_id: int
    child_id: int | None
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class OpenConfirmation:
    """A page or document that waits for the viewer; `child_ids` is empty for staff."""

    page_id: int
    document_id: int | None = None
    title: str
    due_on: date | None
    child_ids: tuple[int, ...]


def list_duties_of_page(page_id: int, *, on: date) -> list[Duty]:
    """Everybody whom a page asks on a day, those who have answered too, in one query.

    For editors of the page's institution: it does not ask who is looking.
    """
    return _list_duties(
        "asked.page_id = %s", page_id, guardian_id=None, on=on, lasting_after=LONG_AGO
    )


def list_duties_of_document(document_id: int, *, on: date) -> list[Duty]:
    """The same for a document, whom its folder is for."""
    return _list_duties(
        "asked.document_id = %s", document_id, guardian_id=None, on=on, lasting_after=LONG_AGO
    )


def list_duties_about(page_id: int, document_id: int | None, *, on: date) -> list[Duty]:
    """Those of a document where there is one, else those of the page."""
    if document_id is None:
        return list_duties_of_page(page_id, on=on)
    return list_duties_of_document(document_id, on=on)


def list_duties_of_viewer(viewer: Viewer) -> list[Duty]:
    """All that the viewer is asked today, answered or not, in one query."""
    if viewer.person_id is None:
        return []
    return _list_duties(
        "pk.person_id = %s",
        viewer.person_id,
        guardian_id=viewer.person_id,
        on=viewer.today,
        lasting_after=viewer.now,
    )


def list_open_for(viewer: Viewer) -> list[OpenConfirmation]:
    """The pages that wait for the viewer, the nearest due date first, in one query."""
    waiting: dict[tuple[int, int | None], list[Duty]] = defaultdict(list)
    for duty in list_duties_of_viewer(viewer):
        if duty.is_open:
            waiting[(duty.page_id, duty.document_id)].append(duty)
    found = [
        OpenConfirmation(
            page_id=page_id,
            document_id=document_id,
            title=duties[0].title,
            due_on=duties[0].due_on,
            child_ids=tuple(duty.child_id for duty in duties if duty.child_id is not None),
        )
        for (page_id, document_id), duties in waiting.items()
    ]
    return sorted(
        found, key=lambda item: (item.due_on or date.max, item.page_id, item.document_id or 0)
    )


def _list_duties(
    narrowed: str, narrowed_to: int, *, guardian_id: int | None, on: date, lasting_after: datetime
) -> list[Duty]:
    care = guardianships_in_force(on=on)
    if guardian_id is not None:
        care = care.filter(guardian_id=guardian_id)
    care_sql, care_params = care.values_list(
        "guardian_id", "child_id", "institution_id"
    ).query.sql_with_params()
    sql = _DUTIES.format(
        care=care_sql,
        of_reader=_OF_READER,
        readers=_READERS.format(narrowed=narrowed),
        staff=_marks(_STAFF),
        child_roles=_marks(CHILD_ROLES),
    )
    day = connection.ops.adapt_datefield_value(on)
    held = [connection.ops.adapt_datetimefield_value(lasting_after), day, day, narrowed_to]
    params: list[Any] = [
        *(*care_params, *held, *held),
        *(ConfirmationMode.STAFF.value, *(holder.value for holder in _STAFF)),
        *(ConfirmationMode.GUARDIAN_AND_PUPIL.value, Holder.PUPIL.value),
        *(ConfirmationMode.EACH_GUARDIAN.value, *(role.value for role in CHILD_ROLES)),
        *(day, day, ConfirmationMode.STAFF.value, Holder.GUARDIAN.value),
        ConfirmationMethod.NOT_POSSIBLE.value,
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [_make_duty(row) for row in cursor.fetchall()]


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join(["%s"] * len(values))


def _make_duty(row: tuple[Any, ...]) -> Duty:
    page_id, document_id, title, mode, version, due_on, person_id, child_id, is_open = row
    return Duty(
        page_id=page_id,
        document_id=document_id,
        title=title,
        mode=mode,
        version=version,
        # SQLite answers a hand-written query with the date as text.
        due_on=date.fromisoformat(due_on) if isinstance(due_on, str) else due_on,
        person_id=person_id,
        child_id=child_id,
        is_open=bool(is_open),
    )
