"""SAML 2.0, on python3-saml: the library checks first, and then everything it leaves out is."""
