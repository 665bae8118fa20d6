"""What connected systems give the portal to keep in its index, so that it is found at once."""
