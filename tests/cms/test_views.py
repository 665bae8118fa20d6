"""Pages over HTTP: who gets what, with how many queries, and what browsers may keep."""

import pytest
from django.urls import reverse

from cms.models import BasePage, GroupHome, NewsPage
from cms.news.queries import news_visible_to
from cms.queries import find_menu, find_page, visible_to
from core.access.models import Right
from core.access.operations import Holding, grant_rights, replace_holdings
from core.audit.models import Action, Entry
from core.people.models import Person

ETAG = {"HTTP_IF_NONE_MATCH": ""}


@pytest.fixture
def sign_in(client):
    """Signs a person in who holds the keys."""

    def sign_in_with(*keys):
        person = Person.objects.create_user("anna0001", "kodeord til test", first_name="Anna")
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return person

    return sign_in_with


def test_page_shows_its_text_to_who_may_see_it(client, sign_in, egesoeskolen, make_page):
    sign_in("998101/staff")
    page = make_page(egesoeskolen.home, "Ringetider", body=[("text", "<p>Kl. 8.00 ringer det</p>")])
    response = client.get(page.url)
    assert response.status_code == 200
    assert "Kl. 8.00 ringer det" in response.text
    assert "<h1" in response.text


def test_TEN_01_hidden_page_is_a_404_like_one_that_is_not_there(
    client, sign_in, egesoeskolen, make_page
):
    sign_in("998101/guardian")
    hidden = make_page(egesoeskolen.home, "Kanarie-titel", own_audience=["998101/staff"])
    shown = make_page(egesoeskolen.home, "Synlig")
    assert client.get(shown.url).status_code == 200
    refused, missing = client.get(hidden.url), client.get("/lindesoe/findes-ikke/")
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert "Kanarie" not in refused.text
    assert _without_request(refused.text) == _without_request(missing.text)


def test_TEN_01_nobody_signed_in_is_asked_to_sign_in_wherever_nothing_public_is(
    client, egesoeskolen, make_page
):
    hidden = make_page(egesoeskolen.home, "Kanarie-titel", own_audience=["998101/staff"])
    public = make_page(egesoeskolen.home, "Offentlig", own_audience=["public"])
    assert client.get(public.url).status_code == 200
    for address in (hidden.url, "/lindesoe/findes-ikke/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{reverse('login')}?next={address}",
        )


def test_page_costs_three_queries_and_304_two(
    client, sign_in, egesoeskolen, make_page, django_assert_num_queries
):
    sign_in("998101/staff")
    page = make_page(make_page(egesoeskolen.home, "Over"), "Side")
    make_page(page, "Under")
    client.get(page.url)
    with django_assert_num_queries(3):
        response = client.get(page.url)
    assert response.status_code == 200
    with django_assert_num_queries(2):
        again = client.get(page.url, HTTP_IF_NONE_MATCH=response["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_home_costs_at_most_seven_queries(
    client, sign_in, egesoeskolen, revleskolen, make_news, django_assert_max_num_queries
):
    sign_in("998101/staff", "999101/guardian", f"g{egesoeskolen.group.pk}/guardian")
    for number in range(20):
        make_news(egesoeskolen.home, f"Nyhed {number}")
        make_news(revleskolen.home, f"Nyt fra kysten {number}")
    client.get("/")
    with django_assert_max_num_queries(7):
        response = client.get("/")
    assert "Nyt fra kysten 19" in response.text


def test_etag_is_new_when_something_the_reader_sees_has_changed(
    client, sign_in, egesoeskolen, make_page
):
    person = sign_in("998101/staff")
    page = make_page(egesoeskolen.home, "Side")
    tags = [client.get(page.url)["ETag"]]
    assert client.get(page.url)["ETag"] == tags[0]
    page.title = "Ny titel"
    page.save_revision().publish()
    tags.append(client.get(page.url)["ETag"])
    make_page(egesoeskolen.home, "En side i menuen")
    tags.append(client.get(page.url)["ETag"])
    person.language = "en"
    person.save()
    tags.append(client.get(page.url)["ETag"])
    client.logout()
    client.force_login(person)
    tags.append(client.get(page.url)["ETag"])
    assert len(set(tags)) == len(tags)


def test_304_is_never_given_to_who_lost_the_right(client, sign_in, egesoeskolen, make_page):
    person = sign_in("998101/staff")
    page = make_page(egesoeskolen.home, "Side")
    etag = client.get(page.url)["ETag"]
    assert client.get(page.url, HTTP_IF_NONE_MATCH=etag).status_code == 304
    replace_holdings({person.pk: []})
    assert client.get(page.url, HTTP_IF_NONE_MATCH=etag).status_code == 404


def test_TEN_18_pages_may_be_kept_by_one_browser_only_and_only_if_it_asks(
    client, sign_in, egesoeskolen, make_page
):
    sign_in("998101/staff")
    page = make_page(egesoeskolen.home, "Side")
    for address in ("/", page.url):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-cache"
        assert "Cookie" in response["Vary"]
        assert response["ETag"].startswith('W/"')


def test_signing_out_clears_what_the_browser_kept(client, sign_in, egesoeskolen):
    sign_in("998101/staff")
    before = client.get(egesoeskolen.home.url)["ETag"]
    response = client.post(reverse("logout"))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    after = client.get(egesoeskolen.home.url, HTTP_IF_NONE_MATCH=before)
    assert after.status_code == 302


def test_lists_show_only_what_the_viewer_sees(client, sign_in, egesoeskolen, make_page, make_news):
    sign_in("998101/guardian")
    make_page(egesoeskolen.home, "Til forældre")
    make_page(egesoeskolen.home, "Til personalet", own_audience=["998101/staff"])
    make_news(egesoeskolen.home, "Nyt til forældre")
    make_news(egesoeskolen.home, "Nyt til personalet", own_audience=["998101/staff"])
    text = client.get(egesoeskolen.home.url).text + client.get("/").text
    assert "Til forældre" in text
    assert "Nyt til forældre" in text
    assert "Til personalet" not in text
    assert "Nyt til personalet" not in text


def test_breadcrumbs_leave_out_what_the_viewer_may_not_see(
    client, sign_in, egesoeskolen, make_page
):
    sign_in("998101/guardian")
    hidden = make_page(egesoeskolen.home, "Kanarie-afsnit", own_audience=["998101/staff"])
    shown = make_page(hidden, "Synlig", own_audience=["998101/guardian"])
    text = client.get(shown.url).text
    assert "Egesøskolen" in text
    assert "Kanarie-afsnit" not in text


def test_lasting_address_leads_to_where_the_page_is(client, sign_in, egesoeskolen, make_page):
    sign_in("998101/guardian")
    page = make_page(egesoeskolen.home, "Side")
    hidden = make_page(egesoeskolen.home, "Hemmelig", own_audience=["998101/staff"])
    assert client.get(f"/side/{page.pk}/")["Location"] == page.url
    assert client.get(f"/side/{hidden.pk}/").status_code == 404
    assert client.get("/side/999999/").status_code == 404


def test_find_page_agrees_with_visible_to(egesoeskolen, revleskolen, make_page, make_viewer):
    audiences = [None, ["998101/staff"], ["public"], ["999101/guardian", "998101/guardian"]]
    pages = [
        make_page(school.home, f"Side {number}", own_audience=audience)
        for school in (egesoeskolen, revleskolen)
        for number, audience in enumerate(audiences)
    ]
    group = f"g{egesoeskolen.group.pk}"
    holders = [(), ("998101/staff",), ("999101/guardian", f"{group}/pupil"), ("998/staff",)]
    agreed = set()
    for keys in holders:
        viewer = make_viewer(*keys)
        seen = set(visible_to(viewer).values_list("pk", flat=True))
        for page in [*pages, *GroupHome.objects.all()]:
            found = find_page(page.url_path, viewer)
            assert (found is not None) == (page.pk in seen)
            agreed.add(found is not None)
        menu = {row.pk for row in find_menu(viewer, page=None)}
        assert menu <= seen
        homes = BasePage.objects.exclude(home_unit="").filter(
            home_unit__in=[key.partition("/")[0] for key in keys]
        )
        assert menu == seen & set(homes.values_list("pk", flat=True))
    assert agreed == {True, False}


def _without_request(text):
    lines = text.splitlines()
    asked = ("csrfmiddlewaretoken", 'name="next"')
    return [line for line in lines if not any(part in line for part in asked)]


def test_who_may_write_is_told_who_sees_the_page(client, sign_in, egesoeskolen, make_page):
    page = make_page(egesoeskolen.home, "Side", own_audience=["998101/staff", "998101/guardian"])
    person = sign_in("998101/staff")
    assert "Synlig for" not in client.get(page.url).text
    grant_rights(
        person_id=person.pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    text = client.get(page.url).text
    assert "Synlig for: forældre og personale på Egesøskolen: 1 person" in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text


def test_page_about_one_person_is_kept_by_nobody_and_its_opening_recorded(
    client, sign_in, egesoeskolen, make_page
):
    person = sign_in("998101/staff", "p77")
    about = make_page(egesoeskolen.home, "Om én elev", own_audience=["p77"])
    plain = make_page(egesoeskolen.home, "Om alle")
    assert client.get(plain.url)["Cache-Control"] == "private, no-cache"
    assert not Entry.objects.filter(action=Action.OPEN).exists()
    response = client.get(about.url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in response.headers
    entry = Entry.objects.get(action=Action.OPEN)
    assert (entry.actor_id, entry.object_type, entry.object_id) == (
        person.pk,
        "cms.basepage",
        str(about.pk),
    )


def test_home_leaves_out_what_other_municipalities_show_to_everybody(
    client, sign_in, egesoeskolen, revleskolen, make_news
):
    sign_in("998101/guardian")
    make_news(egesoeskolen.home, "Vores nyhed", own_audience=["public"])
    far = make_news(revleskolen.home, "Deres nyhed", own_audience=["public"])
    text = client.get("/").text
    assert "Vores nyhed" in text
    assert "Deres nyhed" not in text
    assert client.get(far.url).status_code == 200


def test_news_are_exactly_those_that_visible_to_lets_through(
    egesoeskolen, revleskolen, make_news, make_viewer
):
    for school in (egesoeskolen, revleskolen):
        for audience in (None, ["public"], ["998101/staff"], ["999101/guardian", "998101/pupil"]):
            make_news(school.home, "Nyhed", own_audience=audience)
    for keys in ((), ("998101/staff",), ("999101/guardian", "998101/pupil")):
        viewer = make_viewer(*keys)
        expected = set(visible_to(viewer, NewsPage.objects.all()).values_list("pk", flat=True))
        assert {news.pk for news in news_visible_to(viewer)} == expected
        own = {
            news.pk for news in NewsPage.objects.filter(pk__in=expected, municipality__code="999")
        }
        assert {n.pk for n in news_visible_to(viewer, municipalities=["999"])} == own
    assert expected


def test_pages_are_sent_compressed_and_files_are_not(client, sign_in, egesoeskolen, make_page):
    sign_in("998101/staff")
    page = make_page(egesoeskolen.home, "Side", body=[("text", "<p>Gentagelse. </p>" * 200)])
    plain = client.get(page.url)
    packed = client.get(page.url, HTTP_ACCEPT_ENCODING="gzip")
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    again = client.get(page.url, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=packed["ETag"])
    assert again.status_code == 304


def test_menu_has_an_end_however_many_places_somebody_has(
    client, sign_in, egesoeskolen, monkeypatch
):
    sign_in("998/staff", "998101/staff", f"g{egesoeskolen.group.pk}/staff")
    assert client.get("/").text.count('class="tab"') > 3
    assert reverse("places") not in client.get("/").text
    monkeypatch.setattr("cms.shell.MOST_IN_MENU", 1)
    menu = client.get(egesoeskolen.home.url).text.partition('id="places"')[2].partition("</ul>")[0]
    # The one that the reader is in, and the way to all.
    assert (menu.count("<li>"), menu.count('aria-current="true"')) == (2, 1)
    assert reverse("places") in menu


def test_menu_marks_the_nearest_place_alone(client, sign_in, egesoeskolen, make_page):
    sign_in("998101/staff", f"g{egesoeskolen.group.pk}/staff")
    page = make_page(GroupHome.objects.get(home_of=egesoeskolen.group), "Ugeplan")
    menu = client.get(page.url).text.partition('id="places"')[2].partition("</ul>")[0]
    marked = [item for item in menu.split("<li>") if 'aria-current="true"' in item]
    assert [egesoeskolen.group.name in item for item in marked] == [True]


def test_pages_of_other_apps_have_the_menu_of_places_too(client, sign_in, egesoeskolen):
    address = reverse("your_information")
    assert 'id="places"' not in client.get(reverse("login")).text
    sign_in("998101/staff")
    menu = client.get(address).text.partition('id="places"')[2].partition("</ul>")[0]
    assert f'href="{egesoeskolen.home.url}"' in menu


def test_home_lists_some_places_and_leads_to_all(client, sign_in, egesoeskolen, monkeypatch):
    sign_in("998101/staff", f"g{egesoeskolen.group.pk}/staff")
    assert "your-places" in client.get("/").text
    monkeypatch.setattr("cms.front_page.PLACES_ON_HOME", 1)
    places = client.get("/").text.partition('id="your-places"')[2].partition("</nav>")[0]
    assert (places.count("<li>"), reverse("places") in places) == (1, True)
    everything = client.get(reverse("places")).text
    for home in (egesoeskolen.home, GroupHome.objects.get(home_of=egesoeskolen.group)):
        assert f'href="{home.url}"' in everything.partition("<main")[2]


def test_all_places_cost_three_queries_and_are_for_who_is_signed_in(
    client, sign_in, egesoeskolen, django_assert_num_queries
):
    address = reverse("places")
    assert client.get(address)["Location"] == f"{reverse('login')}?next={address}"
    sign_in("998101/staff")
    client.get(address)
    with django_assert_num_queries(3):
        assert "Egesøskolen" in client.get(address).text
