"""What a database holds, as lines: one language for every database, so that two states can be compared and shown."""

from dataclasses import dataclass, field

VERSION_COLUMNS = {"version_id", "is_applied", "tstamp"}
PRISTINE = [(0, True)]


@dataclass
class State:
    lines: list = field(default_factory=list)  # everything but the version tables
    versions: dict = field(default_factory=dict)  # version table → its rows by id
    layouts: dict = field(default_factory=dict)  # version table → its columns and indexes

    def shown(self):
        found = list(self.lines)
        for table in sorted(self.versions):
            found += [f"version table {line}" for line in self.layouts[table]]
            found += [f"version row {table} {version} {applied}" for version, applied in self.versions[table]]
        return found


def without_pristine(reference, other, seen):
    """A version table with nothing but the row for version 0 says what a missing one says. The reference tool makes
    it whatever the command; where the other tool has not needed one yet (`seen` holds those it had), that is no difference."""
    versions = {
        table: rows
        for table, rows in reference.versions.items()
        if table in other.versions or table in seen or rows != PRISTINE
    }
    return State(reference.lines, versions, reference.layouts)
