"""The connections of a municipality: read as a whole, and written as a whole."""

from typing import Any

from django.http import Http404
from rest_framework.authentication import SessionAuthentication
from rest_framework.parsers import BaseParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.problems import UnusableContent, answer_problem
from core.access.models import Right
from core.access.queries import institutions_where
from core.access.viewer import viewer_of
from core.connectors.configuration.files import InvalidFile, apply_file, read_file, write_file
from core.connectors.configuration.operations import Actor
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Municipality, Person


class TextParser(BaseParser):
    """Leaves reading to the file's own reader, which says where a mistake is."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> str:
        return str(stream.read().decode("utf-8", "replace"))


class MunicipalityConnections(APIView):
    """What a municipality has connected, for who looks after it: as `manage.py connections`."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [IsAuthenticated]
    parser_classes = [TextParser]
    renderer_classes = [JSONRenderer]

    def get_exception_handler(self) -> Any:
        return answer_problem

    def get(self, request: Request, code: str) -> Response:
        """The connections, without their secrets."""
        return _answer(write_file(_find_municipality(request, code)).model_dump(mode="json"))

    def put(self, request: Request, code: str) -> Response:
        """Connects what is named as it is written, or nothing; says what is still in the way."""
        municipality = _find_municipality(request, code)
        person = request.user
        assert isinstance(person, Person)  # noqa: S101 - IsAuthenticated has asked
        by = Actor(person=person, now=viewer_of(request._request).now)
        try:
            file = read_file(request.data)
            if file.municipality != municipality.code:
                raise InvalidFile(
                    f"municipality: it must be {municipality.code}, as in the address"
                )
            left = apply_file(file, by=by)
        except InvalidFile as error:
            raise UnusableContent(str(error)) from error
        return _answer({"does_not_run_yet": left})


def _find_municipality(request: Request, code: str) -> Municipality:
    """The municipality, for who looks after connected systems for all of it."""
    offices = Institution.objects.filter(
        pk__in=institutions_where(request.user.pk, [Right.CONNECT]),
        municipality__code=code,
        kind=InstitutionKind.ADMINISTRATION,
        parent=None,
    )
    office = offices.select_related("municipality").first()
    if office is None:
        raise Http404
    request._request.municipality_code = code  # type: ignore[attr-defined]
    return office.municipality


def _answer(data: Any) -> Response:
    return Response(data, headers={"Cache-Control": "private, no-store"})
