"""What an office does about the sessions of its people."""
