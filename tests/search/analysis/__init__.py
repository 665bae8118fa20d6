"""What Danish words are found by."""
