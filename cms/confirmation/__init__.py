"""Who is asked to confirm that a page was read, and who has."""
