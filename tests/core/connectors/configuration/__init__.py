"""How connections are set up."""
