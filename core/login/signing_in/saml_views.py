"""The addresses that SAML providers know: metadata, answers, and signing out."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.access.viewer import viewer_of
from core.login.next_page import check_next_page
from core.login.operations import end_sessions_of_provider
from core.login.providers import (
    SignInProvider,
    find_provider,
    is_known,
    make_service_provider,
)
from core.login.refusals import Reason, Rejected
from core.login.saml.logout import (
    make_logout_answer_address,
    read_logout_answer,
    read_logout_request,
)
from core.login.saml.service_provider import write_metadata
from core.login.signing_in import saml
from core.login.signing_in.begun import check_number
from core.login.signing_in.farewells import show_signed_out
from core.login.signing_in.finishing import pack
from core.login.signing_in.floods import count_rubbish, is_short, refuse_flood
from core.login.signing_in.refusing import refuse
from core.login.signing_in.views import HANDED_OVER_WITHIN
from core.login.signing_in.waiting import let_wait
from core.login.used_once import use_once
from indgang_sdk.sign_in import SamlProvider

METADATA = "application/samlmetadata+xml"
SEE_OTHER = 303


@require_safe
def show_metadata(request: HttpRequest, key: str) -> HttpResponse:
    """What a provider has to know of the portal; also before it is set up here."""
    if not is_known(key):
        raise Http404
    try:
        service = make_service_provider(key)
    except Rejected as error:
        raise Http404 from error
    metadata = write_metadata(service, now=viewer_of(request).now)
    response = HttpResponse(metadata, content_type=METADATA)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@csrf_exempt
@never_cache
@require_POST
def take_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Checks an answer, and hands it to the next request, which brings the browser's cookies."""
    now = viewer_of(request).now
    try:
        text = request.POST.get("SAMLResponse", "") if is_short(request) else ""
        refuse_flood(request, lambda: check_number(saml.find_number(text), provider=key, now=now))
        provider, described = _find(key)
        number, checked = saml.read_posted(text, provider=provider, described=described, now=now)
    except Rejected as rejected:
        return refuse(request, count_rubbish(request, rejected), provider=key, now=now)
    wanted = request.POST.get("RelayState", "")
    payload: dict[str, Any] = {
        "provider": key,
        "number": number,
        # Of an answer to a question of ours, the browser that asked knows where it was going.
        "next": check_next_page(wanted, is_secure=request.is_secure()),
        "checked": pack(checked),
    }
    handle = let_wait(payload, now=now, lasts=HANDED_OVER_WITHIN)
    onward = f"{reverse('sign_in_go_on')}?{urlencode({'svar': handle})}"
    return HttpResponseRedirect(onward, status=SEE_OTHER)


@never_cache
@require_safe
def sign_out(request: HttpRequest, key: str) -> HttpResponse:
    """Ends sessions at a provider's signed word, or takes its answer to a word of ours."""
    now = viewer_of(request).now
    query_string = str(request.META.get("QUERY_STRING", ""))
    try:
        refuse_flood(request)
        provider, described = _find(key)
        service = make_service_provider(key)
        theirs = saml.read_saml_provider(provider, described, now=now)
        if "SAMLResponse" in request.GET:
            number = read_logout_answer(query_string, service=service, provider=theirs, now=now)
            check_number(number, provider=key, now=now)
            return show_signed_out(request)
        asked = read_logout_request(query_string, service=service, provider=theirs, now=now)
        if not use_once("logout", key, asked.message_id, ends_at=asked.ends_at):
            raise Rejected(Reason.USED_BEFORE)
    except Rejected as rejected:
        return refuse(request, count_rubbish(request, rejected), provider=key, now=now)
    for index in asked.session_indexes or ("",):
        end_sessions_of_provider(key, subject=asked.subject, provider_session=index)
    if not theirs.logout_address:
        return show_signed_out(request)
    return HttpResponseRedirect(
        make_logout_answer_address(service=service, provider=theirs, request=asked)
    )


def _find(key: str) -> tuple[SignInProvider, SamlProvider]:
    provider = find_provider(key)
    described = provider.describe()
    if not isinstance(described, SamlProvider):
        raise Rejected(Reason.NOT_SET_UP, "another protocol")
    return provider, described
