"""Where an office looks after connected systems."""
