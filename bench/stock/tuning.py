"""What the portal sets for SQLite, written out so that the stock site imports nothing of it."""

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    ),
}
