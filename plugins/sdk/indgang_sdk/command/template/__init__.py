"""My system, as a connector for Indgang."""
