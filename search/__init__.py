"""One question, many sources: knows no content type."""
