"""A real Elasticsearch of one node or three, with TLS and sign-in where a test asks for them."""
