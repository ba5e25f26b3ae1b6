package io.starlingdb.node.schema;

/** What a column is to its table. */
public enum ColumnKind {
    /** Part of what places the row on the ring. */
    PARTITION_KEY(1, "partition_key"),
    /** Part of the row's place within its partition. */
    CLUSTERING(2, "clustering"),
    /** One value for the whole partition. */
    STATIC(3, "static"),
    /** One value for the row. */
    REGULAR(4, "regular");

    private final int storedId;
    private final String cqlName;

    ColumnKind(int storedId, String cqlName) {
        this.storedId = storedId;
        this.cqlName = cqlName;
    }

    /** The name that {@code system_schema.columns} gives it. */
    public String cqlName() {
        return cqlName;
    }

    /** Whether the column is part of the primary key. */
    public boolean isKey() {
        return this == PARTITION_KEY || this == CLUSTERING;
    }

    /** The number that stored schemas hold; never reused. */
    int storedId() {
        return storedId;
    }
}
