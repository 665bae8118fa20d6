"""Any system that implements `openapi.yaml`: the whole contract over HTTP, in any language."""
