"""The home of pupils of the first three years: at most six big choices; the plain one beside."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.confirmation.operations import ask_for_confirmation
from cms.models import ConfirmationMode, EventPage, Shortcut
from core.people.models import Group, Membership, Person
from core.people.refresh import refresh_access

PLAIN = "/?visning=almindelig"


@pytest.fixture
def pupil_of(client, egesoeskolen):
    """Signs a pupil of the school's class in, which is of a year."""

    def sign_in(level, role="pupil"):
        Group.objects.filter(pk=egesoeskolen.group.pk).update(level=level)
        malthe = Person.objects.create_user("malthe01", first_name="Malthe")
        for group in (None, egesoeskolen.group):
            Membership.objects.create(
                person=malthe, institution=egesoeskolen.institution, group=group, role=role,
                source="roster",
            )  # fmt: skip
        refresh_access([malthe.pk], on=timezone.localdate())
        client.force_login(malthe)
        return malthe

    return sign_in


@pytest.mark.parametrize(
    ("level", "is_young"), [("0", True), ("1", True), ("2", True), ("3", False), ("", False)]
)
def test_pupils_of_the_first_three_years_get_it(client, pupil_of, level, is_young):
    pupil_of(level)
    assert ('class="big-choices"' in client.get("/").text) is is_young


def test_who_works_in_such_a_class_does_not(client, pupil_of):
    pupil_of("1", role="pedagogical")
    assert 'class="big-choices"' not in client.get("/").text


def test_at_most_six_choices_with_class_news_and_what_comes(
    client, pupil_of, egesoeskolen, make_news, publish
):
    pupil_of("1")
    make_news(egesoeskolen.home, "Vi har fået høns", own_audience=["998101/pupil"])
    make_news(egesoeskolen.home, "Kun for personalet", own_audience=["998101/staff"])
    tomorrow = timezone.localdate() + timedelta(days=1)
    publish(egesoeskolen.home, EventPage(title="Skovtur", starts_on=tomorrow))
    for number in range(8):
        Shortcut.objects.create(
            page_id=egesoeskolen.home.pk, title=f"Genvej {number}", position=number,
            address="https://example.dk/",
        )  # fmt: skip
    text = client.get("/").text.partition("<main")[2].partition("</main>")[0]
    assert text.count("<li>") == 6
    for shown in ("3.B", "Vi har fået høns", "Skovtur", "Egesøskolen"):
        assert shown in text
    assert "Kun for personalet" not in text
    assert "Hej Malthe" in " ".join(text.split())


def test_each_is_read_aloud_by_an_outside_script_and_hidden_without(client, pupil_of):
    pupil_of("2")
    text = client.get("/").text
    choices = text.partition("<main")[2].partition("</main>")[0].split("<li>")[1:]
    assert [("hidden" in choice, "data-read=" in choice) for choice in choices] == [
        (True, True)
    ] * 2
    assert "read_aloud" in text
    assert text.count("<script") == text.count('<script type="module" src="') == 2


def test_the_plain_home_is_one_link_away_and_leads_back(client, pupil_of):
    pupil_of("0")
    young, plain = client.get("/"), client.get(PLAIN)
    assert f'href="{PLAIN}"' in young.text
    assert 'class="big-choices"' not in plain.text
    assert "Min forside med billeder" in plain.text
    assert young["ETag"] != plain["ETag"]


def test_news_to_answer_is_one_choice_and_the_next_event_is_one_that_begins(
    client, pupil_of, egesoeskolen, make_news, publish
):
    pupil_of("1")
    make_news(egesoeskolen.home, "Vi har fået høns", own_audience=["998101/pupil"])
    page = make_news(egesoeskolen.home, "Ny mobilaftale", own_audience=["998101/pupil"])
    ask_for_confirmation(page.pk, mode=ConfirmationMode.GUARDIAN_AND_PUPIL, major=False)
    today = timezone.localdate()
    for title, begins in (("Bogmesse", today - timedelta(days=9)), ("Skovtur", today)):
        day = today + timedelta(days=1)
        publish(egesoeskolen.home, EventPage(title=title, starts_on=begins, ends_on=day))
    text = client.get("/").text
    assert text.count("Ny mobilaftale") == text.count("Vi har fået høns") == 1
    assert ("Skovtur" in text, "Bogmesse" in text) == (True, False)


def test_others_are_led_to_no_pictures(client, pupil_of):
    pupil_of("5")
    assert "Min forside med billeder" not in client.get("/").text


def test_it_costs_no_more_than_the_plain_one(client, pupil_of, django_assert_max_num_queries):
    pupil_of("1")
    client.get("/")
    with django_assert_max_num_queries(7):
        client.get("/")


def test_a_class_that_has_ended_makes_nobody_young(client, pupil_of, egesoeskolen):
    pupil_of("1")
    Group.objects.filter(pk=egesoeskolen.group.pk).update(ends_on=date(2026, 7, 31))
    assert 'class="big-choices"' not in client.get("/").text
