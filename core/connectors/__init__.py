"""Finds, configures and runs connectors, and is their only way out."""
