package io.starlingdb.node.cql;

import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.ast.Select;
import io.starlingdb.node.cql.plan.BatchPlan;
import io.starlingdb.node.cql.plan.Plan;
import io.starlingdb.node.cql.plan.Planned;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.plan.SchemaEvent;
import io.starlingdb.node.cql.plan.SelectPlan;
import io.starlingdb.node.cql.plan.WritePlan;
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

    /** Whether the columns of the result are those that the table has at the time, as nobody named them. */
    public boolean selectsAll() {
        return parsed.statement() instanceof Select select
                && select.selections().isEmpty();
    }

    /** What the statement does, as far as clients' retries go by it. */
    public Effect effect() {
        Plan plan = planned.plan();
        if (plan instanceof SelectPlan) {
            return Effect.READ;
        } else if (plan instanceof WritePlan write) {
            return write.table().isCounter() ? Effect.COUNTER : Effect.WRITE;
        } else if (plan instanceof BatchPlan batch) {
            return switch (batch.kind()) {
                case LOGGED -> Effect.BATCH;
                case UNLOGGED -> Effect.UNLOGGED_BATCH;
                case COUNTER -> Effect.COUNTER;
            };
        }
        return Effect.OTHER;
    }

    /** The change of the schema that it is; null for other statements. */
    public @Nullable SchemaEvent schemaEvent() {
        return planned.plan() instanceof Plan.ChangeSchema change ? change.event() : null;
    }

    /** What a statement does. */
    public enum Effect {
        READ,
        WRITE,
        COUNTER,
        BATCH,
        UNLOGGED_BATCH,
        /** Changes of the schema, USE, DESCRIBE. */
        OTHER
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
