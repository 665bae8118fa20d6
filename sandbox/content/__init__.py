"""What the demo's institutions have written: news, pages and documents, all invented."""
