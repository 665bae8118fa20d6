"""News in lists: the newest of places, and all of them page by page, by place and school year."""
