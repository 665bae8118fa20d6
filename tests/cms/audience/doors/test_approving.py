"""Approving beside what waits asks the same as the page's own form."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cms.audience.doors import open_draft
from cms.audience.publishing import ANSWER, judge
from cms.audience.warnings import Reason
from cms.editing.judging import SHOWN
from cms.models import ContentPage
from core.access.models import Right
from core.access.operations import grant_rights
from tests.cms.audience.doors.asking import MAY_NOT_PUBLIC, PUBLIC, STAFF, WIDE, answers, is_live


class Approving:
    """The buttons beside what waits, on the editor's first page."""

    @pytest.fixture(autouse=True)
    def everybody(self, sign_in, sofie):
        self.sign_in, self.sender = sign_in, sofie

    def send(self, page):
        return page.get_workflow().start(page, self.sender)

    def approve(self, person, page, *, shown=True, **sent):
        state = page.current_workflow_task_state
        judgement = judge(
            open_draft(page, is_approval=True),
            person_id=person.pk,
            answers=sent.get(ANSWER, ()),
            now=page.latest_revision.created_at,
        )
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        seen = {SHOWN: judgement.fingerprint} if shown else {}
        return self.sign_in(person).post(address, {"comment": ""} | seen | sent)


class TestApproving(Approving):
    def test_it_is_shown_in_words_and_number_first(self, rest, ida, school_home, make_people):
        make_people(3, "998101/staff")
        page = rest(school_home, own_audience=STAFF)
        self.send(page)
        html = self.approve(ida, page, shown=False).content.decode()
        assert "Synlig for: personale på Egesøskolen: 3 personer" in html
        assert "Læs, hvem der vil se siden, og godkend den så." in html
        assert not is_live(page)
        assert self.approve(ida, page).status_code == 302
        assert is_live(page)

    def test_the_modal_shows_it(self, rest, ida, school_home, make_people):
        make_people(3, "998101/staff")
        page = rest(school_home, own_audience=STAFF)
        state = self.send(page).current_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        html = self.sign_in(ida).get(address).json()["html"]
        assert "personale på Egesøskolen: 3 personer" in html
        assert 'name="comment"' in html

    def test_public_takes_the_right_and_an_answer(self, rest, ida, leader, school_home):
        page = rest(school_home, own_audience=PUBLIC)
        self.send(page)
        html = self.approve(ida, page, **{ANSWER: answers("public")}).content.decode()
        assert MAY_NOT_PUBLIC in html
        assert "Siden venter stadig på godkendelse." in html
        assert "Svar på spørgsmålet" in self.approve(leader, page).content.decode()
        assert not is_live(page)
        self.approve(leader, page, **{ANSWER: answers("public")})
        assert is_live(page)

    def test_the_whole_municipality_takes_its_right(self, rest, leader, world, school_home):
        page = rest(school_home, own_audience=WIDE)
        self.send(page)
        answer = {ANSWER: answers(*WIDE, reason=Reason.MUNICIPALITY)}
        assert "hele kommunen" in self.approve(leader, page, **answer).content.decode()
        assert not is_live(page)
        rights = [Right.MUNICIPALITY]
        grant_rights(person_id=leader.pk, institution_id=world.school.pk, rights=rights)
        self.approve(leader, page, **answer)
        assert is_live(page)

    def test_other_institutions_are_the_senders_choice(self, rest, ida, school_home):
        page = rest(school_home, own_audience=["998111/staff"])
        self.send(page)
        self.approve(ida, page)
        assert is_live(page)

    def test_what_follows_a_public_page_is_public(self, rest, ida, leader, school_home, make_page):
        page = rest(make_page(school_home, own_audience=PUBLIC), kind=ContentPage)
        self.send(page)
        answer = {ANSWER: answers("public")}
        assert MAY_NOT_PUBLIC in self.approve(ida, page, **answer).content.decode()
        assert not is_live(page)
        self.approve(leader, page, **answer)
        assert is_live(page)

    def test_without_an_audience_it_waits(self, rest, ida, school_home):
        page = rest(school_home)
        self.send(page)
        type(school_home).objects.filter(pk=school_home.pk).update(scope=None)
        said = self.approve(ida, page).content.decode()
        assert "Vælg, hvem der kan se nyheden, før du udgiver den." in said
        assert not is_live(page)
        scope = rest(school_home, title="Anden", own_audience=STAFF).scope
        type(school_home).objects.filter(pk=school_home.pk).update(scope=scope)
        self.approve(ida, page)
        assert is_live(page)

    def test_a_cpr_number_keeps_it_waiting(self, rest, ida, school_home):
        held = rest(school_home, summary="Det er 010112-1234.", own_audience=STAFF)
        clean = rest(school_home, title="Ren", summary="Det er 010112.", own_audience=STAFF)
        for page in (held, clean):
            self.send(page)
            self.approve(ida, page)
        assert (is_live(held), is_live(clean)) == (False, True)

    def test_an_audience_that_changed_meanwhile_is_shown_again(
        self, rest, ida, school_home, make_page
    ):
        above = make_page(school_home, own_audience=STAFF)
        page = rest(above, kind=ContentPage)
        state = self.send(page).current_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        client = self.sign_in(ida)
        seen = client.get(address).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
        above.own_audience = ["998101/guardian"]
        above.save_revision().publish()
        client.post(address, {"comment": "", SHOWN: seen})
        assert not is_live(page)
        seen = client.get(address).json()["html"].split(f'name="{SHOWN}" value="')[1][:16]
        client.post(address, {"comment": "", SHOWN: seen})
        assert is_live(page)

    def test_sending_back_asks_nothing(self, rest, ida, school_home):
        page = rest(school_home, own_audience=PUBLIC)
        state = self.send(page).current_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "reject", state.pk])
        assert self.sign_in(ida).post(address, {"comment": "Ret"}).status_code == 302
        state.refresh_from_db()
        assert state.status == "rejected"

    def test_whoever_calls_the_task_needs_the_right(self, rest, ida, leader, school_home):
        page = rest(school_home, own_audience=PUBLIC)
        state = self.send(page).current_task_state.specific
        task = state.task.specific
        with pytest.raises(PermissionDenied):
            task.on_action(state, ida, "approve")
        assert not is_live(page)
        task.on_action(state, leader, "approve")
        assert is_live(page)
