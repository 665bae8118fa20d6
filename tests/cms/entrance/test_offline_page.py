"""Without network: one page, the same for everybody, and a worker that keeps nothing else."""

import re

import pytest

WORKER = "/service-worker.js"


def test_the_page_is_the_same_whoever_asks(client, dorte, children):
    as_nobody = client.get("/uden-net/")
    client.force_login(dorte)
    as_dorte = client.get("/uden-net/")
    assert as_nobody.status_code == as_dorte.status_code == 200
    assert as_nobody.content == as_dorte.content
    danish, _, english = as_dorte.text.partition('lang="en"')
    for said in ("Du har ikke noget net lige nu", "Prøv igen"):
        assert said in danish
    for said in ("You have no network right now", "Nothing is kept on this device", "Try again"):
        assert said in english
    for secret in ("Dorte", "Bo<", "csrf", "<script", "Egesøskolen"):
        assert secret not in as_dorte.text
    # The control: the home does name her.
    assert "Dorte" in client.get("/").text


def test_asking_for_them_costs_no_query_and_sets_no_cookie(client, db, django_assert_num_queries):
    for address in ("/uden-net/", WORKER):
        with django_assert_num_queries(0):
            response = client.get(address)
        assert response["Cache-Control"] == "no-cache"
        assert not response.cookies


def test_the_worker_keeps_the_page_and_its_stylesheet_alone(client):
    response = client.get(WORKER)
    assert response["Content-Type"].startswith("text/javascript")
    script = response.text
    # Whatever goes into the cache goes in here: it is added once, at installation, without cookies.
    assert script.count("addAll") == 1
    assert not re.search(r"\.put\(|cache\.add\(|indexedDB|localStorage", script)
    assert re.findall(r"caches\.open", script) == ["caches.open"]
    assert 'credentials: "omit"' in script
    kept = re.search(r"const KEPT = \[(.*?)\]", script)[1]
    assert kept.split(", ")[0] == "PAGE"
    assert re.fullmatch(r'"[^"]*offline[^"]*css"', kept.split(", ")[1])
    assert 'const PAGE = "/uden\\u002Dnet/"' in script


def test_the_worker_is_another_when_the_page_is(client, monkeypatch):
    before = client.get(WORKER).content
    assert client.get(WORKER).content == before
    monkeypatch.setattr("cms.offline._render_offline", lambda: "another page")
    assert client.get(WORKER).content != before


@pytest.mark.parametrize("address", ["/uden-net/", WORKER])
def test_they_are_only_read(client, address):
    assert client.post(address).status_code == 405
