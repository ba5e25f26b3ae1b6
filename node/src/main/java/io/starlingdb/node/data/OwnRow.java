package io.starlingdb.node.data;

import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;

/**
 * Rows that a node keeps for itself, in its storage beside the tables of the schema and as durable as they are: one value each, never compared with
 * another node's, and never sent as rows. Their table ids are above all that a schema gives.
 */
public final class OwnRow {
    /** The first table id that no schema ever gives. */
    public static final int TABLES_FROM = 0x7fff_0000;

    /** Writes of other coordinators that this node finishes if they do not. */
    public static final int BATCH_LOG = 0x7fff_0001;

    private static final int COLUMN = 1;
    private static final Dot NOBODY = new Dot(1, 1);

    private OwnRow() {}

    /** A row that holds this value. */
    public static Row of(byte[] value) {
        Cell[] cells = {Cell.value(COLUMN, null, NOBODY, NOBODY.stamp(), value)};
        return new Row(cells, null, VersionVector.of(NOBODY.actor(), 0, NOBODY.stamp()), Pending.NONE, null);
    }

    /** The value of such a row. */
    public static byte[] value(Row row) {
        return row.cellAt(0).value();
    }
}
