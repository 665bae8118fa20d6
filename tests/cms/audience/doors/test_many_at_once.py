"""Publishing many pages at once asks the same as the form of each."""

import json

import pytest
from django.urls import reverse

from cms.audience.publishing import ANSWER
from cms.audience.warnings import Reason
from cms.models import ContentPage
from tests.cms.audience.doors.asking import MAY_NOT_PUBLIC, PUBLIC, STAFF, answers, is_live, keys_of
from tests.cms.blocks.conftest import make_image


class TestPublishingMany:
    @pytest.fixture
    def publish_many(self, sign_in):
        def publish(person, *pages, **sent):
            address = reverse("wagtail_bulk_action", args=["cms", "basepage", "publish"])
            query = "&".join(f"id={page.pk}" for page in pages)
            return sign_in(person).post(f"{address}?{query}&next=/redaktion/", sent)

        return publish

    def test_all_or_nothing(self, publish_many, rest, ida, leader, school_home):
        fine = rest(school_home, own_audience=STAFF)
        wide = rest(school_home, title="Åben", own_audience=PUBLIC)
        answer = {ANSWER: answers("public")}
        said = publish_many(ida, fine, wide, **answer).content.decode()
        assert MAY_NOT_PUBLIC in said
        assert "Der er ikke sket noget." in said
        assert not is_live(fine)
        assert "Svar på spørgsmålet" in publish_many(leader, fine, wide).content.decode()
        assert not is_live(wide)
        assert publish_many(leader, fine, wide, **answer).status_code == 302
        assert is_live(fine)
        assert is_live(wide)

    def test_each_page_is_shown_with_its_readers(self, rest, sign_in, ida, school_home):
        page = rest(school_home, own_audience=STAFF)
        address = reverse("wagtail_bulk_action", args=["cms", "basepage", "publish"])
        html = sign_in(ida).get(f"{address}?id={page.pk}").content.decode()
        assert "Synlig for: personale på Egesøskolen: 0 personer" in html

    def test_drafts_below_follow_what_is_published_above(
        self, publish_many, rest, ida, leader, school_home
    ):
        above = rest(school_home, kind=ContentPage, own_audience=STAFF)
        below = rest(above, kind=ContentPage, title="Under")
        above.own_audience = PUBLIC
        above.save_revision()
        own = rest(above, kind=ContentPage, title="For sig", own_audience=STAFF)
        answer = {ANSWER: answers("public"), "include_descendants": "on"}
        said = publish_many(ida, above, **answer).content.decode()
        assert said.count(MAY_NOT_PUBLIC) == 2
        assert not is_live(below)
        publish_many(leader, above, **answer)
        assert [keys_of(page) for page in (above, below, own)] == [PUBLIC, PUBLIC, STAFF]

    def test_pictures_without_a_description_are_asked_about_once(
        self, publish_many, rest, ida, school_home, egesoeskolen
    ):
        value = {"image": make_image(egesoeskolen).pk, "alt_text": "", "decorative": False}
        body = json.dumps([{"type": "image", "value": value}])
        page = rest(school_home, own_audience=STAFF, body=body)
        said = publish_many(ida, page).content.decode()
        assert "1 billede er ikke beskrevet og er ikke markeret som pynt." in said
        assert not is_live(page)
        publish_many(ida, page, **{ANSWER: answers(*STAFF, reason=Reason.UNDESCRIBED)})
        assert is_live(page)

    def test_without_an_audience_nothing_is_published(self, publish_many, rest, ida, school_home):
        page, own = rest(school_home), rest(school_home, title="Egen", own_audience=STAFF)
        type(school_home).objects.filter(pk=school_home.pk).update(scope=None)
        said = publish_many(ida, page).content.decode()
        assert "Vælg, hvem der kan se nyheden, før du udgiver den." in said
        publish_many(ida, own)
        assert (is_live(page), is_live(own)) == (False, True)
