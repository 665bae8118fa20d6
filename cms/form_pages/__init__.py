"""Forms that editors make and people answer: sign-ups, and requests that are decided."""
