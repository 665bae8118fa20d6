"""What was changed last about rights and approval: for this institution's administrators alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.access.models import FOREVER, Right
from core.audit.models import Action, Entry
from core.audit.operations import record
from core.people.models import Institution, Person
from core.people.rights import choose_approval, give_rights, take_rights
from tests.core.people.conftest import DAY, NOW, TODAY, find
from tests.core.people.office.conftest import address, sign_in

HOME = address("rettigheder/")
COUNT = 10


@pytest.fixture
def henrik(school):
    """Administers the school; signed in."""
    return sign_in("henrik")


def changes_in(client, at="998101"):
    shown = client.get(address("rettigheder/", at=at)).text
    return " ".join(shown.partition('id="changes"')[2].partition("</section>")[0].split())


def give(name, right, *, key="998101", ends_on=FOREVER, by="henrik", now=NOW):
    give_rights(
        find(name), institution=Institution.objects.get(key=key), rights=[right],
        given_by=find(by) if by else None, reason="Fortroligt", now=now, ends_on=ends_on,
    )  # fmt: skip


def take(name, right, *, by="henrik", now=NOW):
    take_rights(
        find(name), institution=Institution.objects.get(key="998101"), rights=[right],
        taken_by=find(by) if by else None, reason="Fortroligt", now=now,
    )  # fmt: skip


def test_who_changed_what_of_whom_through_which_day_and_when(henrik):
    give("anna", Right.EDIT, ends_on=TODAY + DAY)
    shown = changes_in(henrik)
    assert shown.startswith(">Latest changes</h2>")
    for words in ("Anna Prøve", "Given: Editor , through 24 Nov 2026", "Henrik Prøve",
                  "23 Nov 2026 7:00"):  # fmt: skip
        assert words.replace(" ,", ",") in shown.replace(" ,", ",")
    assert "Fortroligt" not in shown
    take("anna", Right.EDIT, by=None)
    newest = changes_in(henrik).partition("</li>")[0]
    assert "Taken back: Editor" in newest
    assert "By those who run the portal" in newest


def test_what_the_roster_gave_is_the_rosters(henrik):
    shown = changes_in(henrik)
    assert shown.count("By the roster") == shown.count("<li>") == 3
    assert "Given: Approver" in shown


def test_the_choice_of_approval_is_logged_with_what_was_chosen(henrik, school):
    for sent in ({"needs_approval": "on"}, {"needs_approval": "on"}, {}):
        assert henrik.post(f"{HOME}godkendelse/", sent).status_code == 302
        assert Institution.objects.get(pk=school.pk).needs_approval is bool(sent)
    entries = Entry.objects.filter(object_type="people.institution")
    assert list(
        entries.order_by("pk").values_list(
            "action",
            "actor_id",
            "object_id",
            "institution_key",
            "municipality_code",
            "reason",
            "at",
        )
    ) == [
        (Action.CHANGE, find("henrik").pk, str(school.pk), "998101", "998", reason, NOW)
        for reason in ("approval wanted", "approval not wanted")
    ]
    first, second = changes_in(henrik).split("</li>")[:2]
    assert "Whoever may write also publishes" in first
    assert "News and pages must be approved before they are published" in second
    assert "By Henrik Prøve" in first


def test_a_choice_that_cannot_be_logged_is_not_made(school, monkeypatch):
    def refuse(*args, **named):
        raise OSError("full")

    named = {"needs_approval": True, "chosen_by": find("henrik"), "now": NOW}
    with monkeypatch.context() as patch:
        patch.setattr("core.people.rights.record", refuse)
        with pytest.raises(OSError, match="full"):
            choose_approval(school, **named)
    assert not Institution.objects.get(pk=school.pk).needs_approval
    assert choose_approval(school, **named)
    assert Institution.objects.get(pk=school.pk).needs_approval


def test_ten_are_shown_newest_first(henrik):
    for minute in range(12):
        give("anna", Right.EDIT, ends_on=TODAY + minute * DAY, now=NOW + minute * DAY / 1440)
    shown = changes_in(henrik)
    assert shown.count("<li>") == COUNT
    assert shown.index("through 4 Dec 2026") < shown.index("through 3 Dec 2026")
    assert "through 25 Nov 2026" in shown
    assert "through 24 Nov 2026" not in shown


def test_a_protected_person_stands_there_by_the_alias(henrik):
    Person.objects.filter(unilogin="anna").update(
        first_name="Lea", family_name="Holm", protected=True
    )
    give("anna", Right.EDIT)
    shown = changes_in(henrik)
    assert "Lea Holm" in shown
    assert "Anna" not in shown


def test_other_institutions_changes_are_not_there(henrik):
    mette = sign_in("mette")
    give("mette", Right.EDIT, key="G99901", by="mette", ends_on=TODAY + DAY)
    assert "Mette" not in changes_in(henrik)
    assert "Mette" in changes_in(mette, at="G99901")
    assert "Henrik" not in changes_in(mette, at="G99901")
    assert mette.get(HOME).status_code == 404


def test_lines_from_before_and_people_who_are_gone_are_said_plainly(henrik):
    named = {"now": NOW, "action": Action.CHANGE, "institution_key": "998101"}
    record(actor_id=999999, subject_id=999998, object_type="access.editingright",
           reason="Aftalt", **named)  # fmt: skip
    record(actor_id=999999, object_type="people.institution", **named)
    shown = changes_in(henrik)
    assert "The rights were changed" in shown
    assert "The choice was changed" in shown
    assert "Somebody who is no longer here" in shown
    assert "Aftalt" not in shown


def test_reading_the_changes_is_logged(henrik):
    henrik.get(HOME)
    entries = Entry.objects.filter(actor_id=find("henrik").pk, institution_key="998101")
    assert set(entries.values_list("action", "object_type")) == {
        (Action.OPEN, "access.editingright"),
        (Action.READ_LOG, "access.editingright"),
    }


def test_the_page_costs_the_same_for_many_changes_and_people(henrik):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert henrik.get(HOME).status_code == 200
        return len(queries)

    count()
    few = count()
    for number, name in enumerate(("anna", "ida", "line", "dorte", "mette")):
        for right in (Right.EDIT, Right.PUBLISH, Right.ADMINISTER):
            give(name, right, ends_on=TODAY + number * DAY)
    assert changes_in(henrik).count("<li>") == COUNT
    assert count() == few == 12
