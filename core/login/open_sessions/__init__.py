"""The page on which people see where they are signed in, and end what they do not know."""
