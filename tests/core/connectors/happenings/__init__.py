"""The week of a family, of whichever platforms."""
