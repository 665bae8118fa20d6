"""Where an office connects systems, and sees how they are doing."""
