package io.starlingdb.node.replica;

import io.starlingdb.node.data.RowKey;

/** What tells one copy of an entry from another. */
record EntryVersion(RowKey key, VersionSum version) {}
