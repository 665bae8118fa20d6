"""How dates and times are written, in the editor and wherever no other form is asked for."""
