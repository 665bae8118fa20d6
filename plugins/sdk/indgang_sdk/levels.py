"""How sure the portal is of who somebody is: the levels of assurance of the Danish school world."""

from enum import IntEnum


class Level(IntEnum):
    """A level of assurance; one that is higher does for all that are lower.

    `ONE_FACTOR` and `TWO_FACTOR` are UNI-Login's EnFaktor and ToFaktor. The others are those of
    NSIS, the national standard, which also say how somebody's identity was proved.

    >>> Level.NSIS_SUBSTANTIAL >= Level.TWO_FACTOR
    True
    """

    ONE_FACTOR = 1
    NSIS_LOW = 2
    TWO_FACTOR = 3
    NSIS_SUBSTANTIAL = 4
    NSIS_HIGH = 5
