"""What the benchmark fills in bulk is what the real operations would have made."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Collection, Revision

from bench.content import fill_portal
from bench.register import SCHOOL_KEY, STARTED
from bench.sizes import TINY
from bench.visible import compare_visible
from cms.bodies import LANGUAGES
from cms.homes import make_homes
from cms.models import (
    BasePage,
    ContentCounter,
    ContentPage,
    InstitutionCollection,
    InstitutionHome,
    NewsPage,
    RenderedBody,
)
from cms.queries import find_page
from core.access.models import PersonKey, Scope, ScopeKey
from core.access.viewer import Viewer
from core.people.kinds import Role, Source
from core.people.models import Group, Institution, Membership, Person
from core.people.refresh import refresh_access

# What says when and as which number a page was made, and nothing of its place.
OF_THE_MOMENT = {
    "id", "path", "slug", "title", "draft_title", "url_path", "translation_key",
    "latest_revision_id", "live_revision_id", "latest_revision_created_at",
    "first_published_at", "last_published_at",
}  # fmt: skip
COUNTED = (BasePage, Scope, ScopeKey, Collection, InstitutionCollection, ContentCounter)


@pytest.fixture
def filled(db, now):
    return fill_portal(TINY, now=now)


@pytest.fixture
def now():
    return timezone.now()


def count_rows():
    return {model.__name__: model.objects.count() for model in COUNTED}


def read_rows(pages):
    return {row["id"]: row for row in pages.values()}


def test_it_makes_as_much_as_it_says(filled):
    assert filled["scopes"] == Scope.objects.count() == TINY.scopes
    assert filled["institutions"] == Institution.objects.count() == TINY.institutions
    assert NewsPage.objects.count() == TINY.news
    assert filled["keys"] == 5 * TINY.people


def test_tree_has_no_problems(filled):
    assert BasePage.objects.count() > TINY.articles
    assert [list(found) for found in BasePage.find_problems()] == [[]] * 5
    assert [list(found) for found in Collection.find_problems()] == [[]] * 5


def test_homes_are_those_that_the_roster_would_bring(filled, now):
    before = count_rows()
    make_homes(Institution.objects.values_list("pk", flat=True), today=now.date())
    assert count_rows() == before
    InstitutionHome.objects.get(home_of__key="900101").delete()
    make_homes(Institution.objects.values_list("pk", flat=True), today=now.date())
    assert InstitutionHome.objects.filter(home_of__key="900101").exists()


def test_real_save_changes_no_page(filled):
    before = read_rows(BasePage.objects.all())
    for page in BasePage.objects.filter(depth__gt=1).specific():
        page.save()
    assert read_rows(BasePage.objects.all()) == before
    section = ContentPage.objects.get(title="Trivsel")
    section.own_audience = None
    section.save()
    assert read_rows(BasePage.objects.all()) != before


@pytest.mark.parametrize("model", [ContentPage, NewsPage])
def test_published_page_has_the_same_row(filled, model):
    bulk = model.objects.filter(path__startswith=find_school().path).last()
    parent = BasePage.objects.get(path=bulk.path[: -bulk.steplen])
    real = model(
        title="Ved hånden",
        summary=bulk.summary,
        body=bulk.body,
        own_audience=bulk.own_audience,
        live=False,
    )
    parent.add_child(instance=real)
    real.save_revision().publish()
    rows = [model.objects.filter(pk=page.pk).values().get() for page in (bulk, real)]
    # News of another school year ends in another one.
    assert (rows[0].pop("expire_at") is None) == (rows[1].pop("expire_at") is None)
    kept = [
        {
            name: value
            for name, value in row.items()
            if name not in OF_THE_MOMENT | {"basepage_ptr_id"}
        }
        for row in rows
    ]
    assert kept[0] == kept[1]
    texts = [
        list(
            RenderedBody.objects.filter(page_id=page.pk)
            .order_by("language")
            .values_list("language", "template_version", "segments")
        )
        for page in (bulk, real)
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) == len(LANGUAGES)
    # The page is shown from what is stored, and not rendered at its first reader.
    viewer = Viewer(person_id=Person.objects.get(unilogin="laerer").pk, now=timezone.now())
    assert find_page(bulk.url_path, viewer).body == texts[0][0][2]


def test_live_revision_is_the_page(filled):
    page = NewsPage.objects.first()
    revision = Revision.objects.get(pk=page.live_revision_id)
    assert revision.content_type == ContentType.objects.get_for_model(NewsPage)
    assert revision.as_object().title == page.title
    assert revision.created_at == page.first_published_at


def test_keys_are_those_that_memberships_give(filled, now):
    pupil = Person.objects.get(unilogin="elev000001")
    unit = PersonKey.objects.get(person=pupil, unit__startswith="g").unit
    group = Group.objects.get(pk=unit.removeprefix("g"))
    before = read_keys(pupil)
    for place in (None, group):
        Membership.objects.create(
            person=pupil, institution=group.institution, group=place, role=Role.PUPIL,
            source=Source.ROSTER, starts_on=STARTED,
        )  # fmt: skip
    refresh_access([pupil.pk], on=now.date())
    assert read_keys(pupil) == before
    Membership.objects.filter(person=pupil, group=group).update(ends_on=now.date() - timedelta(1))
    refresh_access([pupil.pk], on=now.date())
    assert read_keys(pupil) < before


def test_pages_that_say_the_same_are_found_to():
    one = "<head><title>x</title></head><p>Hej  <b>Anna</b></p><svg><title>i</title></svg>"
    assert compare_visible(one, "<div>Hej</div>\n<i>Anna</i>") == []
    assert compare_visible(one, "<div>Hej</div>\n<i>Bo</i>") == ["-Anna", "+Bo"]


def find_school():
    return InstitutionHome.objects.get(home_of__key=SCHOOL_KEY)


def read_keys(person):
    return set(person.keys.values_list("key", "unit", "starts_on", "ends_on"))
