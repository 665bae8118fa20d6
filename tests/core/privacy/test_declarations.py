"""What is personal in which table: nothing is left undeclared."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from core.privacy import declarations as module
from core.privacy.declarations import (
    SELF,
    THE_REST,
    DeclaredTwice,
    Personal,
    declarations,
    declare,
    declare_impersonal,
    find_gaps,
    own_fields,
)
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

FIRST_PARTY = [
    config.label
    for config in apps.get_app_configs()
    if (settings.BASE_DIR / config.name.split(".")[0] / "apps.py").exists()
    or config.name.startswith("core.")
]
SOMETHING = Personal(Category.IDENTITY, Purpose.RECOGNISE, Retention.MEMBER, Receiver.NOBODY)


def test_our_own_apps_are_found():
    assert set(FIRST_PARTY) == {
        "privacy",
        "audit",
        "tasks",
        "access",
        "people",
        "connectors",
        "login",
        "service_messages",
        "cms",
        "search",
        "themes",
    }


def test_no_field_of_ours_and_no_table_of_others_is_undeclared():
    assert find_gaps(apps.get_models(include_auto_created=True), first_party=FIRST_PARTY) == []


@pytest.fixture
def pupil(monkeypatch):
    """A made-up table with a name and a birth date, which nobody has declared."""
    monkeypatch.setattr(module, "_declared", {})
    with isolate_apps("tests.core.privacy"):

        class Pupil(models.Model):
            name = models.CharField(max_length=10)
            born = models.DateField()

            class Meta:
                app_label = "madeup"

            def __str__(self):
                return self.name

        yield Pupil


def say(*, fields=(), not_personal=()):
    declare(
        "madeup.Pupil",
        "Pupils",
        SOMETHING(*fields),
        whom=Whom.CHILDREN,
        not_personal=not_personal,
    )


def test_a_table_that_nobody_declared_is_found(pupil):
    assert find_gaps([pupil], first_party=[]) == ["madeup.Pupil"]
    assert find_gaps([pupil], first_party=["madeup"]) == ["madeup.Pupil"]


def test_a_field_that_nobody_declared_is_found(pupil):
    say(fields=["name"], not_personal=["id"])
    assert find_gaps([pupil], first_party=["madeup"]) == ["madeup.Pupil.born"]


def test_a_declared_table_has_no_gap(pupil):
    say(fields=["name", "born"], not_personal=["id"])
    assert find_gaps([pupil], first_party=["madeup"]) == []


def test_a_field_that_is_gone_or_said_to_be_both_is_found(pupil):
    say(fields=["name", "born", "cpr"], not_personal=["id", "born"])
    assert find_gaps([pupil], first_party=["madeup"]) == ["madeup.Pupil.born", "madeup.Pupil.cpr"]


def test_the_rest_is_for_tables_of_others(pupil):
    say(fields=["name"], not_personal=THE_REST)
    assert find_gaps([pupil], first_party=[]) == []
    assert find_gaps([pupil], first_party=["madeup"]) == ["madeup.Pupil.born", "madeup.Pupil.id"]


def test_a_table_of_ours_is_about_nobody_only_by_all_its_fields(pupil):
    declare_impersonal("madeup.Pupil")
    assert find_gaps([pupil], first_party=[]) == []
    assert len(find_gaps([pupil], first_party=["madeup"])) == 3


def test_a_table_is_declared_once(pupil):
    say()
    with pytest.raises(DeclaredTwice):
        say()


def test_a_field_is_declared_once_and_in_the_order_of_the_declaration(pupil):
    parts = [SOMETHING(born="Born"), SOMETHING("name")]
    with pytest.raises(DeclaredTwice, match=r"madeup\.Pupil\.name"):
        declare("madeup.Pupil", "Pupils", *parts, SOMETHING("name"), whom=Whom.CHILDREN)
    declare("madeup.Pupil", "Pupils", *parts, whom=Whom.CHILDREN)
    assert list(module._declared["madeup.Pupil"].fields) == ["born", "name"]


def test_what_holds_of_several_fields_is_said_once():
    said = SOMETHING.but(receiver=Receiver.LEADERS, secret=True)("name", born="Date of birth")
    assert said["name"] == SOMETHING.but(receiver=Receiver.LEADERS, secret=True)
    assert said["born"] == said["name"].but(label="Date of birth")
    assert SOMETHING.receiver == Receiver.NOBODY
    assert not SOMETHING.secret


def test_every_subject_leads_to_a_person():
    person = apps.get_model(settings.AUTH_USER_MODEL)
    for declaration in declarations():
        if declaration.subject in ("", SELF):
            continue
        field = declaration.model._meta.get_field(declaration.subject)
        leads_there = (
            field.related_model is person or declaration.model._meta.label == "audit.Entry"
        )
        assert leads_there, declaration.model_label


def test_every_column_that_leads_to_a_person_is_personal():
    """A new foreign key to a person cannot be waved through as not personal."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    # Django's own, which the portal leaves empty.
    empty = {"people.Person_groups", "people.Person_user_permissions"}
    missing = [
        f"{declaration.model_label}.{field.name}"
        for declaration in declarations()
        for field in own_fields(declaration.model)
        if field.related_model is person
        and field.name not in declaration.fields
        and declaration.model_label not in empty
        # Files that ours have replaced.
        and declaration.model_label not in {"wagtaildocs.Document", "wagtailimages.Image"}
    ]
    assert missing == []
