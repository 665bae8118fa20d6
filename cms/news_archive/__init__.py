"""All news that somebody sees: page by page, by place and school year."""
