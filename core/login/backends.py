"""How Django asks whether a password is right and whether a person may open the editor."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db import models

from core.access.queries import OPEN_EDITOR as EDITORS_RIGHTS
from core.access.queries import institutions_where
from core.people.models import Person

OPEN_EDITOR = "wagtailadmin.access_admin"


class PersonBackend(ModelBackend):
    """Checks passwords of people who may sign in; rights come from editing rights alone.

    Django's permissions and groups answer nothing here: the only one that a person can have is
    to open the editor, given by an editing right anywhere.
    """

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return {OPEN_EDITOR} if self.has_perm(user_obj, OPEN_EDITOR) else set()

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm != OPEN_EDITOR or obj is not None or not user_obj.is_active:
            return False
        if isinstance(user_obj, AnonymousUser):
            return False
        # The admin asks several times a request.
        if not hasattr(user_obj, "_may_open_editor"):
            user_obj._may_open_editor = institutions_where(user_obj.pk, EDITORS_RIGHTS).exists()
        return bool(user_obj._may_open_editor)

    def with_perm(self, perm: Any, *args: Any, **kwargs: Any) -> models.QuerySet[Person]:
        return Person.objects.none()
