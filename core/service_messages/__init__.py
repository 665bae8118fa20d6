"""What is said on top of every page: that something does not work, or that a school is closed."""
