"""The only part that asks the system; it knows addresses and headers, and nothing of tiles."""

from collections.abc import Iterator

from indgang_sdk.calendar import Period
from indgang_sdk.connectors import Context
from indgang_sdk.errors import UnexpectedAnswer, WrongPerson
from indgang_sdk.json_api import ClientCredentials, JsonApi
from indgang_sdk.links import LaunchRequest
from indgang_sdk.week import IsoWeek
from plugins.open_json.payloads import (
    DestinationPayload,
    EntriesPayload,
    EventsPayload,
    HealthPayload,
    HitsPayload,
    LaunchPayload,
    Personal,
    QueryPayload,
    TilePayload,
    WeekPayload,
)
from plugins.open_json.settings import OpenJsonSettings


class OpenJsonClient:
    """Asks for whoever looks, or with `about_nobody` for what is about no person."""

    def __init__(self, context: Context[OpenJsonSettings], *, about_nobody: bool = False) -> None:
        settings = context.settings
        self._context = context
        personal = {} if about_nobody else describe_viewer(context)
        self._api = JsonApi(
            context,
            address=settings.address,
            credentials=ClientCredentials(
                token_address=settings.token_address,
                client_id=settings.client_id,
                client_secret=settings.client_secret,
            ),
            headers={"Accept-Language": context.language, **personal},
        )

    def check_health(self) -> HealthPayload:
        return self._api.read("/health", HealthPayload)

    def read_tile(self, name: str) -> TilePayload:
        tile = self._api.read(f"/tiles/{name}", TilePayload)
        self._require_viewer(tile)
        return tile

    def read_week(self, week: IsoWeek) -> WeekPayload:
        found = self._api.read(f"/week/{week}", WeekPayload)
        self._require_viewer(found)
        if found.week != str(week):
            raise UnexpectedAnswer("the answer is about another week")
        return found

    def read_events(self, period: Period) -> Iterator[EventsPayload]:
        """The pages of a period's events and lessons."""
        query = {"first": period.first.isoformat(), "last": period.last.isoformat()}
        pages = self._api.read_pages(
            "/events", EventsPayload, lambda page: page.cursor, query=query
        )
        for page in pages:
            self._require_viewer(page)
            yield page

    def read_entries(self, cursor: str) -> EntriesPayload:
        """A page of entries, asked for only if it has changed: it is about nobody."""
        query = {"cursor": cursor} if cursor else None
        memory = self._context.memory
        return self._api.read("/entries", EntriesPayload, query=query, kept_in=memory)

    def search(self, query: str) -> HitsPayload:
        found = self._api.send("/search", QueryPayload(query=query), HitsPayload, repeatable=True)
        self._require_viewer(found)
        return found

    def launch(self, launcher: str, request: LaunchRequest) -> DestinationPayload:
        body = LaunchPayload(
            launcher=launcher,
            target=request.target,
            child=request.child.id if request.child else None,
        )
        return self._api.send("/launches", body, DestinationPayload)

    def _require_viewer(self, answer: Personal) -> None:
        """Raises `WrongPerson` for an answer that was made for somebody else."""
        if answer.viewer != self._context.viewer.id:
            self._context.alarm("an answer was made for somebody who did not ask")
            raise WrongPerson("the answer was made for somebody who did not ask")


def describe_viewer(context: Context[OpenJsonSettings]) -> dict[str, str]:
    """The headers that say who looks and whom it is about."""
    viewer = context.viewer
    return {
        "Indgang-Viewer": viewer.id,
        "Indgang-Roles": " ".join(sorted(viewer.roles)),
        "Indgang-Children": " ".join(child.id for child in viewer.children),
    }
