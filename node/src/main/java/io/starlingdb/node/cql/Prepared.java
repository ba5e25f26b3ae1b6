package io.starlingdb.node.cql;

import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.plan.Planned;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.value.BindVariable;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was parsed and planned, and can be run with values. It holds for one version of the schema; {@link
 * CqlEngine#execute} plans it anew when the schema has changed since.
 */
public final class Prepared {

    private final byte[] id;
    private final String text;
    private final @Nullable String keyspace;
    private final Parsed parsed;
    private final Planned planned;
    private final UUID schemaVersion;

    Prepared(byte[] id, String text, @Nullable String keyspace, Parsed parsed, Planned planned, UUID schemaVersion) {
        this.id = id;
        this.text = text;
        this.keyspace = keyspace;
        this.parsed = parsed;
        this.planned = planned;
        this.schemaVersion = schemaVersion;
    }

    /** The same on every node and after every start for the same keyspace and text: 16 bytes. */
    public byte[] id() {
        return id.clone();
    }

    public String text() {
        return text;
    }

    /** The session's keyspace at the time of preparing. */
    public @Nullable String keyspace() {
        return keyspace;
    }

    /** What each marker takes, in the order of the text. */
    public List<BindVariable> variables() {
        return planned.variables();
    }

    /** For each column of the partition key the marker that gives it; empty unless every one is a plain marker. */
    public List<Integer> routing() {
        return planned.routing();
    }

    /** The keyspace and table that the statement is about, for the metadata of markers; null if it is about none. */
    public @Nullable String tableKeyspace() {
        return planned.keyspace();
    }

    public @Nullable String table() {
        return planned.table();
    }

    /** The columns of the result; none unless rows come back. */
    public List<ResultColumn> columns() {
        return planned.plan().columns();
    }

    Parsed parsed() {
        return parsed;
    }

    Planned planned() {
        return planned;
    }

    UUID schemaVersion() {
        return schemaVersion;
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(id) + " " + text;
    }
}
