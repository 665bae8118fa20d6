"""Benchmarks: the portal beside a stock Wagtail site of the same content, in one run."""
