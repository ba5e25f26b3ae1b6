package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.PrimitiveCodec;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.starlingdb.node.cql.plan.ResultColumn;
import io.starlingdb.node.cql.value.BindVariable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned statement with what clients are told of its markers and columns, computed when it is first asked for. Immutable but for that;
 * loop only.
 */
final class KnownStatement {
    private final io.starlingdb.node.cql.Prepared statement;
    private final byte[] id;
    private final byte[] resultId;
    private final boolean mayChange;
    private final List<ColumnSpec>[] columns = columnsByVersion();

    KnownStatement(io.starlingdb.node.cql.Prepared statement) {
        this.statement = statement;
        this.id = statement.id();
        this.resultId = digest(statement.columns());
        this.mayChange = statement.selectsAll()
                || statement.columns().stream().anyMatch(column -> WireTypes.mayGrow(column.type()));
    }

    io.starlingdb.node.cql.Prepared statement() {
        return statement;
    }

    /** Changes when the result's columns do. */
    byte[] resultId() {
        return resultId;
    }

    /** The answer to PREPARE. */
    Prepared prepared(int version) {
        int[] routing = statement.routing().stream().mapToInt(Integer::intValue).toArray();
        RowsMetadata variables = new RowsMetadata(variables(version), null, routing, null);
        RowsMetadata result = statement.columns().isEmpty()
                ? new RowsMetadata(0, null, null, null)
                : new RowsMetadata(columns(version), null, null, null);
        return new Prepared(id, resultId, variables, result);
    }

    /** The result's columns, for a version of the protocol. */
    List<ColumnSpec> columns(int version) {
        List<ColumnSpec> known = columns[version];
        if (known == null) {
            known = specs(statement.columns(), version);
            columns[version] = known;
        }
        return known;
    }

    /**
     * What goes in front of a page of rows.
     *
     * @param clientsId the columns that the client knows, by their id (v5); null if it did not say
     * @param skips whether the client does without the columns if they are as it knows them
     */
    RowsMetadata metadata(int version, boolean skips, byte @Nullable [] clientsId, @Nullable ByteBuffer pagingState) {
        if (version >= ProtocolVersions.SEGMENTS && clientsId != null) {
            if (!Arrays.equals(clientsId, resultId)) {
                return new RowsMetadata(columns(version), pagingState, null, resultId);
            }
        } else if (mayChange) {
            // before v5 a client never learns that "*" means more columns than when it prepared, or a type more fields
            return new RowsMetadata(columns(version), pagingState, null, null);
        }
        return skips
                ? new RowsMetadata(statement.columns().size(), pagingState, null, null)
                : new RowsMetadata(columns(version), pagingState, null, null);
    }

    static List<ColumnSpec> specs(List<ResultColumn> columns, int version) {
        List<ColumnSpec> specs = new ArrayList<>(columns.size());
        for (ResultColumn column : columns) {
            specs.add(new ColumnSpec(
                    column.keyspace(),
                    column.table(),
                    column.name(),
                    specs.size(),
                    WireTypes.of(column.type(), version)));
        }
        return specs;
    }

    private List<ColumnSpec> variables(int version) {
        String keyspace = statement.tableKeyspace() == null ? "" : statement.tableKeyspace();
        String table = statement.table() == null ? "" : statement.table();
        List<ColumnSpec> specs = new ArrayList<>();
        for (BindVariable variable : statement.variables()) {
            specs.add(new ColumnSpec(
                    keyspace, table, variable.name(), specs.size(), WireTypes.of(variable.type(), version)));
        }
        return specs;
    }

    private static byte[] digest(List<ResultColumn> columns) {
        WireBytes form = WireBytes.allocate(256);
        PrimitiveCodec<WireBytes> codec = new WireBytesCodec();
        for (ResultColumn column : columns) {
            codec.writeString(column.keyspace(), form);
            codec.writeString(column.table(), form);
            codec.writeString(column.name(), form);
            codec.writeLongString(column.type().toString(), form);
        }
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(form.array(), 0, form.size());
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    @SuppressWarnings("unchecked") // an array of lists cannot be made otherwise
    private static List<ColumnSpec>[] columnsByVersion() {
        return (List<ColumnSpec>[]) new List<?>[ProtocolVersions.MAX + 1];
    }
}
