"""What cms offers to be found: pages, documents and the staff of institutions."""
