"""The question to a source of events and lessons: what happens in a period."""

from core.connectors.happenings.checking import check_happenings
from core.connectors.households import Household
from core.connectors.reached import Reached, make_question
from core.connectors.running.calls import Call
from core.connectors.tiles.drawing import Drawing
from indgang_sdk.calendar import Period


def ask_what_happens(
    reached: Reached, household: Household, period: Period, *, language: str
) -> tuple[Call, Drawing]:
    """The call to an event source about a household, answered by `Happenings`."""
    return make_question(
        reached,
        household,
        ask=lambda context: reached.source.read(context, period),
        check=check_happenings,
        language=language,
    )
