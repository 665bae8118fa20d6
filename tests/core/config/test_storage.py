"""The storage of files as it is set for the portal, not as the tests have it."""

from django.core.files.storage import StorageHandler
from django_tasks.utils import normalize_json

from core.config import settings as portal


def test_a_job_that_removes_a_file_can_be_stored_with_its_storage() -> None:
    """Wagtail sends the storage along when a document or a picture is deleted."""
    storage = StorageHandler(portal.STORAGES)["default"]
    _path, args, options = storage.deconstruct()  # type: ignore[attr-defined]
    assert options["location"] == str(portal.MEDIA_ROOT)
    assert normalize_json([args, options]) == [list(args), options]
