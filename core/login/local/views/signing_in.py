"""Signing in: by a passkey alone, or by a password and a second step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.login.forms import SignInForm
from core.login.local.forms import CodeForm
from core.login.local.halfway import HalfWay, Stage, forget, keep, read, use_up
from core.login.local.models import LocalAccount
from core.login.local.pages import TOO_LATE, begin_again, local_page, read_next, render_page
from core.login.local.passkeys import ask_for_any, ask_for_one_of
from core.login.local.proofs import (
    NotProved,
    check_passkey,
    check_password,
    check_second_step,
    find_account,
    make_claim,
    tries_of,
)
from core.login.local.queries import has_codes, has_second_factor
from core.login.operations import UnknownPerson, start_session


@local_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page to sign in on without any identity provider, and what it sends."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(read_next(request))
        too_late = [_("It took too long. Log in again.")] if TOO_LATE in request.GET else []
        return _show_sign_in(request, SignInForm(), errors=too_late)
    if "answer" in request.POST:
        return _sign_in_by_passkey(request)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _show_sign_in(request, form, wrong=True)
    now = request.now  # type: ignore[attr-defined]
    try:
        account = check_password(
            request,
            unilogin=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            tries=tries_of(request, now=now),
        )
    except NotProved:
        form.add_error(None, _("The Unilogin or the password is not right. Try again."))
        return _show_sign_in(request, form, wrong=True)
    stage = Stage.SECOND_STEP if has_second_factor(account) else Stage.SET_UP
    state = HalfWay(stage=stage, account_id=account.pk, next_page=read_next(request))
    name = "local_second_step" if stage is Stage.SECOND_STEP else "local_set_up"
    return keep(HttpResponseRedirect(reverse(name)), state, now=now)


@local_page
def prove_second_step(request: HttpRequest) -> HttpResponse:
    """Asks for a passkey or a code after the password."""
    now = request.now  # type: ignore[attr-defined]
    state = read(request, Stage.SECOND_STEP, now=now)
    account = find_account(state.account_id, now=now) if state else None
    if state is None or account is None:
        return begin_again()
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method != "POST":
        return show_second_step(request, account, state, form)
    if form.is_bound and not form.is_valid():
        return show_second_step(request, account, state, form)
    try:
        how = check_second_step(
            account,
            code=form.cleaned_data["code"] if form.is_bound else "",
            answer=request.POST.get("answer", ""),
            challenge=state.challenge,
            tries=tries_of(request, now=now),
        )
    except NotProved:
        return show_second_step(request, account, state, form, refused=True)
    if not use_up(state, now=now):
        return begin_again()
    return _start(request, account, f"password+{how}", state)


def show_second_step(
    request: HttpRequest,
    account: LocalAccount,
    state: HalfWay,
    form: CodeForm,
    *,
    refused: bool = False,
    title: str = "",
    lead: str = "",
) -> HttpResponse:
    """The page that asks for a passkey or a code of an account."""
    options, challenge = "", ""
    if account.passkeys.exists():
        options, challenge = ask_for_one_of(account)
    context = {
        "title": title or _("One more step"),
        "lead": lead,
        "passkey_options": options,
        "has_codes": has_codes(account),
        "form": form,
        "errors": [_("That did not fit. Try again.")] if refused else [],
    }
    kept = HalfWay(
        stage=state.stage,
        account_id=account.pk,
        challenge=challenge,
        next_page=state.next_page,
        name=state.name,
        until=state.until,
    )
    wrong = refused or bool(form.errors)
    return render_page(request, "second_step.html", context, state=kept, wrong=wrong)


def _sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    now = request.now  # type: ignore[attr-defined]
    state = read(request, Stage.SIGN_IN, now=now)
    if state is None or not use_up(state, now=now):
        return begin_again()
    try:
        account = check_passkey(
            answer=request.POST["answer"],
            challenge=state.challenge,
            tries=tries_of(request, now=now),
        )
    except NotProved:
        words = _("The passkey was not accepted. Try again, or use your password.")
        return _show_sign_in(request, SignInForm(), errors=[words], wrong=True)
    return _start(request, account, "passkey", state)


def _start(request: HttpRequest, account: LocalAccount, how: str, state: HalfWay) -> HttpResponse:
    try:
        start_session(request, claim=make_claim(account, how))
    except UnknownPerson:
        return begin_again()
    if how.endswith("recovery"):
        messages.warning(request, _count_left(account))
    return forget(HttpResponseRedirect(state.next_page))


def _count_left(account: LocalAccount) -> str:
    left = account.recovery_codes.filter(used_at=None).count()
    words = ngettext(
        "You used one of your recovery codes. %(count)s is left.",
        "You used one of your recovery codes. %(count)s are left.",
        left,
    )
    return words % {"count": left}


def _show_sign_in(
    request: HttpRequest, form: SignInForm, *, errors: list[str] | None = None, wrong: bool = False
) -> HttpResponse:
    options, challenge = ask_for_any()
    next_page = read_next(request)
    context = {
        "form": form,
        "errors": errors or [],
        "passkey_options": options,
        "next": next_page,
    }
    state = HalfWay(stage=Stage.SIGN_IN, challenge=challenge, next_page=next_page)
    return render_page(request, "sign_in.html", context, state=state, wrong=wrong)
