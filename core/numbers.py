"""Numbers of rows, as addresses and forms send them: anybody can write anything there."""

# Fewer than the database's largest number has, so that no question breaks.
MOST_DIGITS = 18


def read_id(text: str) -> int | None:
    """The number that a row can have; None for whatever else is written.

    Only plain digits count: `²` is none, and what `int` takes beside them (`٣`, ` 3`, `1_0`) is
    nothing that the portal itself has written.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        return None
    return int(text) or None
