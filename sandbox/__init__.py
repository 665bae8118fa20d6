"""The connected systems of the demo and the tests, played by small programs of our own."""
