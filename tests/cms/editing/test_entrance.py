"""Who gets to the editor's addresses at all, and the way in and out."""

import re

import pytest
from django.test import Client

from core.people.models import Person
from tests.cms.editing.address_table import EXPECTED
from tests.cms.editing.conftest import sign_in
from tests.cms.editing.walking import Names, has_canary

# The same for everybody: pictures and words of the editor itself.
FOR_ALL = {"sprite/", "jsi18n/"}


@pytest.mark.parametrize("address", sorted(set(EXPECTED) - FOR_ALL))
def test_nobody_who_is_not_signed_in_gets_in(address, lindesoe):
    path = Names(lindesoe).fill(address)
    response = Client().get(path)
    assert not has_canary(response, but=(path,))
    if response.status_code == 302:
        assert response.headers["Location"].split("?")[0] in {"/redaktion/login/", "/log-ind/"}
    else:
        assert response.status_code in {404, 405}


@pytest.mark.parametrize("address", sorted(set(EXPECTED) - FOR_ALL))
def test_somebody_without_a_right_gets_nothing(address, lindesoe):
    client = sign_in(Person.objects.create_user("foraelder", first_name="Dorte"))
    response = client.get(Names(lindesoe).fill(address))
    assert response.status_code in {302, 403, 404, 405}
    assert not has_canary(response, but=(Names(lindesoe).fill(address),))


def test_the_way_in_is_the_portals(lindesoe, client):
    response = client.get("/redaktion/pages/", follow=True)
    assert response.redirect_chain[-1][0] == "/log-ind/?next=%2Fredaktion%2Fpages%2F"
    assert client.post("/redaktion/login/", {"username": "a", "password": "b"}).status_code == 302


def test_who_is_signed_in_and_no_editor_is_told_so(lindesoe):
    client = sign_in(Person.objects.create_user("foraelder", first_name="Dorte"))
    assert client.get("/redaktion/", follow=True).status_code == 403


def test_the_way_out_is_the_portals(ida):
    response = ida.post("/redaktion/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert ida.get("/redaktion/").status_code == 302


def test_no_address_may_be_kept_by_a_browser(lindesoe, ida):
    for address in ("", f"pages/{lindesoe.page.pk}/edit/", "choose-page/", "reports/locked/"):
        assert "no-store" in ida.get(f"/redaktion/{address}").headers["Cache-Control"]


def test_the_menu_leads_to_what_is_open(ida):
    body = ida.get("/redaktion/").content.decode()
    for address in ("pages/", "images/", "documents/", "reports/site-history/"):
        assert f'"url": "/redaktion/{address}"' in body
    for address in ("users/", "groups/", "collections/", "workflows/list/", "workflows/tasks/"):
        assert f'"url": "/redaktion/{address}' not in body


def test_the_editor_loads_nothing_from_a_foreign_host(lindesoe, ida):
    loaded = re.compile(r'(?:src|srcset|action|poster)="(?:https?:)?//[^"]*"|<link[^>]*"https?://')
    for address in ("", f"pages/{lindesoe.page.pk}/edit/", "account/", "images/"):
        body = ida.get(f"/redaktion/{address}").content.decode()
        assert loaded.findall(body) == []
    assert "guide.wagtail.org" not in ida.get("/redaktion/").content.decode()


def test_an_account_keeps_which_mails_one_wants(lindesoe, ida):
    shown = ida.get("/redaktion/account/").content.decode()
    assert "submitted_notifications" in shown
    assert "avatar" not in shown.replace("avatarUrl", "").replace("avatar_url", "").replace(
        "default-user-avatar", ""
    )
    assert "first_name" not in shown
    ida.post("/redaktion/account/", {"theme-theme": "dark", "theme-contrast": "system",
                                     "theme-density": "default"})  # fmt: skip
    lindesoe.editor.refresh_from_db()
    assert lindesoe.editor.wagtail_userprofile.submitted_notifications is False
    assert lindesoe.editor.first_name.startswith("Redaktoer")
