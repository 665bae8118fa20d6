"""The picker in the form of a page: what is kept, what is refused, what is asked back."""

import pytest

from cms.audience.warnings import Reason, make_token
from cms.models import NewsPage, RecentAudience
from core.access.models import Right
from core.access.operations import grant_rights
from core.access.queries import keys_of_scope
from core.audit.models import Entry
from core.people.kinds import Role, Source
from core.people.models import Membership, Person, ProtectedName

PUBLISH = "action-publish"
MISSING = "Vælg, hvem der kan se nyheden, før du udgiver den."


@pytest.fixture
def create(sign_in, form_data):
    """Sends the form of a new piece of news below a page."""

    def create(person, parent, **sent):
        address = f"/redaktion/pages/add/cms/newspage/{parent.pk}/"
        return sign_in(person).post(address, form_data(**sent))

    return create


@pytest.fixture
def edit(sign_in, form_data):
    def edit(person, page, **sent):
        sent.setdefault("slug", page.slug)
        return sign_in(person).post(f"/redaktion/pages/{page.pk}/edit/", form_data(**sent))

    return edit


def errors(response):
    return response.context["form"].errors.get("own_audience", [])


def news(title="Nyhed"):
    return NewsPage.objects.get(title=title)


def test_news_without_a_choice_takes_the_places_audience(create, ida, class_home):
    assert create(ida, class_home, action=PUBLISH, mode="follow").status_code == 302
    page = news()
    assert page.live
    assert page.own_audience is None
    assert page.scope_id == class_home.scope_id


def test_a_form_without_the_picker_changes_nothing(create, edit, ida, school_home, make_news):
    create(ida, school_home, action=PUBLISH)
    assert news().own_audience is None
    page = make_news(school_home, "Med eget valg", own_audience=["998101/staff"])
    edit(ida, page, title="Med eget valg", action=PUBLISH)
    assert news("Med eget valg").own_audience == ["998101/staff"]


def test_news_with_a_choice_is_shown_to_those_alone(create, ida, class_home, world):
    keys = [f"{world.unit('3.B')}/guardian", "998101/staff"]
    assert create(ida, class_home, action=PUBLISH, mode="own", keys=keys).status_code == 302
    assert sorted(news().own_audience) == sorted(keys)
    assert sorted(keys_of_scope(news().scope_id)) == sorted(keys)
    assert RecentAudience.objects.get(person=ida).audience == news().own_audience


def test_a_set_that_was_offered_is_one_choice(create, ida, school_home):
    create(ida, school_home, action=PUBLISH, mode="set 998101/leader 998101/staff")
    assert news().own_audience == ["998101/leader", "998101/staff"]


def test_a_draft_is_not_remembered_and_needs_no_audience(create, ida, school_home):
    assert create(ida, school_home, mode="own", keys=["998101/staff"]).status_code == 302
    assert news().latest_revision.content["own_audience"] == ["998101/staff"]
    assert not RecentAudience.objects.exists()


def test_wrong_keys_are_refused_and_nothing_else_is_lost(create, ida, class_home, world):
    response = create(
        ida, class_home, title="Skøn tur", text="Husk madpakken.", mode="own",
        keys=["999101/staff", f"{world.unit('3.B')}/guardian"],
    )  # fmt: skip
    html = response.content.decode()
    assert response.status_code == 200
    assert errors(response)[0].startswith("Noget af det, du valgte, ligger uden for sidens kommune")
    assert "Skøn tur" in html
    assert "Husk madpakken." in html
    showing = shown(response)
    assert showing.ticked == {f"{world.unit('3.B')}/guardian"}
    assert showing.is_own
    assert "Revleskolen" not in html
    assert not NewsPage.objects.exists()


def test_nothing_ticked_is_said(create, ida, school_home):
    response = create(ida, school_home, mode="own", keys=[])
    assert errors(response) == ["Sæt mindst ét kryds, eller lad siden følge siden ovenover."]


@pytest.mark.parametrize(
    ("key", "message"),
    [("public", "Du må ikke vise sider for alle"), ("998/staff", "Du må ikke vise sider for hele")],
)
def test_the_wide_choices_need_their_right(create, ida, school_home, world, key, message):
    answer = [make_token(Reason.PUBLIC, (key,)), make_token(Reason.MUNICIPALITY, (key,))]
    sent = {"action": PUBLISH, "mode": "own", "keys": [key], "answer": answer}
    assert errors(create(ida, school_home, **sent))[0].startswith(message)
    rights = [Right.PUBLIC, Right.MUNICIPALITY]
    grant_rights(person_id=ida.pk, institution_id=world.school.pk, rights=rights)
    assert create(ida, school_home, **sent).status_code == 302
    assert news().own_audience == [key]


def test_the_wide_choices_are_asked_about_before_publishing(create, sofie, municipality_home):
    sent = {"action": PUBLISH, "mode": "own", "keys": ["public"]}
    response = create(sofie, municipality_home, **sent)
    assert errors(response) == ["Svar på spørgsmålet herunder, før du udgiver."]
    assert "Alle på internettet kan se dette. Er det meningen?" in response.content.decode()
    wrong = make_token(Reason.PUBLIC, ("998/staff",))
    assert errors(create(sofie, municipality_home, **sent, answer=[wrong]))
    right = shown(response).questions[0].token
    assert create(sofie, municipality_home, **sent, answer=[right]).status_code == 302
    assert news().live


def test_a_draft_for_everyone_is_not_asked_about(create, sofie, municipality_home):
    assert create(sofie, municipality_home, mode="own", keys=["public"]).status_code == 302


def test_publishing_without_an_audience_anywhere_is_refused(create, ida, school_home):
    school_home.scope = None
    type(school_home).objects.filter(pk=school_home.pk).update(scope=None)
    response = create(ida, school_home, action=PUBLISH, mode="follow")
    assert errors(response) == [MISSING]
    assert not NewsPage.objects.exists()
    assert create(ida, school_home, mode="follow").status_code == 302
    assert not news().live


def test_a_cpr_number_stops_publishing_but_not_a_draft(create, ida, school_home):
    sent = {"text": "Ring om <b>010112</b>-1234.", "mode": "follow"}
    response = create(ida, school_home, action=PUBLISH, **sent)
    assert response.context["form"].non_field_errors() == [
        "Teksten ser ud til at indeholde et CPR-nummer. Fjern det, før du udgiver."
    ]
    assert not NewsPage.objects.exists()
    assert create(ida, school_home, **sent).status_code == 302


def test_a_cpr_number_in_the_title_stops_it_too(create, ida, school_home):
    response = create(ida, school_home, action=PUBLISH, title="Til 311299 1234", mode="follow")
    assert response.context["form"].non_field_errors()
    ok = create(ida, school_home, action=PUBLISH, title="Til 991299 1234", mode="follow")
    assert ok.status_code == 302


@pytest.fixture
def liv(world):
    person = Person.objects.create(unilogin="liv", first_name="Lea", protected=True)
    ProtectedName.objects.create(person=person, first_name="Liv Ane", family_name="Skjoldby")
    Membership.objects.create(
        person=person, institution=world.school, role=Role.PUPIL, source=Source.ROSTER
    )
    return person


def test_a_protected_name_is_asked_about_without_being_named(create, ida, school_home, liv):
    sent = {"action": PUBLISH, "mode": "follow", "text": "Tillykke til Liv Skjoldby!"}
    response = create(ida, school_home, **sent)
    question = shown(response).questions[-1]
    assert errors(response) == ["Svar på spørgsmålet herunder, før du udgiver."]
    assert question.text.startswith("Teksten ser ud til at indeholde navnet på en person")
    assert not any(name in question.text + question.answer for name in ("Liv", "Skjoldby", "Lea"))
    entry = Entry.objects.get(object_type="people.protectedname")
    assert (entry.actor_id, entry.subject_id) == (ida.pk, None)
    assert "Liv" not in entry.reason
    assert create(ida, school_home, **sent, answer=[question.token]).status_code == 302


@pytest.mark.parametrize("text", ["Lev livet, Liv!", "Skjoldby, Liv", "Familien Skjoldby", "Lea"])
def test_what_is_no_full_protected_name_passes(create, ida, school_home, liv, text):
    assert create(ida, school_home, action=PUBLISH, text=text, mode="follow").status_code == 302
    assert not Entry.objects.filter(object_type="people.protectedname").exists()


def test_protected_names_of_another_municipality_are_not_compared(create, kim, revleskolen, liv):
    sent = {"action": PUBLISH, "mode": "follow", "text": "Tillykke til Liv Skjoldby!"}
    assert create(kim, revleskolen.home, **sent).status_code == 302


def test_an_editor_without_the_right_keeps_what_is_public_already(
    edit, ida, school_home, make_news
):
    page = make_news(school_home, "Ringetider", own_audience=["public"])
    token = make_token(Reason.PUBLIC, ("public",))
    sent = {"mode": "own", "keys": ["public"], "answer": [token], "action": PUBLISH}
    assert edit(ida, page, title="Ringetider nu", **sent).status_code == 302
    assert news("Ringetider nu").own_audience == ["public"]


def test_the_form_of_a_saved_page_says_who_sees_it(
    sign_in, ida, school_home, make_news, make_people
):
    make_people(2, "998101/staff")
    page = make_news(school_home, own_audience=["998101/staff"])
    response = sign_in(ida).get(f"/redaktion/pages/{page.pk}/edit/")
    html = response.content.decode()
    assert "Synlig for: personale på Egesøskolen: 2 personer" in html
    assert "Som siden ovenover: elever, forældre og personale på Egesøskolen" in html
    assert 'type="module"' in html
    assert shown(response).ticked == {"998101/staff"}


def test_an_approver_sees_the_draft_and_what_is_published(sign_in, ida, school_home, make_news):
    page = make_news(school_home, own_audience=["998101/staff"])
    page.own_audience = ["998101/guardian"]
    page.save_revision()
    html = sign_in(ida).get(f"/redaktion/pages/{page.pk}/edit/").content.decode()
    assert "Synlig for: forældre på Egesøskolen" in html
    assert "Udgivet lige nu for: personale på Egesøskolen" in html


def test_keys_that_are_not_offered_stay_as_ticks(sign_in, ida, school_home, make_news):
    page = make_news(school_home, own_audience=["998101/staff", "g999999/guardian", "p1"])
    showing = shown(sign_in(ida).get(f"/redaktion/pages/{page.pk}/edit/"))
    assert showing.sections[-1].title == "Valgt før"
    assert showing.sections[-1].keys == {"g999999/guardian", "p1"}
    assert showing.ticked == {"998101/staff", "g999999/guardian", "p1"}


def shown(response):
    """What the panel showed."""
    for context in response.context:
        if "showing" in context:
            return context["showing"]
    raise AssertionError("the page has no picker")
