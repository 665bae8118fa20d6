"""A real Keycloak, playing UNI-Login's broker for the cast of the demo."""
