"""The portal for machines: thin over what pages ask and do."""
