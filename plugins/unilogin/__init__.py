"""Unilogin, by which pupils, parents and staff of all municipalities sign in."""
