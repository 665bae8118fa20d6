"""How one signs in at the demo without an identity provider; elsewhere neither opens anything."""

PASSWORD = "password"  # noqa: S105 - the name of a method
CAST = "demo"
DEMO_METHODS = frozenset({PASSWORD, CAST})
