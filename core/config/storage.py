"""Storage whose files have no address: everybody goes through the views that ask for the right."""

from django.core.files.storage import FileSystemStorage, InMemoryStorage


class PrivateFileSystemStorage(FileSystemStorage):
    """Files on the disk; Django's own would fall back on `MEDIA_URL` for their address."""

    base_url = None  # type: ignore[assignment]


class PrivateInMemoryStorage(InMemoryStorage):
    """The same in memory, for tests."""

    base_url = None  # type: ignore[assignment]
