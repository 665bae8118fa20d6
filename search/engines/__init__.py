"""The engines that hold the index: each takes the same tokens, and finds the same entries."""
