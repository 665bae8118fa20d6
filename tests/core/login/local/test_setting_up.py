"""Links: used once, within seven days, and nothing of an account is left that was before."""

from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from core.access.models import Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.login.local import halfway
from core.login.local.models import Invitation, LocalAccount, RecoveryCode
from core.login.local.operations import (
    MayNotBeInvited,
    forget_invitations,
    invite_guardian,
    invite_operator,
)
from core.login.models import Session
from core.people.kinds import Role, Source
from core.people.models import Membership, Person
from tests.core.login.local.conftest import SET_UP, TWO, is_signed_in, levels, sign_in

pytestmark = pytest.mark.django_db

NEW = "helt nye ord til kodeordet"


def link_of(made):
    return f"/log-ind/lokal/link/{made.secret}/"


def choose_password(client, link, password=NEW):
    return client.post(link, {"password": password, "again": password})


def set_up_codes(client):
    """Sets up an app with codes, as the page says."""
    page = client.get(SET_UP)
    secret = page.context["secret"].replace(" ", "")
    return client.post(SET_UP, {"code": pyotp.TOTP(secret).now()})


@pytest.fixture
def henrik(school):
    return Person.objects.create_user("henrik01", first_name="Henrik")


@pytest.fixture
def made(bente, school, henrik):
    return invite_guardian(bente, institution=school, made_by=henrik, now=timezone.now())


def test_link_leads_to_password_second_factor_and_recovery_codes(client, made, bente, henrik):
    page = client.get(link_of(made))
    assert "Lindesø Friskole har inviteret dig" in page.text
    assert "bente001" in page.text
    assert choose_password(client, link_of(made))["Location"] == SET_UP
    assert not Session.objects.exists()
    shown = set_up_codes(client)
    codes = shown.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in shown.text for code in codes)
    assert is_signed_in(client)
    assert levels() == TWO
    account = LocalAccount.objects.get()
    assert (account.person, account.kind, account.made_by) == (bente, "invited", henrik)
    stored = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in stored for code in codes)
    assert client.get(SET_UP)["Location"].endswith("for-sent=1")


def test_it_is_in_the_log_who_invited_whom_and_what_was_set_up(client, made, bente, henrik):
    choose_password(client, link_of(made))
    set_up_codes(client)
    rows = Entry.objects.exclude(action=Action.OPEN).order_by("pk")
    assert [(row.actor_id, row.subject_id, row.reason) for row in rows] == [
        (henrik.pk, bente.pk, "invitation made"),
        (bente.pk, bente.pk, "invitation used"),
        (bente.pk, bente.pk, "codes added"),
        (bente.pk, bente.pk, "made anew"),
        (bente.pk, None, "local:password+code"),
    ]


def test_opening_a_link_does_not_use_it_and_choosing_a_password_does(client, made):
    for _ in range(2):
        assert client.get(link_of(made)).status_code == 200
    assert choose_password(client, link_of(made)).status_code == 302
    assert choose_password(Client(), link_of(made)).status_code == 404
    assert client.get(link_of(made)).status_code == 404


@pytest.mark.parametrize("password", ["kort", "bente001bente", "123456789012"])
def test_weak_password_is_refused(client, made, password):
    assert choose_password(client, link_of(made), password).status_code == 400
    assert not LocalAccount.objects.exists()
    assert client.post(link_of(made), {"password": NEW, "again": "andet"}).status_code == 400
    assert choose_password(client, link_of(made)).status_code == 302


def test_link_ends_after_seven_days_and_when_another_is_made(
    client, made, bente, school, henrik, time_machine
):
    now = timezone.now()
    another = invite_guardian(bente, institution=school, made_by=henrik, now=now)
    assert client.get(link_of(made)).status_code == 404
    time_machine.move_to(now + timedelta(days=7) - timedelta(minutes=1))
    assert client.get(link_of(another)).status_code == 200
    time_machine.move_to(now + timedelta(days=7))
    assert client.get(link_of(another)).status_code == 404


def test_link_ends_with_the_relation(client, made, liv):
    assert client.get(link_of(made)).status_code == 200
    liv.memberships.all().delete()
    assert client.get(link_of(made)).status_code == 404
    assert choose_password(client, link_of(made)).status_code == 404
    assert not LocalAccount.objects.exists()


def test_new_link_takes_everything_of_the_account_before(client, invited, bente, school, henrik):
    session = sign_in(invited)
    again = invite_guardian(bente, institution=school, made_by=henrik, now=timezone.now())
    assert is_signed_in(session)
    choose_password(client, link_of(again))
    assert not is_signed_in(session)
    assert client.get(SET_UP).status_code == 200
    assert not hasattr(LocalAccount.objects.get(), "code_generator")


def test_secret_of_a_link_is_not_stored(made):
    stored = " ".join(str(row) for row in Invitation.objects.values_list())
    assert made.secret not in stored


def work_here(bente, school):
    Membership.objects.create(
        person=bente, institution=school, role=Role.PEDAGOGICAL, source=Source.ROSTER
    )


def have_a_right(bente, school):
    grant_rights(person_id=bente.pk, institution_id=school.pk, rights=[Right.EDIT])


def run_the_portal(bente, school):
    Person.objects.filter(pk=bente.pk).update(is_superuser=True)
    bente.refresh_from_db()


@pytest.mark.parametrize("become", [work_here, have_a_right, run_the_portal])
def test_nobody_is_invited_who_may_do_more_than_a_parent(become, made, bente, school, henrik):
    become(bente, school)
    with pytest.raises(MayNotBeInvited):
        invite_guardian(bente, institution=school, made_by=henrik, now=timezone.now())
    # Nor is a link of use that was made before.
    assert Client().get(link_of(made)).status_code == 404


def test_nobody_is_invited_without_access_through_a_child(made, bente, school, henrik):
    bente.guardianships.update(granted_locally=False)
    with pytest.raises(MayNotBeInvited):
        invite_guardian(bente, institution=school, made_by=henrik, now=timezone.now())


def test_old_invitations_are_forgotten(made):
    forget_invitations(now=timezone.now() + timedelta(days=96))
    assert Invitation.objects.exists()
    forget_invitations(now=timezone.now() + timedelta(days=98))
    assert not Invitation.objects.exists()


def run(*arguments):
    out = StringIO()
    call_command("operators", *arguments, stdout=out)
    return out.getvalue()


def test_operators_are_added_by_a_link_listed_and_removed(client, db):
    said = run("add", "drift001", "--name", "Gerda Drift")
    link = urlsplit(said.split()[-1]).path
    assert "drift001  Gerda Drift  (ikke sat op endnu)" in run("list")
    choose_password(client, link)
    set_up_codes(client)
    assert "drift001  Gerda Drift  (sat op)" in run("list")
    assert is_signed_in(client)
    person = Person.objects.get(unilogin="drift001")
    assert person.is_superuser
    run("remove", "drift001")
    assert not is_signed_in(client)
    assert run("list") == ""
    reasons = Entry.objects.filter(actor_id=None, action=Action.CHANGE).order_by("pk")
    assert [row.reason for row in reasons] == [
        "operator added",
        "invitation made",
        "account revoked",
        "operator removed",
    ]


def test_operator_needs_an_id_of_its_own(bente):
    with pytest.raises(CommandError, match="bente001"):
        run("add", "bente001")
    with pytest.raises(CommandError):
        run("remove", "bente001")
    with pytest.raises(CommandError):
        run("add", "drift001")
    assert not Person.objects.filter(is_superuser=True).exists()


def test_state_of_one_stage_is_of_no_use_on_another(client, operator):
    operator.code_generator.delete()
    made = invite_operator(operator.person, now=timezone.now())
    choose_password(client, link_of(made))
    assert halfway.COOKIE in client.cookies
    assert client.get("/log-ind/lokal/trin/")["Location"].endswith("for-sent=1")
