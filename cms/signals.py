"""What follows when Wagtail changes pages."""
