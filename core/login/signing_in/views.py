"""The way to a provider and back, whichever protocol it speaks."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.access.levels import read_level
from core.access.viewer import viewer_of
from core.login.next_page import check_next_page, find_next_page
from core.login.providers import SignInProvider, find_provider
from core.login.refusals import Reason, Rejected
from core.login.signing_in import oidc, saml
from core.login.signing_in.begun import (
    BegunSignIn,
    begin,
    forget_begun,
    keep_begun,
    take_begun,
)
from core.login.signing_in.choices import describe_choices
from core.login.signing_in.finishing import (
    Checked,
    choose_for_step_up,
    find_candidates,
    finish,
    pack,
    unpack,
)
from core.login.signing_in.refusing import refuse
from core.login.signing_in.waiting import let_wait, take_waiting
from core.people.models import Person
from indgang_sdk.levels import Level
from indgang_sdk.sign_in import SamlProvider

# Between the answer and the next request lies one redirect; a choice takes somebody a while.
HANDED_OVER_WITHIN = timedelta(minutes=1)
CHOSEN_WITHIN = timedelta(minutes=5)


@never_cache
@require_safe
def begin_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sends somebody to an identity provider."""
    try:
        return _send(
            request,
            key,
            next_page=find_next_page(request),
            level=read_level(request.GET.get("niveau")),
            is_forced=request.GET.get("ny") == "1",
            is_own_device=request.GET.get("egen") == "1",
        )
    except Rejected as rejected:
        return refuse(request, rejected, provider=key, now=viewer_of(request).now)


def confirm_at_provider(request: HttpRequest, *, level: Level, next_page: str) -> HttpResponse:
    """Sends somebody who is signed in back to their provider, to prove it again, more surely."""
    session = request.session.row  # type: ignore[attr-defined]
    try:
        return _send(
            request,
            session.provider,
            next_page=next_page,
            level=level,
            is_forced=True,
            is_own_device=session.is_own_device,
            person_id=request.user.pk,
        )
    except Rejected as rejected:
        return refuse(
            request,
            rejected,
            provider=session.provider,
            now=viewer_of(request).now,
            next_page=next_page,
        )


@never_cache
@require_safe
def go_on(request: HttpRequest) -> HttpResponse:
    """Takes up an answer that came from another site, in the browser that it is for."""
    key = ""
    try:
        payload = take_waiting(request.GET.get("svar", ""), now=viewer_of(request).now)
        key = payload["provider"]
        provider = find_provider(key)
        begun = _find_begun(request, payload)
        return go_on_with(request, provider, unpack(payload["checked"]), begun)
    except Rejected as rejected:
        return refuse(request, rejected, provider=key, now=viewer_of(request).now)


@never_cache
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Signs in as the one whom somebody with several ids has chosen."""
    key = ""
    try:
        payload = take_waiting(request.POST.get("svar", ""), now=viewer_of(request).now)
        key = payload["provider"]
        begun = _find_begun(request, payload)
        chosen = request.POST.get("person", "")
        if chosen not in {str(pk) for pk in payload["people"]}:
            raise Rejected(Reason.OTHER_PERSON)
        person = Person.objects.filter(pk=int(chosen), is_active=True).first()
        if person is None:
            raise Rejected(Reason.UNKNOWN_PERSON)
        return _let_in(
            request,
            person,
            provider=find_provider(key),
            checked=unpack(payload["checked"]),
            level=Level(payload["level"]),
            begun=begun,
        )
    except Rejected as rejected:
        return refuse(request, rejected, provider=key, now=viewer_of(request).now)


def go_on_with(
    request: HttpRequest, provider: SignInProvider, checked: Checked, begun: BegunSignIn
) -> HttpResponse:
    """Signs in whom a checked answer is about, or asks which of several; may raise `Rejected`."""
    now = viewer_of(request).now
    claims, people = find_candidates(provider, checked, now=now)
    people = choose_for_step_up(people, begun)
    # What nobody here has asked for might be another's answer, put into this browser's hands.
    if len(people) > 1 or not begun.number:
        payload = {
            "provider": provider.key,
            "number": begun.number,
            "next": begun.next,
            "people": [person.pk for person in people],
            "level": int(claims.level),
            "checked": pack(checked),
        }
        handle = let_wait(payload, now=now, lasts=CHOSEN_WITHIN)
        choices = describe_choices(people, on=viewer_of(request).today)
        # Whoever changes the language begins again: the answer was taken up.
        context = {"choices": choices, "handle": handle, "this_address": reverse("login")}
        return render(request, "themes/sign_in_choose.html", context)
    return _let_in(
        request, people[0], provider=provider, checked=checked, level=claims.level, begun=begun
    )


def _find_begun(request: HttpRequest, payload: Mapping[str, Any]) -> BegunSignIn:
    """What an answer that waited belongs to; one that nobody asked for has no number."""
    if payload["number"]:
        return take_begun(request, payload["number"], provider=payload["provider"])
    return BegunSignIn(number="", provider=payload["provider"], next=payload["next"])


def _let_in(
    request: HttpRequest,
    person: Person,
    *,
    provider: SignInProvider,
    checked: Checked,
    level: Level,
    begun: BegunSignIn,
) -> HttpResponse:
    finish(request, person, provider=provider, checked=checked, level=level, begun=begun)
    next_page = check_next_page(begun.next, is_secure=request.is_secure())
    response = HttpResponseRedirect(next_page)
    forget_begun(request, response, begun.number)
    return response


def _send(request: HttpRequest, key: str, *, next_page: str, **said: object) -> HttpResponse:
    now = viewer_of(request).now
    provider = find_provider(key)
    described = provider.describe()
    begun = begin(provider=key, now=now, next=next_page, **said)
    address = (
        saml.ask(provider, described, begun, now=now)
        if isinstance(described, SamlProvider)
        else oidc.ask(provider, described, begun, now=now)
    )
    response = HttpResponseRedirect(address)
    keep_begun(request, response, begun)
    # The provider does not learn on which page somebody was.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
