"""Who looks, and when: what every query for something to show is asked with."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from core.access.keys import split_key
from core.access.models import PersonKey
from core.access.queries import MaySee, name_viewer
from core.compiled_queries import CompiledQuery
from indgang_sdk.levels import Level

_keys = CompiledQuery(
    lambda person, on: PersonKey.objects.filter(
        person=person, starts_on__lte=on, ends_on__gte=on
    ).values_list("key")
)


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A person, or nobody (`person_id=None`), at one moment, and how sure it is who that is."""

    person_id: int | None
    now: datetime
    level: Level = Level.ONE_FACTOR

    @cached_property
    def today(self) -> date:
        """The day in Denmark, by which keys begin and end."""
        return timezone.localdate(self.now)

    @cached_property
    def asking(self) -> dict[str, Any]:
        """The parameters of queries written by hand: who asks, how surely, which day, and `now`."""
        return {
            **name_viewer(person_id=self.person_id, on=self.today, connection=connection),
            "level": int(self.level),
            "now": connection.ops.adapt_datetimefield_value(self.now),
        }

    @cached_property
    def held(self) -> dict[str, frozenset[str]]:
        """As what the viewer belongs where today: holders by the units of keys, in one query."""
        held: dict[str, set[str]] = {}
        for (key,) in _keys.ask(person=self.person_id or 0, on=self.today):
            unit, holder = split_key(key)
            if holder:
                held.setdefault(unit, set()).add(holder)
        return {unit: frozenset(holders) for unit, holders in held.items()}

    def may_see(self, scope: str) -> MaySee:
        """The condition that this viewer may see rows by their scope column."""
        return MaySee(scope, person_id=self.person_id, on=self.today)


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request: the person who is signed in, at the request's one moment."""
    kept: Viewer | None = getattr(request, "viewer", None)
    person_id, now = request.user.pk, request.now  # type: ignore[attr-defined]
    if kept is None or kept.person_id != person_id or kept.now != now:
        # Who comes without a session, such as by a token, has proved one factor at most.
        level = getattr(request, "level", Level.ONE_FACTOR)
        kept = Viewer(person_id=person_id, now=now, level=level)
        request.viewer = kept  # type: ignore[attr-defined]
    return kept
