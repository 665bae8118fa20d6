"""What those who write connectors import: plain Python, no framework."""
