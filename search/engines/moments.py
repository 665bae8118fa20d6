"""Moments as whole numbers, for engines whose own times are less exact."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def count_moment(moment: datetime) -> int:
    """The microseconds since 1970: an entry opens at its very moment."""
    return (moment - EPOCH) // MICROSECOND


def read_count(microseconds: int) -> datetime:
    """The moment so many microseconds after 1970."""
    return EPOCH + microseconds * MICROSECOND
