"""The way of somebody who signs in by an identity provider, from the button to the session."""
