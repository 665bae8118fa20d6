"""A page of every kind that editors have, made by asking the models, so that a new one is there."""

from dataclasses import replace
from datetime import date

from django.apps import apps
from django.db import models
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField

from cms.homes import make_homes
from cms.models import BasePage, GroupHome
from core.access.models import Right
from core.access.operations import grant_rights
from core.people.kinds import GroupKind, Source
from core.people.models import Group, Institution
from tests.cms.editing.address_table import PAGES, SEES, SHOWS
from tests.cms.editing.conftest import NOW, add_page
from tests.cms.editing.walking import ADMIN, Names

# All but those right below the root, which are nobody's to edit.
KINDS = [
    model
    for model in apps.get_models()
    if issubclass(model, BasePage) and set(model.allowed_parent_page_models()) != {BasePage}
]
WRITTEN = [kind for kind in KINDS if kind.is_creatable]
MONDAY = date(2026, 12, 7)
OF_ONE_PAGE = ("page_id>", "page_to_move_id>", "P<pk>", "content_type_model_name>/")
# What is done with a page; homes come and go with the roster.
DONE_TO_PAGES = ("convert_alias", "copy", "delete", "move", "unpublish", "workflow")


def add_groups(place):
    """Two classes with their homes, and the rights of whoever administers the municipality."""
    for name in ("klit 3.A", "klit 3.B"):
        Group.objects.create(
            institution=place.institution, name=name, kind=GroupKind.LOCAL, source=Source.LOCAL
        )
    make_homes([place.institution.pk], today=NOW.date())
    for institution in Institution.objects.filter(municipality=place.institution.municipality):
        grant_rights(
            person_id=place.editor.pk, institution_id=institution.pk,
            rights=[Right.EDIT, Right.PUBLISH],
        )  # fmt: skip


def find_parents(place, kind):
    """The homes and the page of text below which somebody can make a page of the kind."""
    groups = GroupHome.objects.filter(home_of__institution=place.institution).order_by("pk")
    found = [place.home, *groups, place.page, place.municipality_home]
    return [parent for parent in found if kind.can_create_at(parent)]


def make_written(place, kind):
    """The place with a page of the kind for its page, a second that waits, and an alias."""
    first, *_others = parents = find_parents(place, kind)
    page, waiting = (
        add_page(first, kind, f"{title} klit", owner=place.colleague, **_fill(kind))
        for title in ("Side", "Venter")
    )
    page.title = "Anden titel klit"
    page.save_revision(user=place.colleague, log_action=True)
    page.refresh_from_db()
    waiting.save_revision(user=place.colleague, log_action=True)
    state = waiting.get_workflow().start(waiting, place.colleague)
    return replace(
        place,
        page=page,
        waiting=waiting,
        home=parents[-1],
        alias=page.create_alias(parent=first, update_slug="alias-af-side-klit"),
        workflow_state=state,
        task_state=state.current_task_state,
        revisions=list(page.revisions.order_by("pk").values_list("pk", flat=True)),
    )


def make_home(place, kind):
    """The place with its home of the kind for its page."""
    home = kind.objects.filter(municipality=place.institution.municipality).first()
    home.title = "Hjem klit"
    home.save_revision(user=place.editor, log_action=True)
    home.refresh_from_db()
    home.save_revision(user=place.editor, log_action=True)
    return replace(
        place, page=home, revisions=list(home.revisions.order_by("pk").values_list("pk", flat=True))
    )


def _fill(kind):
    """What a page of the kind cannot be without, whatever it is."""
    return {
        field.name: _sample(field)
        for field in kind._meta.local_fields
        if not (field.blank or field.has_default() or field.is_relation)
    }


def _sample(field):
    if isinstance(field, StreamField):
        name, block = next(iter(field.stream_block.child_blocks.items()))
        parts = getattr(block, "child_blocks", {})
        return [(name, {part: _sample_part(parts[part]) for part in parts})]
    if isinstance(field, models.DateField):
        return MONDAY
    raise NotImplementedError(f"say what {field} is filled with")


def _sample_part(block):
    return f"Ord klit {block.name}" if isinstance(block, CharBlock) else block.get_default()


class KindNames(Names):
    """What the page of one kind is called in addresses."""

    def find(self, name, pattern):
        if name == "destination_id":
            return self.place.home.pk
        return super().find(name, pattern)

    def _model_name(self, pattern):
        return self.place.page._meta.model_name


def list_paths(place):
    """The paths of all that is shown of one page, by what they are."""
    names = KindNames(place)
    is_home = type(place.page).made_by_roster
    paths = {
        pattern: names.fill(pattern)
        for pattern, expected in PAGES.items()
        if expected in (SEES, SHOWS)
        and any(name in pattern for name in OF_ONE_PAGE)
        and not (is_home and any(word in pattern for word in DONE_TO_PAGES))
    }
    for action in bulk_action_registry.get_bulk_actions_for_model("cms", "basepage"):
        kind = action.action_type
        paths[kind] = f"/{ADMIN}bulk/cms/basepage/{kind}/?id={place.page.pk}"
    return paths
