"""The only part that asks for feeds; what has not changed is not sent again."""

from collections.abc import Iterable
from datetime import timedelta

from indgang_sdk.calendar import Period
from indgang_sdk.conditional import ask_for_changes
from indgang_sdk.connectors import Context
from indgang_sdk.errors import Refused, Unavailable, UnexpectedAnswer
from indgang_sdk.http import Answer
from plugins.calendar.bounds import check_bounds
from plugins.calendar.mapping import Read, Timetable
from plugins.calendar.payloads import Entry, list_entries
from plugins.calendar.settings import CalendarSettings


class FeedClient:
    """Reads feeds, each once in a call. They are about classes, so they may be remembered."""

    def __init__(self, context: Context[CalendarSettings]) -> None:
        self._context = context
        self._feeds: dict[str, bytes] = {}

    def read(self, address: str, period: Period, *, within: timedelta | None = None) -> list[Entry]:
        """What stands in a feed in a period, in order; `within` as in `indgang_sdk.http`."""
        if address not in self._feeds:
            self._feeds[address] = self._fetch(address, period, within)
        return list_entries(self._feeds[address], period)

    def read_each(self, timetables: Iterable[Timetable], period: Period) -> list[Read]:
        """Each timetable in its share of the time that is left.

        Raises the failure of the first where none of them could be read.
        """
        asked = list(timetables)
        read = []
        for number, timetable in enumerate(asked):
            # One more than are left, so that there is time to draw them too.
            share = self._context.deadline.remaining / (len(asked) - number + 1)
            try:
                entries = self.read(timetable.address, period, within=share)
            except (Unavailable, Refused, UnexpectedAnswer) as error:
                read.append(Read(timetable=timetable, trouble=error))
            else:
                read.append(Read(timetable=timetable, entries=entries))
        troubles = [each.trouble for each in read if each.trouble]
        if troubles and len(troubles) == len(read):
            raise troubles[0]
        return read

    def _fetch(self, address: str, period: Period, within: timedelta | None) -> bytes:
        return ask_for_changes(
            lambda marks: self._context.http.get(
                address, headers={"Accept": "text/calendar", **marks}, within=within
            ).require_ok(),
            read=lambda answer: require_whole(answer, period),
            kept_in=self._context.memory,
            key=f"feed {address}",
        )


def require_whole(answer: Answer, period: Period) -> bytes:
    """A feed that may be remembered; raises `UnexpectedAnswer` for half of one."""
    check_bounds(answer.body, period)
    return answer.body
