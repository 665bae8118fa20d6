"""What Wagtail keeps of a page for its editor: how its title is found, and what it refers to.

Wagtail would do both by a task of its own after each save, of every draft too, and the tasks cost
more than the work. Both are written with the page here, the title's words where it is another.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from modelsearch.index import insert_or_update_object
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import (
    disable_reference_index_auto_update,
    reference_index_auto_update_disabled,
)

from cms.models import BasePage


@contextmanager
def without_tasks() -> Iterator[None]:
    """Lets a page be saved without Wagtail's task; also within itself, which Wagtail's is not."""
    if getattr(reference_index_auto_update_disabled, "value", False):
        yield
        return
    with disable_reference_index_auto_update():
        yield


def write_references(page: BasePage) -> None:
    """Writes what a page refers to, within the transaction that saves it."""
    ReferenceIndex.create_or_update_for_object(page)


def let_editors_find(page: BasePage) -> None:
    """Writes the words of a page's title for the editor's search, in the same transaction."""
    insert_or_update_object(page)
