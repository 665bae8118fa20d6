"""A provider of SAML that is another program than Keycloak: npm's saml-idp.

Its own lock file pins it. The library of SAML that it names is on no registry, so that the lock
file puts the one in place that it was forked from.
"""
