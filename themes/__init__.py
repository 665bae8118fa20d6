"""Looks only: templates, tokens and components."""
