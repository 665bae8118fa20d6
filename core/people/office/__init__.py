"""The pages on which an institution looks after its groups and who may see what about a child."""
