"""The command `indgang-connector`: what authors of connectors need beside an editor."""
