"""A page's scope follows from its own audience and its place in the tree, and from nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import BasePage, ContentPage, GroupHome, NewsPage
from cms.queries import find_page, visible_to
from core.access.models import ScopeKey
from core.access.queries import keys_of_scope

STAFF = ["998101/staff"]


def titles(pages):
    return {page.title for page in pages}


def scope_of(page):
    return BasePage.objects.get(pk=page.pk).scope_id


def test_page_without_own_audience_has_the_scope_of_the_page_above(egesoeskolen, make_page):
    page = make_page(egesoeskolen.home)
    assert scope_of(page) == scope_of(egesoeskolen.home)
    assert page.owned_scope_id is None


def test_page_with_own_audience_opens_to_its_keys_alone(egesoeskolen, make_page, make_viewer):
    make_page(egesoeskolen.home, "Kun personale", own_audience=STAFF)
    teacher, mother = make_viewer("998101/staff"), make_viewer("998101/guardian")
    assert "Kun personale" in titles(visible_to(teacher))
    assert "Kun personale" not in titles(visible_to(mother))
    assert "Egesøskolen" in titles(visible_to(mother))


def test_leaves_of_equal_audiences_share_a_scope(egesoeskolen, make_news):
    first = make_news(egesoeskolen.home, "A", own_audience=["998101/staff", "998101/pupil"])
    second = make_news(egesoeskolen.home, "B", own_audience=["998101/pupil", "998101/staff"])
    other = make_news(egesoeskolen.home, "C", own_audience=STAFF)
    assert scope_of(first) == scope_of(second) != scope_of(other)


def test_pages_that_may_have_pages_below_never_share(egesoeskolen, make_page):
    first = make_page(egesoeskolen.home, "A", own_audience=STAFF)
    second = make_page(egesoeskolen.home, "B", own_audience=STAFF)
    assert scope_of(first) != scope_of(second)


def test_changed_section_rewrites_key_rows_only(egesoeskolen, make_page, make_viewer):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    below = make_page(section, "Under")
    scope = scope_of(below)
    section.own_audience = ["998101/guardian"]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        section.save_revision().publish()
    assert scope_of(below) == scope_of(section) == scope
    assert keys_of_scope(scope) == ("998101/guardian",)
    below_written = [
        query["sql"] for query in queries if query["sql"].startswith('UPDATE "cms_basepage"')
        and "CASE" in query["sql"]
    ]  # fmt: skip
    assert below_written == []
    assert "Under" in titles(visible_to(make_viewer("998101/guardian")))


def test_first_own_audience_reaches_pages_below_by_one_update(egesoeskolen, make_page, make_news):
    section = make_page(egesoeskolen.home, "Afsnit")
    inherits = make_page(make_page(section, "Midt"), "Nederst")
    own = make_page(section, "Egen", own_audience=["998101/guardian"])
    below_own = make_page(own, "Under egen")
    section.refresh_from_db()
    section.own_audience = STAFF
    with CaptureQueriesContext(connection) as queries:
        section.save_revision().publish()
    spreading = [query for query in queries if "CASE WHEN" in query["sql"]]
    assert len(spreading) == 1
    assert scope_of(inherits) == scope_of(section)
    assert scope_of(below_own) == scope_of(own) != scope_of(section)


def test_giving_up_the_own_audience_follows_the_page_above_again(egesoeskolen, make_page):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    below = make_page(section, "Under")
    section.refresh_from_db()
    section.own_audience = None
    section.save_revision().publish()
    assert scope_of(section) == scope_of(below) == scope_of(egesoeskolen.home)


def test_moved_section_takes_the_audience_of_its_new_place(egesoeskolen, make_page):
    group_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    section = make_page(egesoeskolen.home, "Afsnit")
    below = make_page(section, "Under")
    own = make_page(section, "Egen", own_audience=STAFF)
    before = scope_of(own)
    BasePage.objects.get(pk=section.pk).specific.move(
        BasePage.objects.get(pk=group_home.pk), pos="last-child"
    )
    assert scope_of(section) == scope_of(below) == scope_of(group_home)
    assert scope_of(own) == before


def test_moved_between_institutions_belongs_to_the_new_one(egesoeskolen, revleskolen, make_page):
    section = make_page(egesoeskolen.home, "Afsnit")
    below = make_page(section, "Under")
    section.move(BasePage.objects.get(pk=revleskolen.home.pk), pos="last-child")
    for page in (section, below):
        row = BasePage.objects.get(pk=page.pk)
        assert row.institution_id == revleskolen.institution.pk
        assert row.municipality_id == revleskolen.institution.municipality_id
        assert row.scope_id == scope_of(revleskolen.home)


def test_copy_gets_a_scope_of_its_own(egesoeskolen, make_page):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    copy = section.copy(update_attrs={"slug": "kopi", "title": "Kopi"})
    copy.refresh_from_db()
    assert copy.owned_scope_id not in {None, section.owned_scope_id}
    assert keys_of_scope(copy.scope_id) == tuple(STAFF)


def test_alias_has_the_audience_of_where_it_stands(egesoeskolen, make_page):
    group_home = GroupHome.objects.get(home_of=egesoeskolen.group)
    page = make_page(egesoeskolen.home, "Side")
    alias = page.create_alias(parent=BasePage.objects.get(pk=group_home.pk).specific)
    assert scope_of(alias) == scope_of(group_home) != scope_of(page)
    page.title = "Ny titel"
    page.save_revision().publish()
    alias = BasePage.objects.get(pk=alias.pk)
    assert (alias.title, alias.scope_id) == ("Ny titel", scope_of(group_home))


def test_draft_audience_changes_nothing_until_it_is_published(egesoeskolen, make_page, make_viewer):
    mother = make_viewer("998101/guardian")
    page = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    page.own_audience = ["998101/guardian"]
    revision = page.save_revision()
    assert "Afsnit" not in titles(visible_to(mother))
    assert page.get_latest_revision_as_object().own_audience == ["998101/guardian"]
    revision.publish()
    assert "Afsnit" in titles(visible_to(mother))


def test_scope_is_never_read_from_a_revision(egesoeskolen, make_page):
    page = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    revision = page.save_revision()
    other = make_page(egesoeskolen.home, "Andet", own_audience=["public"])
    revision.content |= {"scope": other.scope_id, "owned_scope": other.owned_scope_id}
    revision.save()
    restored = revision.as_object()
    assert (restored.scope_id, restored.owned_scope_id) == (page.scope_id, page.owned_scope_id)


def test_publishing_without_any_audience_is_refused(egesoeskolen, make_page):
    orphan = ContentPage(title="Uden modtagere", live=False)
    BasePage.objects.filter(pk=egesoeskolen.home.pk).update(scope=None)
    BasePage.objects.get(pk=egesoeskolen.home.pk).add_child(instance=orphan)
    revision = orphan.save_revision()
    with pytest.raises(ValidationError) as refusal:
        revision.publish()
    assert refusal.value.error_dict["own_audience"][0].code == "audience_missing"
    assert not BasePage.objects.get(pk=orphan.pk).live


@pytest.mark.parametrize(
    "audience", [[], ["everyone"], "998101/staff", {"a": 1}, 7, ["998101/staff", "x"], [None]]
)
def test_what_is_no_audience_is_refused(egesoeskolen, audience):
    page = NewsPage(title="Forkert", own_audience=audience, live=True)
    with pytest.raises(ValidationError) as refusal:
        egesoeskolen.home.add_child(instance=page)
    assert "own_audience" in refusal.value.error_dict


def test_scope_of_a_deleted_section_goes_with_it(egesoeskolen, make_page):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    scope = section.owned_scope_id
    assert ScopeKey.objects.filter(scope=scope).exists()
    BasePage.objects.get(pk=section.pk).delete()
    assert not ScopeKey.objects.filter(scope=scope).exists()


@pytest.mark.parametrize(
    ("fields", "seen"),
    [
        ({}, True),
        ({"go_live_at": -1, "expire_at": 1}, True),
        ({"go_live_at": 1}, False),
        ({"expire_at": -1}, False),
        ({"expire_at": 0}, False),
        ({"go_live_at": 0}, True),
    ],
)
def test_days_of_showing_are_compared_with_the_moment_asked(
    egesoeskolen, make_news, make_viewer, now, fields, seen
):
    teacher = make_viewer("998101/staff")
    news = make_news(egesoeskolen.home, "Med frist")
    moments = {name: now + timedelta(hours=hours) for name, hours in fields.items()}
    BasePage.objects.filter(pk=news.pk).update(**moments)
    assert ("Med frist" in titles(visible_to(teacher))) is seen
    assert (find_page(news.url_path, teacher) is not None) is seen


def test_approved_schedule_shows_without_the_scheduler(egesoeskolen, make_viewer, now):
    news = NewsPage(title="Skolefoto", live=False, go_live_at=now + timedelta(days=3650))
    egesoeskolen.home.add_child(instance=news)
    teacher = make_viewer("998101/staff")
    later = make_viewer("998101/staff", now=now + timedelta(days=3651))
    assert find_page(news.url_path, later) is None, "a draft with a date is still a draft"
    revision = news.save_revision()
    revision.publish()
    assert not BasePage.objects.get(pk=news.pk).live
    for viewer, seen in ((teacher, False), (later, True)):
        assert (find_page(news.url_path, viewer) is not None) is seen
        assert ("Skolefoto" in titles(visible_to(viewer))) is seen
    revision.approved_go_live_at = None
    revision.save()
    assert find_page(news.url_path, later) is None
