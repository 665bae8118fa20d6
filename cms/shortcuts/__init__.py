"""Shortcuts: the ways that people of a place take often, by what they are there."""
