package io.starlingdb.node.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.CoordinatorException;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements through the Java driver and says what came back, in words that two servers' answers can be compared by. */
final class DriverTarget {

    /**
     * What a server answered.
     *
     * @param columns name and type of each
     * @param rows each value in hexadecimal, or {@code null}
     * @param pages how many rows each page had
     * @param error the class of the driver's error; empty where there was none
     * @param message what the error said
     */
    record Answer(List<String> columns, List<List<String>> rows, List<Integer> pages, String error, String message) {}

    private final CqlSession session;

    DriverTarget(CqlSession session) {
        this.session = session;
    }

    /**
     * Runs a statement to its last page.
     *
     * @param pageSize rows; 0 for all at once
     * @param timestamp of a write, µs
     * @param values for its markers, of the driver's classes
     */
    Answer run(String statement, int pageSize, long timestamp, @Nullable Object... values) {
        SimpleStatement request = SimpleStatement.newInstance(statement, values)
                .setQueryTimestamp(timestamp)
                .setPageSize(pageSize == 0 ? 50_000 : pageSize);
        List<String> columns = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        try {
            ResultSet page = session.execute(request);
            for (ColumnDefinition column : page.getColumnDefinitions()) {
                columns.add(
                        column.getName().asInternal() + " " + column.getType().asCql(true, true));
            }
            while (true) {
                int there = page.getAvailableWithoutFetching();
                pages.add(there);
                for (int i = 0; i < there; i++) {
                    rows.add(values(page.one(), columns.size()));
                }
                ByteBuffer state = page.getExecutionInfo().getPagingState();
                if (state == null) {
                    return new Answer(columns, rows, pages, "", "");
                }
                page = session.execute(request.setPagingState(state));
            }
        } catch (CoordinatorException e) {
            return new Answer(
                    List.of(), List.of(), List.of(), e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
        }
    }

    private static List<String> values(Row row, int count) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer value = row.getBytesUnsafe(i);
            values.add(value == null ? "null" : Bytes.toHexString(value));
        }
        return values;
    }
}
