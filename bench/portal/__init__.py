"""The portal as the benchmark runs it: its own settings, with a few addresses more."""
