"""A connector that passes everything: loans of a school library, and what else it can say."""
