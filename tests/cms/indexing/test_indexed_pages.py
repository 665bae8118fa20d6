"""What people find follows every change of a page in the transaction that makes it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PIL import Image
from wagtail.actions.move_page import MovePageAction

from cms.indexing.source import SOURCE
from cms.models import (
    BasePage,
    ContentPage,
    EventPage,
    FormPage,
    InstitutionImage,
    LibraryPage,
)
from search.models import Entry, EntryScope
from search.operations import read_all_anew
from search.queries import find_entries

STAFF, GUARDIANS = ["998101/staff"], ["998101/guardian"]
SECOND = timedelta(seconds=1)


@pytest.fixture
def teacher(make_viewer):
    return make_viewer("998101/staff")


@pytest.fixture
def mother(make_viewer):
    return make_viewer("998101/guardian")


def titles(query, viewer, **more):
    return {hit.title for hit in find_entries(query, viewer, **more).hits}


def hit_of(query, viewer):
    (hit,) = find_entries(query, viewer).hits
    return hit


def test_published_news_is_found_by_its_audience_alone(egesoeskolen, make_news, teacher, mother):
    make_news(egesoeskolen.home, "Lus på 1. årgang", own_audience=STAFF)
    assert titles("lus", teacher) == {"Lus på 1. årgang"}
    assert titles("lus", mother) == set()


def test_a_hit_says_what_it_is_and_where_it_is_from(egesoeskolen, make_news, teacher):
    news = make_news(egesoeskolen.home, "Lus", own_audience=STAFF, summary="Kæm i weekenden")
    hit = hit_of("kæm", teacher)
    assert (hit.kind, hit.url) == ("news", news.get_url())
    assert (hit.institution_name, hit.municipality_name) == ("Egesøskolen", "Lindesø Kommune")


def test_a_draft_is_not_found_until_it_is_published(egesoeskolen, teacher):
    page = ContentPage(title="Nye takster", own_audience=STAFF, live=False)
    egesoeskolen.home.add_child(instance=page)
    assert titles("takster", teacher) == set()
    page.save_revision().publish()
    assert titles("takster", teacher) == {"Nye takster"}


def test_what_is_drafted_of_a_published_page_is_not_found(egesoeskolen, make_page, teacher):
    page = make_page(egesoeskolen.home, "Takster", own_audience=STAFF)
    page.title, page.summary = "Ordensregler", "Hemmeligt"
    page.save_revision()
    assert titles("takster", teacher) == {"Takster"}
    assert titles("hemmeligt", teacher) == set()
    assert titles("ordensregler", teacher) == set()


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_what_is_taken_away_is_found_no_more(egesoeskolen, make_page, teacher, how):
    page = make_page(egesoeskolen.home, "Takster", own_audience=STAFF)
    assert titles("takster", teacher) == {"Takster"}
    getattr(page, how)()
    assert titles("takster", teacher) == set()
    assert not Entry.objects.filter(key=f"page:{page.pk}").exists()


def test_an_expired_page_is_found_until_its_last_second(egesoeskolen, make_page, make_viewer, now):
    end = now + timedelta(hours=1)
    make_page(egesoeskolen.home, "Takster", own_audience=STAFF, expire_at=end)
    assert titles("takster", make_viewer("998101/staff", now=end - SECOND)) == {"Takster"}
    assert titles("takster", make_viewer("998101/staff", now=end)) == set()


def test_words_of_all_parts_of_a_page_are_found(egesoeskolen, publish, teacher):
    body = [
        ("heading", {"text": "Madpakker", "level": "2"}),
        ("text", "<p>Husk <b>gummistøvler</b></p>"),
        ("accordion", {"folded": [{"title": "Åbner", "text": "<p>Klokken syv</p>"}]}),
    ]
    publish(
        egesoeskolen.home,
        EventPage(
            title="Strandtur", own_audience=STAFF, starts_on=date(2026, 11, 26),
            location="Havnen", body=body,
        ),
    )  # fmt: skip
    for word in ("strandtur", "madpakker", "gummistøvler", "åbner", "syv", "havnen"):
        assert titles(word, teacher) == {"Strandtur"}, word
    # How a heading looks is no word of the page.
    assert titles("large", teacher) == titles("stor", teacher) == set()


def test_what_describes_a_picture_is_no_word_of_the_page(egesoeskolen, publish, teacher):
    """Who sees the page may not see the picture: whom its permission covers is asked there."""
    image = InstitutionImage.objects.create(title="Billede", file=make_picture(), consent="group")
    image.contextual_alt_text, image.decorative = "Emma bygger en hule", False
    gallery = {"pictures": [image]}
    body = [("image", image), ("gallery", gallery), ("text", "<p>Vi legede i skoven</p>")]
    publish(egesoeskolen.home, ContentPage(title="Skovtur", own_audience=STAFF, body=body))
    assert titles("emma", teacher) == titles("hule", teacher) == set()
    assert titles("legede", teacher) == {"Skovtur"}


def make_picture():
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return ContentFile(content.getvalue(), name="billede.png")


def test_questions_of_a_form_are_found(egesoeskolen, publish, teacher):
    questions = [("singleline", {"label": "Har I allergi?", "required": False})]
    form = FormPage(
        title="Lejrskole", own_audience=STAFF, questions=questions,
        receivers=["998101/administrative"],
    )  # fmt: skip
    publish(egesoeskolen.home, form)
    assert titles("allergi", teacher) == {"Lejrskole"}


def test_a_narrower_audience_holds_below_at_once(egesoeskolen, make_page, teacher, mother):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=[*STAFF, *GUARDIANS])
    make_page(section, "Under afsnittet")
    assert titles("afsnit", mother) == {"Afsnit", "Under afsnittet"}
    section.own_audience = STAFF
    section.save()
    assert titles("afsnit", mother) == set()
    assert titles("afsnit", teacher) == {"Afsnit", "Under afsnittet"}


def test_a_first_own_audience_of_a_section_carries_those_below(
    egesoeskolen, make_page, teacher, mother
):
    section = make_page(egesoeskolen.home, "Afsnit")
    make_page(section, "Under afsnittet")
    make_page(section, "Eget under afsnittet", own_audience=GUARDIANS)
    section.own_audience = STAFF
    section.save()
    assert titles("afsnit", teacher) == {"Afsnit", "Under afsnittet"}
    assert titles("afsnit", mother) == {"Eget under afsnittet"}


def test_moved_pages_are_found_where_they_are_now(egesoeskolen, make_page, teacher, mother):
    old = make_page(egesoeskolen.home, "Personale", own_audience=STAFF)
    new = make_page(egesoeskolen.home, "Hjem", own_audience=GUARDIANS)
    section = make_page(old, "Afsnit")
    below = make_page(section, "Under afsnittet")
    MovePageAction(section, BasePage.objects.get(pk=new.pk), pos="last-child").execute(
        skip_permission_checks=True
    )
    assert titles("afsnit", teacher) == set()
    assert titles("afsnit", mother) == {"Afsnit", "Under afsnittet"}
    below.refresh_from_db()
    assert (
        hit_of("under", mother).url
        == below.get_url()
        == "/lindesoe/egesoeskolen/hjem/afsnit/under-afsnittet/"
    )


def test_a_changed_address_leads_those_below_along(egesoeskolen, make_page, teacher):
    section = make_page(egesoeskolen.home, "Afsnit", own_audience=STAFF)
    make_page(section, "Under")
    section.slug = "nyt"
    section.save_revision().publish()
    assert hit_of("under", teacher).url == "/lindesoe/egesoeskolen/nyt/under/"


def test_a_folder_and_its_place_are_found(egesoeskolen, publish, teacher):
    publish(egesoeskolen.home, LibraryPage(title="Referater", own_audience=STAFF))
    hit = hit_of("referater", teacher)
    assert hit.kind == "page"


def test_many_pages_below_follow_in_as_many_statements_as_few(egesoeskolen, make_page):
    def count(section):
        section.own_audience = STAFF
        with CaptureQueriesContext(
            connection,
        ) as queries:
            section.save()
        return len(queries)

    few, many = (make_page(egesoeskolen.home, name) for name in ("Få", "Mange"))
    make_page(few, "Ene")
    for number in range(12):
        make_page(many, f"Nr. {number}")
    assert count(few) == count(many)


def test_a_rebuilt_index_is_the_one_that_was_there(egesoeskolen, make_page, make_news):
    make_page(egesoeskolen.home, "A", own_audience=STAFF)
    make_news(egesoeskolen.home, "B", own_audience=GUARDIANS)
    before = _read_index()
    assert len(before) > len(("A", "B"))
    Entry.objects.filter(title="A").delete()
    Entry.objects.filter(title="B").update(title="C", key="page:0")
    read_all_anew(SOURCE)
    assert _read_index() == before


def _read_index():
    scopes = EntryScope.objects.select_related("entry")
    return {(row.entry.key, row.entry.title, row.entry.url, row.scope_id) for row in scopes}


class PagesChange(RuleBasedStateMachine):
    """Whatever happens to pages, the index opens each as the page itself does."""

    make_pages = None
    home = None

    def __init__(self):
        super().__init__()
        self.pages = []

    def page(self, number):
        return BasePage.objects.get(pk=self.pages[number % len(self.pages)].pk).specific

    @rule(parent=st.integers(0, 9), audience=st.sampled_from([None, STAFF, GUARDIANS]))
    def add(self, parent, audience):
        above = self.page(parent) if self.pages else self.home
        page = ContentPage(title=f"Side {len(self.pages)}", own_audience=audience, live=False)
        BasePage.objects.get(pk=above.pk).add_child(instance=page)
        page.save_revision().publish()
        self.pages.append(page)

    @rule(number=st.integers(0, 9), audience=st.sampled_from([None, STAFF, GUARDIANS]))
    def give_audience(self, number, audience):
        if self.pages:
            page = self.page(number)
            page.own_audience = audience
            page.save()

    @rule(number=st.integers(0, 9), other=st.integers(0, 9))
    def move(self, number, other):
        if not self.pages:
            return
        page, above = self.page(number), self.page(other)
        if above.path.startswith(page.path):
            return
        MovePageAction(page, BasePage.objects.get(pk=above.pk), pos="last-child").execute(
            skip_permission_checks=True
        )

    @rule(number=st.integers(0, 9))
    def take_down(self, number):
        if self.pages:
            self.page(number).unpublish()

    @rule(number=st.integers(0, 9))
    def publish(self, number):
        if self.pages:
            page = self.page(number)
            page.save_revision().publish()

    @invariant()
    def the_index_says_what_the_pages_say(self):
        pages = BasePage.objects.filter(live=True, scope__isnull=False)
        said = {(f"page:{page.pk}", page.get_url(), page.scope_id) for page in pages}
        rows = EntryScope.objects.filter(entry__key__startswith="page:").select_related("entry")
        assert {(row.entry.key, row.entry.url, row.scope_id) for row in rows} == said


def test_the_index_follows_whatever_happens_to_pages(egesoeskolen):
    from django.db import transaction  # noqa: PLC0415
    from hypothesis import settings  # noqa: PLC0415
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415

    class Here(PagesChange):
        home = egesoeskolen.home

        def __init__(self):
            super().__init__()
            self.point = transaction.savepoint()

        def teardown(self):
            transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(
        Here, settings=settings(max_examples=8, stateful_step_count=12, deadline=None)
    )
