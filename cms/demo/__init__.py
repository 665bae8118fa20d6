"""Fills an empty portal with the made-up municipalities, people and pages of `sandbox`."""
