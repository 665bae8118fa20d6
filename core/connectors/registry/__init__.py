"""Which connectors there are, what each offers, and which of them could not be used."""
