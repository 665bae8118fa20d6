"""Answering: once, for one's own children only, and never to the other parent's loss."""

import pytest

from cms.confirmation.operations import (
    NotAsked,
    ask_for_confirmation,
    confirm,
    enter_answer,
    stop_asking,
)
from cms.confirmation.queries import list_open_for
from cms.models import BasePage, Confirmation, ConfirmationMethod, ConfirmationMode
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.models import Guardianship
from core.people.refresh import refresh_access


@pytest.fixture
def waits_for(viewer, cast):
    """The names of the children for whom somebody has something open."""

    def read(name):
        names = {person.pk: first for first, person in cast.items()}
        open_ones = list_open_for(viewer(name))
        return sorted(names[pk] for item in open_ones for pk in item.child_ids)

    return read


def test_one_answer_counts_for_all_my_children(asking, viewer, waits_for):
    page = asking("one_guardian")
    assert confirm(viewer("Dorte"), page_id=page.pk) == 2
    assert waits_for("Dorte") == []


def test_an_answer_for_one_child_leaves_the_other_open(asking, viewer, waits_for, cast):
    page = asking("one_guardian")
    confirm(viewer("Dorte"), page_id=page.pk, child_ids=[cast["Anna"].pk])
    assert waits_for("Dorte") == ["Malthe"]


@pytest.mark.parametrize(
    ("mode", "left"), [("one_guardian", []), ("each_guardian", ["Anna", "Malthe"])]
)
def test_the_other_parent_is_asked_on_only_where_both_must(asking, viewer, waits_for, mode, left):
    page = asking(mode)
    confirm(viewer("Dorte"), page_id=page.pk)
    assert waits_for("Jonas") == left


def test_a_pupil_and_a_parent_do_not_answer_for_each_other(asking, viewer, waits_for):
    page = asking("guardian_pupil")
    confirm(viewer("Malthe"), page_id=page.pk)
    assert waits_for("Malthe") == []
    assert waits_for("Dorte") == ["Anna", "Malthe"]
    confirm(viewer("Dorte"), page_id=page.pk)
    assert waits_for("Anna") == ["Anna"]


def test_answering_twice_changes_nothing(asking, viewer):
    page = asking("staff")
    assert confirm(viewer("Mette"), page_id=page.pk) == 1
    assert confirm(viewer("Mette"), page_id=page.pk) == 0
    assert Confirmation.objects.count() == 1


def test_who_is_not_asked_cannot_answer(asking, viewer):
    page = asking("one_guardian")
    with pytest.raises(NotAsked):
        confirm(viewer("Carla"), page_id=page.pk)


def test_nobody_answers_for_a_foreign_child(asking, viewer, cast):
    page = asking("one_guardian")
    with pytest.raises(NotAsked):
        confirm(viewer("Dorte"), page_id=page.pk, child_ids=[cast["Anna"].pk, cast["Magnus"].pk])
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(("major", "left"), [(True, ["Anna", "Malthe"]), (False, [])])
def test_a_major_change_asks_again_and_a_minor_does_not(asking, viewer, waits_for, major, left):
    page = asking("one_guardian")
    confirm(viewer("Dorte"), page_id=page.pk)
    ask_for_confirmation(page.pk, mode=ConfirmationMode.ONE_GUARDIAN, major=major)
    assert waits_for("Dorte") == left


def test_asking_again_after_a_pause_does_not_count_old_answers(asking, viewer, waits_for):
    page = asking("one_guardian")
    confirm(viewer("Dorte"), page_id=page.pk)
    stop_asking(page.pk)
    assert waits_for("Jonas") == []
    ask_for_confirmation(page.pk, mode=ConfirmationMode.ONE_GUARDIAN, major=False)
    assert waits_for("Jonas") == ["Anna", "Malthe"]


def test_the_answer_stays_when_the_parent_leaves_and_the_page_is_deleted(asking, viewer, cast, now):
    page = asking("one_guardian")
    confirm(viewer("Dorte"), page_id=page.pk)
    Guardianship.objects.filter(guardian=cast["Dorte"]).delete()
    refresh_access([cast["Dorte"].pk], on=now.date())
    BasePage.objects.get(pk=page.pk).delete()
    kept = Confirmation.objects.values_list("person__first_name", "page_title", "page_id")
    assert list(kept) == [("Dorte", "Nyhed", None)] * 2


@pytest.fixture
def enter(cast, viewer):
    """Enters an answer of Dorte's for Anna, as somebody of the cast."""

    def enter(page, by, method):
        return enter_answer(
            viewer(by), page_id=page.pk, person_id=cast["Dorte"].pk, child_id=cast["Anna"].pk,
            method=method,
        )  # fmt: skip

    return enter


@pytest.mark.parametrize(
    ("method", "left"),
    [(ConfirmationMethod.PAPER, ["Malthe"]), (ConfirmationMethod.NOT_POSSIBLE, ["Anna", "Malthe"])],
)
def test_paper_counts_for_both_parents_and_an_impossible_answer_for_one(
    asking, enter, waits_for, cast, egesoeskolen, method, left
):
    page = asking("one_guardian")
    grant_rights(
        person_id=cast["Mette"].pk, institution_id=egesoeskolen.institution.pk, rights=[Right.EDIT]
    )
    assert enter(page, "Mette", method)
    assert (waits_for("Dorte"), waits_for("Jonas")) == (["Malthe"], left)
    assert Confirmation.objects.get().entered_by == cast["Mette"]


def test_who_does_not_edit_at_the_institution_enters_nothing(asking, enter, cast, revleskolen):
    page = asking("one_guardian")
    grant_rights(
        person_id=cast["Carla"].pk, institution_id=revleskolen.institution.pk, rights=[Right.EDIT]
    )
    for name in ("Mette", "Carla"):
        with pytest.raises(NotAsked):
            enter(page, name, ConfirmationMethod.PAPER)
