"""The addresses that OpenID providers know: where browsers come back, our keys, signing out."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.access.viewer import viewer_of
from core.login.keys import list_keys
from core.login.models import KeyPurpose
from core.login.oidc.logout import read_front_channel, receive_logout_token
from core.login.oidc.relying_party import write_key_set
from core.login.operations import end_sessions_of_provider
from core.login.providers import SignInProvider, find_provider, is_known
from core.login.refusals import Reason, Rejected
from core.login.signing_in import oidc
from core.login.signing_in.begun import check_number, take_begun
from core.login.signing_in.farewells import show_signed_out
from core.login.signing_in.floods import count_rubbish, refuse_flood
from core.login.signing_in.refusing import refuse
from core.login.signing_in.views import go_on_with
from indgang_sdk.sign_in import OidcProvider


@never_cache
@require_safe
def take_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Takes up what a browser brings back from a provider."""
    now = viewer_of(request).now
    query_string = str(request.META.get("QUERY_STRING", ""))
    try:
        # Anybody may begin, and come back with a made-up code that the provider is asked about.
        refuse_flood(request)
        number = oidc.find_number(query_string, provider=key, now=now)
        oidc.refuse_answered(number)
        begun = take_begun(request, number, provider=key)
        provider, described = _find(key)
        checked = oidc.read_returned(
            query_string, begun=begun, provider=provider, described=described, now=now
        )
    except Rejected as rejected:
        return refuse(request, count_rubbish(request, rejected), provider=key, now=now)
    try:
        return go_on_with(request, provider, checked, begun)
    except Rejected as rejected:
        return refuse(request, rejected, provider=key, now=now)


@require_safe
def show_keys(request: HttpRequest, key: str) -> HttpResponse:
    """The public keys by which a provider knows the portal; also before it is set up here."""
    if not is_known(key):
        raise Http404
    try:
        keys = list_keys(KeyPurpose.SIGNING)
    except Rejected as error:
        raise Http404 from error
    response = HttpResponse(write_key_set(keys), content_type="application/jwk-set+json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@csrf_exempt
@never_cache
@require_POST
def sign_out_behind(request: HttpRequest, key: str) -> HttpResponse:
    """Ends sessions at the word of a provider's server (back-channel logout)."""
    now = viewer_of(request).now
    try:
        refuse_flood(request)
        provider, described = _find(key)
        parties = oidc.find_parties(provider, described, now=now)
        notice = receive_logout_token(
            request.POST.get("logout_token", ""),
            relying_party=parties.relying_party,
            provider=parties.provider,
            client=parties.client,
            now=now,
        )
    except Rejected as rejected:
        return refuse(request, count_rubbish(request, rejected), provider=key, now=now)
    end_sessions_of_provider(key, subject=notice.subject, provider_session=notice.provider_session)
    response = HttpResponse(status=200)
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@xframe_options_exempt
@require_safe
def sign_out_in_front(request: HttpRequest, key: str) -> HttpResponse:
    """Ends a session from within a provider's page (front-channel logout)."""
    now = viewer_of(request).now
    query_string = str(request.META.get("QUERY_STRING", ""))
    try:
        refuse_flood(request)
        provider, described = _find(key)
        parties = oidc.find_parties(provider, described, now=now)
        notice = read_front_channel(query_string, provider=parties.provider)
    except Rejected as rejected:
        return refuse(request, count_rubbish(request, rejected), provider=key, now=now)
    end_sessions_of_provider(key, provider_session=notice.provider_session)
    response = HttpResponse("", content_type="text/plain")
    parts = urlsplit(parties.provider.issuer)
    origin = f"{parts.scheme}://{parts.netloc}"
    response._csp_replace = {"frame-ancestors": [origin]}  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@require_safe
def come_back_signed_out(request: HttpRequest, key: str) -> HttpResponse:
    """Where a provider leads back to when it has signed somebody out at our word."""
    try:
        check_number(f"_{request.GET.get('state', '')}", provider=key, now=viewer_of(request).now)
    except Rejected:
        # Anybody could lead here: nobody who is signed in loses anything by it.
        return HttpResponseRedirect(reverse("login"))
    return show_signed_out(request)


def _find(key: str) -> tuple[SignInProvider, OidcProvider]:
    provider = find_provider(key)
    described = provider.describe()
    if not isinstance(described, OidcProvider):
        raise Rejected(Reason.NOT_SET_UP, "another protocol")
    return provider, described
