"""What connected systems give the index, and who finds it."""
