"""A municipality's own identity provider, by which its staff and others sign in."""
