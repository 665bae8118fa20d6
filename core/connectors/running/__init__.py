"""Calls to connectors: at the same time, by one deadline, one answer or named failure for each."""
