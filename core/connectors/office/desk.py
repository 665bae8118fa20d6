"""At which layer an office connects systems: the municipality's own, or one institution's."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from core.access.levels import check_level, sensitive_level
from core.connectors.configuration.categories import may_sign_in
from core.connectors.configuration.operations import Actor
from core.connectors.configuration.reaches import Configured
from core.connectors.models import Connection, Filled, InstitutionConnection
from core.connectors.office.queries import find_configured
from core.people.kinds import InstitutionKind
from core.people.office.entrance import Office
from indgang_sdk.settings import Layer


@dataclass(frozen=True, kw_only=True)
class Desk:
    """An office with one of its municipality's connections."""

    office: Office
    configured: Configured

    @property
    def connection(self) -> Connection:
        return self.configured.connection

    @property
    def layer(self) -> Layer:
        """The layer whose settings this office fills in."""
        return find_layer(self.office)

    @property
    def is_whole(self) -> bool:
        return self.layer is Layer.MUNICIPALITY

    @property
    def unit(self) -> str:
        """The place that this office places tiles for, as keys name it."""
        place = self.office.institution
        return place.municipality.code if self.is_whole else place.key

    @property
    def is_used(self) -> bool:
        """Whether the office's institution uses it."""
        return self.configured.is_used_by(self.office.institution)

    @property
    def by(self) -> Actor:
        return make_actor(self.office)

    def find_row(self) -> Filled | None:
        """What this layer has filled in; None where it has not begun."""
        return self.connection if self.is_whole else self.find_institution_row()

    def find_institution_row(self) -> InstitutionConnection | None:
        """The institution's own answer to the connection, if it has given one."""
        return self.configured.rows.get(self.office.institution.pk)

    def find_address(self, name: str, **named: int | str) -> str:
        """The address of one of the connection's pages."""
        return self.office.find_address(name, connection_id=self.connection.pk, **named)


def find_desk(office: Office, connection_id: int, *, whole: bool = False) -> Desk:
    """The desk for a connection of the office's municipality; `Http404` for any other.

    With `whole`, and for what is no institution's, only the office that stands for the whole
    municipality has one.
    """
    configured = find_configured(office.institution.municipality, connection_id)
    if configured is None:
        raise Http404
    if (whole or configured.is_for_whole) and find_layer(office) is not Layer.MUNICIPALITY:
        raise Http404
    return Desk(office=office, configured=configured)


def check_may_change(request: HttpRequest, desk: Desk) -> None:
    """Raises `LevelRequired` where a change would decide who signs in, and asks to be sure."""
    if may_sign_in(desk.configured.offer):
        check_level(request, sensitive_level())


def find_layer(office: Office) -> Layer:
    """Administrations without a parent stand for the municipality, all others for themselves."""
    place = office.institution
    is_whole = place.kind == InstitutionKind.ADMINISTRATION and place.parent_id is None
    return Layer.MUNICIPALITY if is_whole else Layer.INSTITUTION


def make_actor(office: Office) -> Actor:
    """Who sits at the office's desk."""
    return Actor(person=office.person, now=office.viewer.now)
