"""The only part that asks for feeds; what has not changed is not sent again."""

from datetime import timedelta

from indgang_sdk.calendar import Period
from indgang_sdk.conditional import ask_for_changes
from indgang_sdk.connectors import Context
from indgang_sdk.http import Answer
from plugins.calendar.bounds import check_bounds
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
