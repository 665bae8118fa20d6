"""From changed entries to the engines."""
