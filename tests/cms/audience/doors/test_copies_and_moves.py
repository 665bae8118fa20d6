"""Copies, aliases and moved pages are shown to no more readers than their editor may choose."""

import pytest
from django.urls import reverse

from cms.audience.publishing import ANSWER
from cms.models import BasePage, ContentPage
from tests.cms.audience.doors.asking import MAY_NOT_PUBLIC, PUBLIC, STAFF, answers, is_live, keys_of


class TestCopying:
    @pytest.fixture
    def copy(self, sign_in):
        def copy(person, page, to, **sent):
            form = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": to.pk}
            address = reverse("wagtailadmin_pages:copy", args=[page.pk])
            return sign_in(person).post(address, form | sent)

        return copy

    @pytest.mark.parametrize("how", ["publish_copies", "alias"])
    def test_a_public_page_is_copied_by_who_may_publish_so(
        self, how, copy, ida, leader, school_home, class_home, make_page
    ):
        page = make_page(school_home, own_audience=PUBLIC)
        sent = {how: "on", ANSWER: answers("public")}
        said = copy(ida, page, class_home, **sent).content.decode()
        assert MAY_NOT_PUBLIC in said
        assert 'value="Kopi"' in said
        assert (
            "Svar på spørgsmålet" in copy(leader, page, class_home, **{how: "on"}).content.decode()
        )
        assert not BasePage.objects.filter(slug="kopi").exists()
        assert copy(leader, page, class_home, **sent).status_code == 302
        assert BasePage.objects.get(slug="kopi").live

    def test_a_draft_of_it_is_for_anybody(self, copy, ida, school_home, class_home, make_page):
        page = make_page(school_home, own_audience=PUBLIC)
        assert copy(ida, page, class_home).status_code == 302
        assert not BasePage.objects.get(slug="kopi").live

    @pytest.mark.parametrize("how", ["publish_copies", "alias"])
    def test_a_copy_follows_its_new_place(self, how, copy, ida, leader, school_home, make_page):
        page = make_page(school_home)
        wide = make_page(school_home, "Åben", own_audience=PUBLIC)
        sent = {how: "on", ANSWER: answers("public")}
        assert MAY_NOT_PUBLIC in copy(ida, page, wide, **sent).content.decode()
        copy(leader, page, wide, **sent)
        assert keys_of(BasePage.objects.get(slug="kopi")) == PUBLIC

    def test_pages_below_count_when_they_are_copied(
        self, copy, ida, leader, school_home, class_home, make_page
    ):
        page = make_page(school_home, own_audience=STAFF)
        make_page(page, "Under", own_audience=PUBLIC)
        sent = {"publish_copies": "on", "copy_subpages": "on", ANSWER: answers("public")}
        assert MAY_NOT_PUBLIC in copy(ida, page, class_home, **sent).content.decode()
        copy(leader, page, class_home, **sent)
        copied = BasePage.objects.get(slug="kopi")
        assert [keys_of(below) for below in copied.get_children()] == [PUBLIC]
        alone = {"publish_copies": "on", "new_slug": "alene"}
        assert copy(ida, page, class_home, **alone).status_code == 302

    def test_below_a_page_without_an_audience_it_is_refused(
        self, copy, ida, rest, school_home, make_page
    ):
        page = make_page(school_home)
        shown = make_page(school_home, "Med")
        bare = rest(school_home, kind=ContentPage, title="Uden")
        BasePage.objects.filter(pk=bare.pk).update(scope=None)
        said = copy(ida, page, bare, publish_copies="on").content.decode()
        assert "Der er ikke valgt nogen for siden over »Side«." in said
        assert copy(ida, page, shown, publish_copies="on").status_code == 302


class TestMoving:
    @pytest.fixture(params=["one", "many"])
    def move(self, request, sign_in):
        def move(person, page, to, **sent):
            args = ["cms", "basepage", "move"]
            address = reverse("wagtail_bulk_action", args=args) + f"?id={page.pk}&next=/redaktion/"
            if request.param == "one":
                address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk])
            return sign_in(person).post(address, {"chooser": to.pk} | sent)

        return move

    def test_a_page_that_follows_gets_more_readers_by_who_may_give_them(
        self, move, ida, leader, school_home, make_page
    ):
        page, wide = make_page(school_home), make_page(school_home, "Åben", own_audience=PUBLIC)
        below = make_page(page, "Under")
        answer = {ANSWER: answers("public")}
        said = move(ida, page, wide, **answer).content.decode()
        assert MAY_NOT_PUBLIC in said
        assert "Side, Under" in said
        assert "Svar på spørgsmålet" in move(leader, page, wide).content.decode()
        assert BasePage.objects.get(pk=page.pk).get_parent().pk == school_home.pk
        move(leader, page, wide, **answer)
        assert [keys_of(page), keys_of(below)] == [PUBLIC, PUBLIC]

    def test_a_page_with_an_audience_of_its_own_keeps_it(self, move, ida, school_home, make_page):
        page = make_page(school_home, own_audience=STAFF)
        wide = make_page(school_home, "Åben", own_audience=PUBLIC)
        assert move(ida, page, wide).status_code == 302
        assert keys_of(page) == STAFF

    def test_to_fewer_readers_anybody_moves(self, move, ida, school_home, make_page):
        wide = make_page(school_home, "Åben", own_audience=PUBLIC)
        page, narrow = make_page(wide), make_page(school_home, "Snæver", own_audience=STAFF)
        assert move(ida, page, narrow).status_code == 302
        assert keys_of(page) == STAFF

    def test_a_draft_is_shown_to_nobody_yet(self, move, ida, rest, school_home, make_page):
        wide = make_page(school_home, "Åben", own_audience=PUBLIC)
        assert move(ida, rest(school_home, kind=ContentPage), wide).status_code == 302

    def test_a_version_that_waits_for_its_day_counts(
        self, move, ida, leader, rest, school_home, make_page, now
    ):
        page = rest(school_home, kind=ContentPage)
        wide = make_page(school_home, "Åben", own_audience=PUBLIC)
        page.save_revision(approved_go_live_at=now)
        answer = {ANSWER: answers("public")}
        assert MAY_NOT_PUBLIC in move(ida, page, wide, **answer).content.decode()
        assert move(leader, page, wide, **answer).status_code == 302

    def test_below_a_page_without_an_audience_it_is_refused(
        self, move, ida, rest, school_home, make_page
    ):
        page, bare = make_page(school_home), rest(school_home, kind=ContentPage, title="Uden")
        BasePage.objects.filter(pk=bare.pk).update(scope=None)
        assert "Der er ikke valgt nogen for siden over" in move(ida, page, bare).content.decode()
        assert keys_of(page) == keys_of(school_home)


def test_before_a_move_its_new_readers_are_shown(sign_in, ida, school_home, make_page):
    page, wide = make_page(school_home), make_page(school_home, "Åben", own_audience=PUBLIC)
    same = make_page(school_home, "Samme")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, wide.pk])
    assert MAY_NOT_PUBLIC in sign_in(ida).get(address).content.decode()
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, same.pk])
    assert "Synlig for" not in sign_in(ida).get(address).content.decode()


class TestAliases:
    """What repeats a page elsewhere is published with it, perhaps to others."""

    @pytest.fixture
    def page(self, school_home, make_news, make_page):
        news = make_news(school_home, own_audience=STAFF)
        news.create_alias(parent=school_home, update_slug="alias")
        return news

    def publish(self, client, page, form_data, **sent):
        return client.post(
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            form_data(action="action-publish", slug=page.slug, **sent),
        )

    def test_an_alias_gets_the_audience_of_its_own_place(
        self, page, sign_in, form_data, ida, leader, school_home, municipality_home
    ):
        alias = BasePage.objects.get(alias_of=page)
        wide = ContentPage(title="Åben", live=True, own_audience=PUBLIC)
        BasePage.objects.get(pk=school_home.pk).add_child(instance=wide)
        alias.move(BasePage.objects.get(pk=wide.pk), pos="last-child")
        said = self.publish(sign_in(ida), page, form_data, mode="follow")
        assert said.context["form"].errors["own_audience"][-1].startswith(MAY_NOT_PUBLIC)
        assert keys_of(alias) == STAFF
        answer = answers("public")
        self.publish(sign_in(leader), page, form_data, mode="follow", answer=answer)
        assert keys_of(alias) == PUBLIC

    def test_an_alias_is_not_published_by_itself(self, page, sign_in, ida, rest, school_home):
        source = rest(school_home, title="Ny", own_audience=STAFF)
        alias = source.create_alias(parent=school_home, update_slug="ny-alias")
        address = reverse("wagtail_bulk_action", args=["cms", "basepage", "publish"])
        sign_in(ida).post(f"{address}?id={alias.pk}&next=/redaktion/")
        assert not is_live(alias)
        sign_in(ida).post(f"{address}?id={source.pk}&next=/redaktion/")
        assert is_live(alias)

    def test_drafts_that_repeat_others_come_with_those(self, sign_in, ida, rest, school_home):
        above = rest(school_home, kind=ContentPage, own_audience=STAFF)
        source = rest(school_home, kind=ContentPage, title="Ny", own_audience=STAFF)
        alias = source.create_alias(parent=BasePage.objects.get(pk=above.pk))
        address = reverse("wagtail_bulk_action", args=["cms", "basepage", "publish"])
        sent = {"include_descendants": "on"}
        sign_in(ida).post(f"{address}?id={above.pk}&next=/redaktion/", sent)
        assert (is_live(above), is_live(alias)) == (True, False)
