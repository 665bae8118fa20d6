"""Wagtail's permission policies, answered by editing rights.

Each is one condition, `institution IN (the rights of this person)`, of the same size whether
the person edits in one institution or in a thousand.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Collection, Locale, Site, Task, Workflow
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.editing.page_rights import PageRights
from cms.editing.queries import (
    collections_for,
    explorable_root,
    find_institution,
    is_shown,
    media_for,
    pages_for,
)
from cms.editing.rights import (
    APPROVE,
    WRITE,
    editors_with,
    rights_for,
    rights_of,
)
from cms.keeping import is_file_kept
from cms.models import BasePage, InstitutionDocument, InstitutionImage
from core.people.models import Person

# What would be seen at once by whoever sees a file.
CHANGES = frozenset({"change", "delete"})


class _RightsPolicy:
    """What the policies of pages and of files have in common: the rights of a person at all."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        rights = rights_of(user)
        held = (WRITE if rights.write else set()) | (APPROVE if rights.approve else set())
        return not held.isdisjoint(rights_for(actions))

    def get_all_permissions_for_user(self, user: Any) -> list[Any]:
        """Nothing: no row of Django's permissions or groups gives a right to edit."""
        return []

    def users_with_any_permission(
        self, actions: Any, include_superusers: bool = False
    ) -> QuerySet[Person]:
        return editors_with(actions)

    def users_with_permission(
        self, action: str, include_superusers: bool = False
    ) -> QuerySet[Person]:
        return editors_with(action)


class PagePolicy(_RightsPolicy, PagePermissionPolicy):
    """Pages of the institutions where a person has a right; no other page exists for him or her.

    The way down to them is the root of the tree alone: Wagtail shows draft titles of whatever
    can be explored, so a home above that a person merely reads is not explored.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        tester = PageRights(user, instance)
        if set(actions) == {"delete"}:
            return tester.can_delete()
        return bool(tester.permissions & set(actions))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return pages_for(user, actions)

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any, include_superusers: bool = False
    ) -> QuerySet[Person]:
        if instance.institution_id is None:
            return Person.objects.none()
        return editors_with(actions, institution_id=instance.institution_id)

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        return pages_for(user)

    def instances_with_direct_explore_permission(self, user: Any) -> QuerySet[Any]:
        return pages_for(user)

    def explorable_root_instance(self, user: Any) -> Any:
        return explorable_root(user)


class FilePolicy(_RightsPolicy, CollectionPermissionPolicy):
    """Images or documents in the collections of the institutions where a person has a right.

    A file has no draft: what readers see already is changed by those who may publish.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        if set(actions) == {"delete"} and is_file_kept(instance):
            return False
        held = rights_of(user).actions_in(find_institution(instance.collection_id))
        allowed = held & set(actions)
        if allowed <= CHANGES and "publish" not in held and is_shown(instance):
            return False
        return bool(allowed)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return media_for(user, self.model, actions)

    def users_with_any_permission_for_instance(
        self, actions: Any, instance: Any
    ) -> QuerySet[Person]:
        return _editors_of_collection(actions, instance.collection)

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Collection]:
        return collections_for(user, actions)

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        return collections_for(user, {action})


class ClosedPolicy(BasePermissionPolicy):
    """For what knows no tenants, or is made by the portal itself: nobody may do anything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return False

    def users_with_any_permission(self, actions: Any) -> QuerySet[Person]:
        return Person.objects.none()

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Any
    ) -> QuerySet[Collection]:
        return Collection.objects.none()


def register_policies() -> None:
    """Puts our policies in the place of Wagtail's.

    To be called when all apps are ready: images and documents register theirs while starting.
    """
    register_permission_policy(BasePage, PagePolicy(BasePage))
    register_permission_policy(InstitutionImage, FilePolicy(InstitutionImage))
    register_permission_policy(InstitutionDocument, FilePolicy(InstitutionDocument))
    for model in (Collection, Site, Locale, Task, Workflow):
        register_permission_policy(model, ClosedPolicy(model))


def _editors_of_collection(actions: Any, collection: Collection) -> QuerySet[Person]:
    link = getattr(collection, "institution_link", None)
    if link is None:
        return Person.objects.none()
    return editors_with(actions, institution_id=link.institution_id)
