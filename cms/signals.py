"""What follows when pages change, and when the roster brings institutions and groups."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.media_uses import write_media_uses
from cms.models import BasePage, bump_counters
from core.access.models import Scope
from core.people.signals import institutions_imported, local_groups_changed, roster_imported


@receiver([page_published, page_unpublished, post_page_move])
def notice_changed_page(sender: Any, instance: BasePage, **kwargs: Any) -> None:
    """Asks browsers for pages anew, and writes which images and files the page shows."""
    bump_counters([instance.institution_id])
    write_media_uses(instance)


@receiver(post_delete)
def clear_after_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Removes the scope that only a deleted page had."""
    if isinstance(instance, BasePage) and sender is BasePage:
        bump_counters([instance.institution_id])
        if instance.owned_scope_id:
            Scope.objects.filter(pk=instance.owned_scope_id).delete()


@receiver([institutions_imported, roster_imported, local_groups_changed])
def make_homes_of_institutions(sender: Any, institution_ids: Any, **kwargs: Any) -> None:
    """Makes and archives homes in the transaction that brought the institutions or groups."""
    from cms.homes import make_homes  # noqa: PLC0415 - a receiver must not slow the start

    make_homes(institution_ids, today=timezone.localdate())
