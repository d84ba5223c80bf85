"""Which journal an SQLite may use: the write-ahead log only where it is free of the WAL-reset bug."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Return whether this SQLite is free of the WAL-reset bug (3.7.0 to 3.51.2 but for two back-ports).

    Source: sqlite.org/wal.html#walresetbug; fixed in 3.51.3, 3.50.7 and 3.44.6.
    """
    back_ported = version[:2] in {(3, 50), (3, 44)} and version >= {50: (3, 50, 7), 44: (3, 44, 6)}[version[1]]
    return version >= (3, 51, 3) or back_ported


def journal_mode(version: tuple[int, ...]) -> str:
    """Return the journal mode to use with this SQLite.

    TRUNCATE and not DELETE: with synchronous=FULL its commit is synced too, while the unlinking of
    DELETE may be undone by a power loss.
    """
    return "WAL" if wal_is_safe(version) else "TRUNCATE"


def journal_notice(version: tuple[int, ...]) -> str:
    """Return a sentence for the log on which journal is used and why."""
    name = ".".join(map(str, version))
    if wal_is_safe(version):
        return f"SQLite {name}: write-ahead log, free of the WAL-reset bug"
    return (
        f"SQLite {name} has the WAL-reset bug (3.7.0 to 3.51.2), so the rollback journal is used: "
        "safe, but a commit waits for readers. A Python with SQLite 3.51.3 or newer uses the write-ahead log"
    )
