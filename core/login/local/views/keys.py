"""What somebody's own account is opened by, and proving it again while signed in."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.login.local.codes import make_secret
from core.login.local.forms import AppCodeForm, CodeForm, KeyNameForm
from core.login.local.halfway import HalfWay, Stage, forget, read, use_up
from core.login.local.models import LocalAccount
from core.login.local.operations import (
    LastFactor,
    add_codes,
    add_key,
    remove_codes,
    remove_key,
    rename_key,
    renew_recovery_codes,
)
from core.login.local.pages import local_page, read_next, render_page
from core.login.local.passkeys import PasskeyRefused, ask_for_new
from core.login.local.proofs import (
    NotProved,
    check_new_code,
    check_second_step,
    find_own_account,
    make_claim,
    tries_of,
)
from core.login.local.queries import has_codes
from core.login.local.views.setting_up import describe_new_app, show_recovery_codes
from core.login.local.views.signing_in import show_second_step
from core.login.operations import raise_level
from core.people.models import Person
from indgang_sdk.levels import Level


@login_required
@local_page
def step_up(request: HttpRequest) -> HttpResponse:
    """Asks who is signed in for a passkey or a code, and leads on to `next`."""
    account, now = _require_account(request), request.now  # type: ignore[attr-defined]
    form = CodeForm(request.POST if "code" in request.POST else None)
    state = read(request, Stage.STEP_UP, now=now)
    if request.method != "POST" or state is None or state.account_id != account.pk:
        state = HalfWay(stage=Stage.STEP_UP, account_id=account.pk, next_page=read_next(request))
        return _show_step_up(request, account, state, CodeForm())
    if form.is_bound and not form.is_valid():
        return _show_step_up(request, account, state, form)
    try:
        how = check_second_step(
            account,
            code=form.cleaned_data["code"] if form.is_bound else "",
            answer=request.POST.get("answer", ""),
            challenge=state.challenge,
            tries=tries_of(request, now=now),
        )
    except NotProved:
        return _show_step_up(request, account, state, form, refused=True)
    if not use_up(state, now=now):
        return HttpResponseRedirect(request.get_full_path())
    raise_level(request, claim=make_claim(account, how))
    return forget(HttpResponseRedirect(state.next_page))


@login_required
@local_page
def show_keys(request: HttpRequest) -> HttpResponse:
    """Passkeys, the app with codes and recovery codes: to see, add, name and remove."""
    account = _require_account(request)
    if request.level < Level.TWO_FACTOR:  # type: ignore[attr-defined]
        query = urlencode({"next": reverse("local_keys")})
        return HttpResponseRedirect(f"{reverse('local_step_up')}?{query}")
    if request.method != "POST":
        return _show_keys(request, account)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    try:
        answer = deed(request, account)
    except LastFactor:
        messages.error(request, _("It is the last one. Add another one before you remove it."))
    except (NotProved, PasskeyRefused):
        messages.error(request, _("That did not fit. Try again."))
    else:
        if answer is not None:
            return answer
        messages.success(request, _("Your choice has been saved."))
    return HttpResponseRedirect(reverse("local_keys"))


def _add_key(request: HttpRequest, account: LocalAccount) -> None:
    now, state = request.now, _require_state(request, account)  # type: ignore[attr-defined]
    add_key(
        account,
        answer=request.POST.get("answer", ""),
        challenge=state.challenge,
        name=_read_name(request),
        now=now,
    )


def _rename_key(request: HttpRequest, account: LocalAccount) -> None:
    rename_key(account, _read_key(request), name=_read_name(request))


def _remove_key(request: HttpRequest, account: LocalAccount) -> None:
    remove_key(account, _read_key(request), now=request.now)  # type: ignore[attr-defined]


def _add_codes(request: HttpRequest, account: LocalAccount) -> None:
    now, form = request.now, AppCodeForm(request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        raise NotProved
    state, tries = _require_state(request, account), tries_of(request, now=now)
    code = form.cleaned_data["code"]
    step = check_new_code(account, code=code, secret=state.secret, tries=tries)
    add_codes(account, secret=state.secret, step=step, now=now)


def _remove_codes(request: HttpRequest, account: LocalAccount) -> None:
    remove_codes(account, now=request.now)  # type: ignore[attr-defined]


def _renew_recovery_codes(request: HttpRequest, account: LocalAccount) -> HttpResponse:
    codes = renew_recovery_codes(account, now=request.now)  # type: ignore[attr-defined]
    return show_recovery_codes(request, codes, next_page=reverse("local_keys"))


DEEDS: dict[str, Callable[[HttpRequest, LocalAccount], HttpResponse | None]] = {
    "add_key": _add_key,
    "rename_key": _rename_key,
    "remove_key": _remove_key,
    "add_codes": _add_codes,
    "remove_codes": _remove_codes,
    "recovery": _renew_recovery_codes,
}


def _require_account(request: HttpRequest) -> LocalAccount:
    person_id = cast("Person", request.user).pk
    account = find_own_account(person_id, now=request.now)  # type: ignore[attr-defined]
    if account is None:
        raise Http404
    return account


def _require_state(request: HttpRequest, account: LocalAccount) -> HalfWay:
    """What the page asked for; it counts once."""
    now = request.now  # type: ignore[attr-defined]
    state = read(request, Stage.KEYS, now=now)
    if state is None or state.account_id != account.pk or not use_up(state, now=now):
        raise NotProved
    return state


def _read_name(request: HttpRequest) -> str:
    form = KeyNameForm(request.POST)
    if not form.is_valid():
        raise NotProved
    return str(form.cleaned_data["name"])


def _read_key(request: HttpRequest) -> int:
    text = request.POST.get("key", "")
    if not text.isascii() or not text.isdecimal() or len(text) > 18:  # noqa: PLR2004 - of an id
        raise Http404
    return int(text)


def _show_step_up(
    request: HttpRequest,
    account: LocalAccount,
    state: HalfWay,
    form: CodeForm,
    *,
    refused: bool = False,
) -> HttpResponse:
    return show_second_step(
        request,
        account,
        state,
        form,
        refused=refused,
        title=_("Confirm that it is you"),
        lead=_("What you are about to open asks for it once more."),
    )


def _show_keys(request: HttpRequest, account: LocalAccount) -> HttpResponse:
    options, challenge = ask_for_new(account)
    secret = make_secret()
    context = {
        "keys": account.passkeys.order_by("made_at", "pk"),
        "codes": account.code_generator if has_codes(account) else None,
        "left": account.recovery_codes.filter(used_at=None).count(),
        "passkey_options": options,
        "form": AppCodeForm(),
        **describe_new_app(account, secret),
    }
    state = HalfWay(stage=Stage.KEYS, account_id=account.pk, challenge=challenge, secret=secret)
    return render_page(request, "keys.html", context, state=state)
