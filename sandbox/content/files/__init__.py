"""Writes the demo's documents as real files, with the standard library alone."""
