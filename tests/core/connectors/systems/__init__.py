"""Connectors made up for the tests of their host, each a module as real ones are."""
