"""OpenID Connect, on joserfc: authorization code with PKCE, and signing out in three ways."""
