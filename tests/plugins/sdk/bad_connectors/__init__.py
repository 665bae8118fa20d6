"""Connectors with one fault each; each says which check fails (`FAILS`) and why (`BECAUSE`)."""
