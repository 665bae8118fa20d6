"""Connectors and what runs them."""
