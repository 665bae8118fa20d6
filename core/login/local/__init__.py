"""Signing in by the portal's own accounts: operators, and those whom no provider serves."""
