"""What connectors are set up with: three layers of settings, and what follows from them."""
