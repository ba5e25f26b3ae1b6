package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.SchemaChangeTarget;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import com.datastax.oss.protocol.internal.response.result.SchemaChange;
import com.datastax.oss.protocol.internal.response.result.SetKeyspace;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.starlingdb.node.cql.plan.SchemaEvent;
import io.starlingdb.node.cql.run.ResultSet;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Results of the engine as messages of the protocol. */
final class ResultMessages {
    private ResultMessages() {}

    static Message of(
            ResultSet result,
            @Nullable KnownStatement statement,
            int version,
            boolean skipsMetadata,
            byte @Nullable [] clientsResultId) {
        return switch (result.kind()) {
            case VOID -> Void.INSTANCE;
            case SET_KEYSPACE -> new SetKeyspace(String.valueOf(result.keyspace()));
            case SCHEMA_CHANGE -> result.event() == null ? Void.INSTANCE : schemaChange(result.event());
            case ROWS -> rows(result, statement, version, skipsMetadata, clientsResultId);
        };
    }

    private static Message rows(
            ResultSet result,
            @Nullable KnownStatement statement,
            int version,
            boolean skipsMetadata,
            byte @Nullable [] clientsResultId) {
        byte[] state = result.pagingState();
        ByteBuffer pagingState = state == null ? null : ByteBuffer.wrap(state);
        // what is not as it was announced, as with conditions that did not hold, says what it is
        RowsMetadata metadata = statement != null
                        && result.columns().equals(statement.statement().columns())
                ? statement.metadata(version, skipsMetadata, clientsResultId, pagingState)
                : new RowsMetadata(KnownStatement.specs(result.columns(), version), pagingState, null, null);
        return new DefaultRows(metadata, data(result.rows()));
    }

    private static Queue<List<ByteBuffer>> data(List<byte[] @Nullable []> rows) {
        Queue<List<ByteBuffer>> data = new ArrayDeque<>(Math.max(1, rows.size()));
        for (byte[][] row : rows) {
            ByteBuffer[] cells = new ByteBuffer[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = row[i] == null ? null : ByteBuffer.wrap(row[i]);
            }
            data.add(Arrays.asList(cells));
        }
        return data;
    }

    private static Message schemaChange(SchemaEvent event) {
        return new SchemaChange(
                event.change().name(),
                switch (event.target()) {
                    case KEYSPACE -> SchemaChangeTarget.KEYSPACE;
                    case TABLE -> SchemaChangeTarget.TABLE;
                    case TYPE -> SchemaChangeTarget.TYPE;
                },
                event.keyspace(),
                event.table(),
                List.of());
    }
}
