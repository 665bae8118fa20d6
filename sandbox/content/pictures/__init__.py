"""The demo's pictures, drawn from shapes: nobody's child is in them, and nobody else's work."""
