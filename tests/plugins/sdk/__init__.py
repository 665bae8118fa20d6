"""The package that connectors are written with."""
