"""The life of a page after it is published: who answers for it, and when its time is over."""
