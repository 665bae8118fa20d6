"""Connections, of a municipality or an institution: read as a whole, and written as a whole."""

from typing import Any

from django.http import Http404
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.parsing import TextParser
from api.problems import LevelTooLow, UnusableContent, answer_problem
from core.access.levels import sensitive_level
from core.access.models import Right
from core.access.queries import institutions_where
from core.access.viewer import viewer_of
from core.connectors.configuration.files import (
    InvalidFile,
    apply_file,
    names_sign_in,
    read_file,
    write_file,
)
from core.connectors.configuration.institution_files import (
    apply_institution_file,
    read_institution_file,
    touches_sign_in,
    write_institution_file,
)
from core.connectors.configuration.operations import Actor
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Municipality, Person


class ConnectionsView(APIView):
    """What the views of connections have in common: who may ask, and how they answer."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    parser_classes = [TextParser]
    renderer_classes = [JSONRenderer]

    def get_exception_handler(self) -> Any:
        return answer_problem


class MunicipalityConnections(ConnectionsView):
    """What a municipality has connected, for who looks after it: as `manage.py connections`."""

    def get(self, request: Request, code: str) -> Response:
        """The connections, without their secrets."""
        return _answer(write_file(_find_municipality(request, code)).model_dump(mode="json"))

    def put(self, request: Request, code: str) -> Response:
        """Connects what is named as it is written, or nothing; says what is still in the way."""
        municipality = _find_municipality(request, code)
        try:
            file = read_file(request.data)
            if file.municipality != municipality.code:
                raise InvalidFile(
                    f"municipality: it must be {municipality.code}, as in the address"
                )
            if names_sign_in(file):
                _require_level(request)
            left = apply_file(file, by=_make_actor(request))
        except InvalidFile as error:
            raise UnusableContent(str(error)) from error
        return _answer({"does_not_run_yet": left})


class InstitutionConnections(ConnectionsView):
    """What an institution has decided of its municipality's systems, for who looks after it."""

    def get(self, request: Request, key: str) -> Response:
        """The systems with what the institution has filled in, without secrets."""
        place = _find_institution(request, key)
        return _answer(write_institution_file(place).model_dump(mode="json"))

    def put(self, request: Request, key: str) -> Response:
        """Has the institution use what is named as it is written, or changes nothing."""
        place = _find_institution(request, key)
        try:
            file = read_institution_file(request.data)
            if file.institution != place.key:
                raise InvalidFile(f"institution: it must be {place.key}, as in the address")
            if touches_sign_in(file, place):
                _require_level(request)
            left = apply_institution_file(file, by=_make_actor(request))
        except InvalidFile as error:
            raise UnusableContent(str(error)) from error
        return _answer({"does_not_run_yet": left})


def _find_municipality(request: Request, code: str) -> Municipality:
    """The municipality, for who looks after connected systems for all of it."""
    offices = _find_offices(request).filter(
        municipality__code=code, kind=InstitutionKind.ADMINISTRATION, parent=None
    )
    office = offices.first()
    if office is None:
        raise Http404
    request._request.municipality_code = code  # type: ignore[attr-defined]
    return office.municipality


def _find_institution(request: Request, key: str) -> Institution:
    """The institution, for who looks after connected systems there."""
    place = _find_offices(request).filter(key=key).first()
    if place is None:
        raise Http404
    request._request.municipality_code = place.municipality.code  # type: ignore[attr-defined]
    return place


def _find_offices(request: Request) -> Any:
    rows = Institution.objects.filter(pk__in=institutions_where(request.user.pk, [Right.CONNECT]))
    return rows.select_related("municipality")


def _require_level(request: Request) -> None:
    """Raises `LevelTooLow` unless who asks has lately confirmed who they are."""
    level = sensitive_level()
    if viewer_of(request._request).level < level:
        raise LevelTooLow(
            f"connections: a system that people sign in by asks for level {level.value}; confirm"
            " that it is you in the portal, or leave it out"
        )


def _make_actor(request: Request) -> Actor:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - IsAuthenticated has asked
    return Actor(person=person, now=viewer_of(request._request).now)


def _answer(data: Any) -> Response:
    return Response(data, headers={"Cache-Control": "private, no-store"})
