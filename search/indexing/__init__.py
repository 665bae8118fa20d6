"""From changed entries to the engines: after the transaction, in batches, and losing none."""
