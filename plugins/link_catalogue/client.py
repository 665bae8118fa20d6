"""The only part that asks status services: `/status` for a day, `/launches` for a way in."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from indgang_sdk.connectors import Context
from indgang_sdk.errors import Refused, UnexpectedAnswer
from indgang_sdk.people import Child
from plugins.link_catalogue.payloads import DestinationPayload, StatePayload, StatesPayload
from plugins.link_catalogue.settings import CatalogueLink, LinkCatalogueSettings

DENMARK = ZoneInfo("Europe/Copenhagen")


class StateClient:
    """Asks the service of a link, with the link's own key."""

    def __init__(self, context: Context[LinkCatalogueSettings], link: CatalogueLink) -> None:
        self._context, self._link = context, link
        self._address = link.state_address.rstrip("/")

    def read_states(
        self, children: Iterable[Child], *, within: timedelta | None = None
    ) -> tuple[StatePayload, ...]:
        """How things stand today for some children; the service leaves out whom it does not know.

        The children's ids go in the body: addresses are written into logs everywhere.
        """
        answer = self._context.http.post_json(
            f"{self._address}/status",
            {"children": [child.id for child in children]},
            headers=self._write_headers(),
            repeatable=True,
            within=within,
        )
        states = answer.require_ok().read_model(StatesPayload)
        if states.day != self._find_today():
            raise UnexpectedAnswer("the answer is about another day")
        return states.children

    def launch(self, child: Child, target: str) -> DestinationPayload:
        """Where somebody lands who is signed in here."""
        answer = self._context.http.post_json(
            f"{self._address}/launches",
            {"person": self._context.viewer.id, "child": child.id, "target": target},
            headers=self._write_headers(),
        )
        return answer.require_ok().read_model(DestinationPayload)

    def _write_headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json", "Accept-Language": self._context.language}
        if self._link.key_number is None:
            return headers
        key = self._context.settings.find_key(self._link)
        if key is None:
            raise Refused(f"key {self._link.key_number} is not filled in")
        return {**headers, "Authorization": f"Bearer {key.get_secret_value()}"}

    def _find_today(self) -> date:
        return self._context.now.astimezone(DENMARK).date()
