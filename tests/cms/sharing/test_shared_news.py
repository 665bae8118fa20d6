"""One piece of news of a municipality stands on the pages of the institutions that it is for."""

import pytest
from django.utils import timezone

from cms.models import BasePage, GroupHome, InstitutionHome
from cms.news.queries import news_visible_to
from cms.queries import find_page, visible_to
from cms.sharing import list_units
from core.access.viewer import Viewer
from core.people.models import Institution, Person

TITLE = "Ny køreplan for skolebusserne"


@pytest.fixture
def share(make_news, municipality_home):
    """Publishes news of the municipality to an audience."""

    def publish(*keys, title=TITLE):
        return make_news(municipality_home, title, own_audience=sorted(keys))

    return publish


@pytest.mark.parametrize("key", ["998101/guardian", "998.school/guardian", "998/guardian"])
def test_it_stands_on_the_page_of_an_institution_that_it_names(key, sign_in, share, egesoeskolen):
    share(key, "998001/staff")
    client = sign_in("998101/guardian", "998.school/guardian", "998/guardian")
    shown = client.get(egesoeskolen.home.url).text
    assert TITLE in shown
    assert "Forvaltningen" in shown.partition(TITLE)[0].rpartition("whence")[2]


def test_of_another_institution_it_does_not_though_the_reader_sees_it(sign_in, share, egesoeskolen):
    share("998102/guardian", title="Til en anden skole")
    share("998.daycare/guardian", title="Til dagtilbud")
    share("public", title="Til alle på internettet")
    share("998101/guardian")
    client = sign_in("998101/guardian", "998102/guardian", "998.daycare/guardian")
    shown = client.get(egesoeskolen.home.url).text
    assert TITLE in shown
    for title in ("Til en anden skole", "Til dagtilbud", "Til alle på internettet"):
        assert title not in shown
        assert title in client.get("/").text


def test_who_may_not_see_it_does_not_find_it_there(sign_in, share, egesoeskolen):
    share("998101/staff")
    share("998101/guardian", title="Til forældre")
    shown = sign_in("998101/guardian").get(egesoeskolen.home.url).text
    assert TITLE not in shown
    assert "Til forældre" in shown


def test_it_stands_on_no_page_of_a_class(sign_in, share, egesoeskolen):
    share("998101/guardian")
    client = sign_in("998101/guardian", f"g{egesoeskolen.group.pk}/guardian")
    home = GroupHome.objects.get(home_of=egesoeskolen.group)
    assert TITLE not in client.get(home.url).text
    assert TITLE in client.get(egesoeskolen.home.url).text


def test_a_page_below_another_home_is_not_shared(
    sign_in, make_news, share, egesoeskolen, municipality_home
):
    """Only the municipality shares: a neighbour that names this school does not stand there."""
    other = Institution.objects.create(
        key="998102", name="Tranehøjskolen", kind="school",
        municipality=egesoeskolen.institution.municipality,
        parent=egesoeskolen.institution.parent,
    )  # fmt: skip
    home = InstitutionHome(title="Tranehøjskolen", slug="trane", home_of=other)
    BasePage.objects.get(pk=municipality_home.pk).add_child(instance=home)
    make_news(home, "Fra naboskolen", own_audience=["998101/guardian"])
    share("998101/guardian")
    shown = sign_in("998101/guardian").get(egesoeskolen.home.url).text
    assert TITLE in shown
    assert "Fra naboskolen" not in shown


def test_the_archive_of_the_institution_has_it_too(sign_in, share, egesoeskolen):
    page = share("998101/guardian")
    client = sign_in("998101/guardian")
    address = f"/nyheder/?sted={egesoeskolen.home.pk}"
    assert TITLE in client.get(address).text
    year = page.first_published_at.year - (page.first_published_at.month < 8)
    assert TITLE in client.get(f"{address}&skoleaar={year}").text
    assert TITLE not in client.get(f"{address}&skoleaar={year - 1}").text


def test_who_does_not_belong_there_reads_it_in_the_archive(sign_in, share, egesoeskolen):
    share("998101/guardian", "998001/staff")
    BasePage.objects.filter(pk=egesoeskolen.home.pk).update(own_audience=["998001/staff"])
    home = BasePage.objects.get(pk=egesoeskolen.home.pk).specific
    home.save_revision().publish()
    client = sign_in("998001/staff")
    assert TITLE in client.get(f"/nyheder/?sted={home.pk}").text


def test_a_browser_asks_anew_when_the_municipality_shares(sign_in, share, egesoeskolen):
    client = sign_in("998101/guardian")
    address = egesoeskolen.home.url
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    page = share("998101/guardian")
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, TITLE in again.text) == (200, True)
    page.unpublish()
    assert TITLE not in client.get(address, headers={"If-None-Match": again["ETag"]}).text


def test_correcting_it_once_corrects_it_everywhere(sign_in, share, egesoeskolen):
    page = share("998101/guardian")
    client = sign_in("998101/guardian")
    page.title = "Rettet køreplan"
    page.save_revision().publish()
    for address in ("/", egesoeskolen.home.url):
        shown = client.get(address).text
        assert "Rettet køreplan" in shown
        assert TITLE not in shown


def test_it_costs_the_page_no_query_more(
    sign_in, share, egesoeskolen, django_assert_max_num_queries
):
    client = sign_in("998101/guardian")
    for number in range(5):
        share("998101/guardian", title=f"Nyhed {number}")
    client.get(egesoeskolen.home.url)
    viewer = Viewer(person_id=Person.objects.get(unilogin="dorte001").pk, now=timezone.now())
    row = find_page(egesoeskolen.home.url_path, viewer)
    with django_assert_max_num_queries(1):
        assert len(list_news(row, viewer)) == 5


def test_all_that_is_shared_is_what_visible_to_lets_through(
    share, egesoeskolen, make_viewer, make_news
):
    for audience in (("998101/staff",), ("998/guardian",), ("998.school/pupil", "998001/staff")):
        share(*audience)
        make_news(egesoeskolen.home, "Egen", own_audience=list(audience))
    for keys in (("998101/staff",), ("998/guardian", "998101/staff"), ("998.school/pupil",), ()):
        viewer = make_viewer(*keys)
        row = find_page(egesoeskolen.home.url_path, make_viewer("998101/staff"))
        expected = set(visible_to(viewer).filter(title__in=[TITLE, "Egen"]).values_list("pk"))
        assert {(news.pk,) for news in list_news(row, viewer)} == expected


def list_news(row, viewer):
    units = list_units(row.home_unit, kind=row.kind, municipality_code=row.municipality_code)
    return news_visible_to(viewer, below=row.path, shared_with=units)
