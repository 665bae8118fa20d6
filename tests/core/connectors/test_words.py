"""Words that a box has of its own, where another text of the portal or of Wagtail says the same."""

import pytest
from django.utils.translation import gettext, override

from core.connectors.models import TileChoice
from core.connectors.tiles.drawing import Drawing, draw_tile
from core.privacy.declarations import find_declaration
from indgang_sdk.tiles import Item, Mark, Tile

NOBODYS = Drawing(reach=None, person_id=0, language="da", child_ids={}, child_names={})


@pytest.mark.parametrize(
    ("mark", "says"),
    [(Mark.CHANGED, "Ændret"), (Mark.WARNING, "Bemærk"), (Mark.DONE, "Færdig"), (Mark.NONE, "")],
)
def test_a_badge_speaks_of_its_own_part(mark, says):
    with override("da"):
        drawn = draw_tile(Tile(parts=(Item(title="Dansk", mark=mark),)), NOBODYS)
        # The log counts what was changed.
        assert gettext("Changed") == "Ændrede"
    ((run,),) = [child["runs"] for child in drawn["children"]]
    assert [part["mark_words"] for part in run["parts"]] == [says]


def test_what_is_known_of_a_box_names_its_system_and_its_position():
    declared = find_declaration(TileChoice)
    with override("da"):
        labels = [str(declared.label_of(name)) for name in ("person", "connection", "position")]
        # Wagtail says so of what nobody did.
        assert gettext("System") == "Systemet"
    assert labels == ["Person", "System", "Plads"]
