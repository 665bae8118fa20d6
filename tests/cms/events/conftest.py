"""Events at the school, published as editors publish them."""

import pytest

from cms.models import EventPage


@pytest.fixture
def make_event(publish):
    """Publishes an event below a page."""

    def make(parent, title="Svømning", **fields):
        return publish(parent, EventPage(title=title, **fields))

    return make
