"""The pages of the local accounts."""
