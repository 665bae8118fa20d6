"""Which connectors are found, and which are not."""
