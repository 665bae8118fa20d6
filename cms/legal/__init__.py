"""What the law wants an institution to show to everybody, and where it stands."""
