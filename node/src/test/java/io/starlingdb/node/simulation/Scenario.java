package io.starlingdb.node.simulation;

import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;

/** One kind of data that clients work on, what they do with it, and what must then hold of every answer. */
interface Scenario {
    /** The table; it is created before {@link #begin}. */
    SchemaChange.CreateTable table();

    /** Called once, when the table exists. */
    void begin(TableSchema created);

    /** Does one thing and checks what comes of it; calls {@code ended} exactly once. */
    void step(Client client, Runnable ended);

    /** Reads everything at ALL, in a healed cluster, and checks it; calls {@code ended} exactly once. */
    void finish(Client client, Runnable ended);
}
