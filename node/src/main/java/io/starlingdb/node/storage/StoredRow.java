package io.starlingdb.node.storage;

import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowKey;

/** A row under its key. */
public record StoredRow(RowKey key, Row row) {}
