"""Setting up an account: the link of an invitation, and the first second factor."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.login.limits import count_guess
from core.login.local.codes import draw_code, make_app_address, make_secret
from core.login.local.forms import AppCodeForm, NewPasswordForm
from core.login.local.halfway import HalfWay, Stage, forget, keep, read, use_up
from core.login.local.models import LocalAccount
from core.login.local.operations import (
    InvitationOver,
    add_codes,
    add_key,
    find_invitation,
    renew_recovery_codes,
    use_invitation,
)
from core.login.local.pages import begin_again, local_page, read_next, render_page
from core.login.local.passkeys import PasskeyRefused, ask_for_new
from core.login.local.proofs import NotProved, check_new_code, find_account, make_claim, tries_of
from core.login.local.queries import has_second_factor
from core.login.operations import UnknownPerson, start_session


@local_page
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind a link; the link is used up when a password was chosen, not when opened."""
    now = request.now  # type: ignore[attr-defined]
    try:
        invitation = find_invitation(secret, now=now)
        form = NewPasswordForm(
            request.POST if request.method == "POST" else None, person=invitation.person
        )
        if not form.is_valid():
            context = {"form": form, "invitation": invitation}
            return render_page(request, "invitation.html", context, wrong=form.is_bound)
        account = use_invitation(invitation, password=form.cleaned_data["password"], now=now)
    except InvitationOver:
        count_guess(kind="invitation", address=request.META["REMOTE_ADDR"], now=now)
        response = render_page(request, "invitation_over.html", {})
        response.status_code = 404
        return response
    state = HalfWay(stage=Stage.SET_UP, account_id=account.pk, next_page=read_next(request))
    return keep(HttpResponseRedirect(reverse("local_set_up")), state, now=now)


@local_page
def set_up(request: HttpRequest) -> HttpResponse:
    """Asks for a passkey or an app with codes, before anything else is shown."""
    now = request.now  # type: ignore[attr-defined]
    state = read(request, Stage.SET_UP, now=now)
    account = find_account(state.account_id, now=now) if state else None
    if state is None or account is None or has_second_factor(account):
        return begin_again()
    if request.method != "POST":
        return _show_set_up(request, account, state, AppCodeForm())
    form = AppCodeForm(request.POST if "code" in request.POST else None)
    try:
        how = _add_factor(request, account, state, form)
    except (NotProved, PasskeyRefused):
        return _show_set_up(request, account, state, form, wrong=True)
    if not use_up(state, now=now):
        return begin_again()
    codes = renew_recovery_codes(account, now=now)
    try:
        start_session(request, claim=make_claim(account, f"password+{how}"))
    except UnknownPerson:
        return begin_again()
    return forget(show_recovery_codes(request, codes, next_page=state.next_page))


def show_recovery_codes(request: HttpRequest, codes: list[str], *, next_page: str) -> HttpResponse:
    """The page with new recovery codes: an answer to what was sent, so that it is shown once."""
    return render_page(request, "recovery_codes.html", {"codes": codes, "next_url": next_page})


def describe_new_app(account: LocalAccount, secret: str) -> dict[str, object]:
    """What somebody needs to set up an app with codes."""
    address = make_app_address(secret, unilogin=account.person.unilogin)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return {"qr": draw_code(address), "app_address": address, "secret": " ".join(groups)}


def _add_factor(
    request: HttpRequest, account: LocalAccount, state: HalfWay, form: AppCodeForm
) -> str:
    now = request.now  # type: ignore[attr-defined]
    if not form.is_bound:
        add_key(
            account,
            answer=request.POST.get("answer", ""),
            challenge=state.challenge,
            name=_("My first passkey"),
            now=now,
        )
        return "passkey"
    if not form.is_valid():
        raise NotProved
    code, tries = form.cleaned_data["code"], tries_of(request, now=now)
    step = check_new_code(account, code=code, secret=state.secret, tries=tries)
    add_codes(account, secret=state.secret, step=step, now=now)
    return "code"


def _show_set_up(
    request: HttpRequest,
    account: LocalAccount,
    state: HalfWay,
    form: AppCodeForm,
    *,
    wrong: bool = False,
) -> HttpResponse:
    options, challenge = ask_for_new(account)
    secret = state.secret or make_secret()
    context = {
        "form": form,
        "passkey_options": options,
        "errors": [_("That did not fit. Try again.")] if wrong and not form.errors else [],
        **describe_new_app(account, secret),
    }
    kept = HalfWay(
        stage=Stage.SET_UP,
        account_id=account.pk,
        challenge=challenge,
        secret=secret,
        next_page=state.next_page,
        name=state.name,
        until=state.until,
    )
    return render_page(request, "set_up.html", context, state=kept, wrong=wrong)
