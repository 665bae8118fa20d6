"""Prøve-Unilogin: signs made-up people in, by OpenID Connect and by SAML 2.0."""
