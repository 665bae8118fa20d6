"""The municipalities of Wagtail's own tasks: those of the comment or file they are about."""

from collections.abc import Iterable
from functools import partial
from threading import local
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from wagtail.models import Comment, CommentReply

from cms.models import InstitutionCollection, InstitutionDocument, InstitutionImage
from core.tasks.owners import register_owner

ABOUT_OBJECTS = (
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
    "wagtail.images.tasks.set_image_focal_point_task",
)
ABOUT_FILES = "wagtail.tasks.delete_file_from_storage_task"
_IN_COLLECTION = "collection__institution_link__institution__municipality__code"
# Where each kind of object has its municipality's code.
CODES: dict[type[Model], str] = {
    InstitutionImage: _IN_COLLECTION,
    InstitutionDocument: _IN_COLLECTION,
    Comment: "page__municipality__code",
    CommentReply: "comment__page__municipality__code",
}
# Files whose objects this thread has just deleted: their tasks know a path and nothing else.
_removed = local()


def find_municipality(app_label: str, model_name: str, pk: str) -> str:
    """The municipality of a comment or file; "" of anything else, and of what is gone."""
    model = apps.get_model(app_label, model_name)
    for kind, column in CODES.items():
        if issubclass(model, kind):
            return _first(kind._default_manager.filter(pk=pk).values_list(column, flat=True))
    return ""


def find_municipality_of_file(storage: Any, path: str) -> str:
    """The municipality of a file whose image or document has just been deleted."""
    removed: dict[str, str] = getattr(_removed, "paths", {})
    return removed.pop(path, "")


def remember_removed_file(file: Any) -> None:
    """Keeps whose a deleted file was until Wagtail, right after the commit, has it removed."""
    image = getattr(file, "image", file)
    links = InstitutionCollection.objects.filter(collection_id=image.collection_id)
    code = _first(links.values_list("institution__municipality__code", flat=True))
    transaction.on_commit(partial(_keep, file.file.name, code))


def register_owners() -> None:
    """Registers the above; called when the app is ready."""
    for path in ABOUT_OBJECTS:
        register_owner(path, find_municipality)
    register_owner(ABOUT_FILES, find_municipality_of_file)


def _keep(path: str, code: str) -> None:
    _removed.paths = {**getattr(_removed, "paths", {}), path: code}


def _first(codes: Iterable[str | None]) -> str:
    return next(iter(codes), None) or ""
