"""What a status service answers; unknown fields are left out."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from indgang_sdk.tiles import Mark

LONGEST = 300
MOST_CHILDREN = 50


class Payload(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class LinkPayload(Payload):
    """The way in that fits how things stand: the launch gets `target` back as it is."""

    target: str = Field(min_length=1, max_length=LONGEST)
    words: str = Field(min_length=1, max_length=LONGEST)


class StatePayload(Payload):
    """How things stand for one child."""

    child: str = Field(min_length=1)
    words: str = Field(min_length=1, max_length=LONGEST)
    mark: Mark = Mark.NONE
    link: LinkPayload | None = None


class StatesPayload(Payload):
    """How things stand on a day, for those whom the service knows."""

    day: date
    children: tuple[StatePayload, ...] = Field(max_length=MOST_CHILDREN * 2)


class DestinationPayload(Payload):
    """Where a launch leads: an address that a form with `fields` is sent to."""

    address: str
    fields: dict[str, str] = Field(default={}, repr=False)
