"""What follows when pages change, and when the roster brings institutions and groups."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from cms.calendar.operations import write_occurrences
from cms.confirmation.mails import announce
from cms.confirmation.operations import ask_for_confirmation, stop_asking
from cms.form_pages.operations import move_days_of_erasure
from cms.indexing.changes import tell_of_documents, tell_of_page, tell_of_posts, tell_of_staff
from cms.indexing.people import list_posts_of
from cms.keeping import GUARDED, refuse_if_kept
from cms.keywords.operations import write_keywords
from cms.lifecycle.addresses import keep_address
from cms.lifecycle.operations import follow_publication
from cms.media_uses import write_media_uses
from cms.models import (
    BasePage,
    ConfirmationMode,
    DocumentVersion,
    EventPage,
    FormPage,
    InstitutionDocument,
    InstitutionImage,
    NewsPage,
    Rendition,
    bump_counters,
)
from cms.shortcuts.operations import write_shortcuts
from cms.task_owners import register_owners, remember_removed_file
from core.access.models import Scope
from core.people.models import Person
from core.people.signals import institutions_imported, local_groups_changed, roster_imported

register_owners()


@receiver([page_published, page_unpublished, post_page_move])
def notice_changed_page(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Asks browsers for pages anew, and writes which images and files the page shows."""
    bump_counters([instance.institution_id])
    write_media_uses(instance)
    write_keywords(instance.specific)


@receiver([page_published, page_unpublished])
def write_shortcuts_of_place(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Writes the shortcuts of the published place, for the front pages of those who belong."""
    write_shortcuts(instance.specific)


@receiver(post_page_move)
def keep_address_of_moved_page(
    sender: Any, instance: BasePage, url_path_before: str, url_path_after: str, **kwargs: Any
) -> None:
    """Lets the old address of a page that was moved lead to the new one."""
    keep_address(instance, before=url_path_before, after=url_path_after)


@receiver(page_slug_changed)
def keep_address_of_renamed_page(
    sender: Any, instance: BasePage, instance_before: BasePage, **kwargs: Any
) -> None:
    """Lets the old address of a page that is called otherwise lead to the new one."""
    keep_address(instance, before=instance_before.url_path, after=instance.url_path)


@receiver(page_published)
def begin_life_of_page(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Gives a published page an owner and a review day, or the end that news and events have."""
    follow_publication(instance, now=timezone.now())


@receiver(page_published)
def keep_answers_as_long_as_the_form_says(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Lets the answers that a form has follow its new last day."""
    if isinstance(instance, FormPage):
        move_days_of_erasure(instance)


@receiver(page_published, sender=NewsPage)
def ask_those_who_are_to_confirm(sender: Any, instance: NewsPage, **kwargs: Any) -> None:
    """Asks for confirmation as the published version says, and tells of it by mail."""
    if instance.asked:
        ask_for_confirmation(
            instance.pk,
            mode=ConfirmationMode(instance.asked),
            due_on=instance.confirm_by,
            major=instance.is_major_change,
            revision_id=instance.live_revision_id,
        )
    else:
        stop_asking(instance.pk)
    announce(instance, now=timezone.now())


@receiver(page_published, sender=EventPage)
def write_times_of_event(sender: Any, instance: EventPage, **kwargs: Any) -> None:
    """Writes each time that the published event happens."""
    write_occurrences(instance)


def note_removed_file(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Keeps whose the file of a deleted image or document was."""
    remember_removed_file(instance)


# Of the base row alone: a receiver for every model would have all of them read before deleting.
@receiver(post_delete, sender=BasePage)
def clear_after_page(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Removes what only a deleted page had: its scope, and its entry of the index."""
    bump_counters([instance.institution_id])
    tell_of_page(instance.pk)
    if instance.owned_scope_id:
        Scope.objects.filter(pk=instance.owned_scope_id).delete()


@receiver(post_delete, sender=DocumentVersion)
def remove_file_of_version(sender: Any, instance: DocumentVersion, **kwargs: Any) -> None:
    """Removes the old file together with the row that kept it."""
    file = instance.file
    transaction.on_commit(partial(file.storage.delete, str(file.name)))


for model in GUARDED:
    pre_delete.connect(refuse_if_kept, sender=model, dispatch_uid="refuse_if_kept")


# Wagtail's own receivers come later, so that after the commit ours is asked first.
for model in (InstitutionImage, InstitutionDocument, Rendition):
    post_delete.connect(note_removed_file, sender=model, dispatch_uid="note_removed_file")


@receiver([post_save, post_delete], sender=InstitutionDocument)
def let_document_be_found(sender: Any, instance: InstitutionDocument, **kwargs: Any) -> None:
    """Tells the index of a file that is new, changed or gone."""
    tell_of_documents([instance.pk])


@receiver(pre_delete, sender=Person)
def note_posts(sender: Any, instance: Person, **kwargs: Any) -> None:
    """Keeps where a person works until the person is gone, with the memberships."""
    instance.posts = list_posts_of(instance.pk)  # type: ignore[attr-defined]


@receiver(post_delete, sender=Person)
def forget_person(sender: Any, instance: Person, **kwargs: Any) -> None:
    """Takes a deleted person out of the index."""
    tell_of_posts(instance.posts)  # type: ignore[attr-defined]


@receiver([institutions_imported, roster_imported, local_groups_changed])
def make_homes_of_institutions(sender: Any, institution_ids: Any, **kwargs: Any) -> None:
    """Makes and archives homes in the transaction that brought the institutions or groups."""
    from cms.homes import make_homes  # noqa: PLC0415 - a receiver must not slow the start

    make_homes(institution_ids, today=timezone.localdate())


@receiver([roster_imported, local_groups_changed])
def let_staff_be_found(sender: Any, institution_ids: Any, **kwargs: Any) -> None:
    """Tells the index who works, or worked, at institutions, once these have their homes."""
    tell_of_staff(institution_ids)
