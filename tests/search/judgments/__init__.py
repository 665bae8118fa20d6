"""A corpus of a school portal, searches in it, and what each of them ought to find."""
