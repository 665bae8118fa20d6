"""What people see of connectors: tiles, and the way into other systems."""
