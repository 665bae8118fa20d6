"""A system of which nobody says how to get access to it."""
