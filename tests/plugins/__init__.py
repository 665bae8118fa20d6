"""Connectors and the package they are written with."""
