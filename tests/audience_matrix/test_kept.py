"""SAML-44: what browsers may keep of each address, so that Back shows nothing after signing out."""

import pytest
from django.urls import reverse

from tests.audience_matrix.expected import WITHOUT_TEXTS
from tests.audience_matrix.openers import SHOWN_AT

# The same for everybody, and without a word about anybody.
FOR_ALL = {"live", "ready", "offline", "service_worker"}
ASKED_EVERY_TIME = "private, no-cache"


def is_private(response):
    kept = response.headers.get("Cache-Control", "")
    return "no-store" in kept if kept != ASKED_EVERY_TIME else "Cookie" in response["Vary"]


@pytest.mark.parametrize("name", ["dorte", "henrik"])
@pytest.mark.parametrize("route", SHOWN_AT)
def test_SAML_44_no_answer_is_kept_without_asking(client_of, world, route, name):
    answers = SHOWN_AT[route](client_of(name), world)
    assert any(answer.status_code < 400 for answer in answers)
    assert [answer.request["PATH_INFO"] for answer in answers if not is_private(answer)] == []


@pytest.mark.parametrize("route", sorted(WITHOUT_TEXTS - FOR_ALL))
def test_SAML_44_nor_is_that_of_another_address(client_of, world, route):
    needs = {"legal_information": ["998101"], "enter_municipality": ["998"]}
    needs |= {"office_idle_times": ["998001"], "local_invitation": ["nothing"]}
    if route.startswith(("saml_", "oidc_")) or route == "sign_in_with":
        needs[route] = ["nobody"]
    assert is_private(client_of("dorte").get(reverse(route, args=needs.get(route, []))))


def test_SAML_44_files_pictures_the_editor_and_pages_about_somebody_are_kept_nowhere(
    client_of, world
):
    henrik = client_of("henrik")
    document, image = world.documents["A"], world.images["A"]
    answers = [
        henrik.get(document.url),
        henrik.get(f"/billeder/{image.pk}/width-960"),
        henrik.get("/redaktion/"),
        henrik.get("/dine-oplysninger/"),
        henrik.get("/dine-oplysninger/logget-ind/"),
        henrik.get("/kontor/998101/"),
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert all("no-store" in answer["Cache-Control"] for answer in answers)


def test_SAML_44_a_view_that_says_nothing_is_kept_nowhere(client_of, world, monkeypatch):
    from django.http import HttpResponse  # noqa: PLC0415

    monkeypatch.setattr("cms.offline._answer", lambda text, **named: HttpResponse(text))
    assert client_of("dorte").get("/uden-net/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client_of("nobody").get("/uden-net/")
