package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path {@code /v1/keyspaces/{keyspace}/tables/{table}/rows/{key}/{key}/…}, decoded. It is read from the raw path: keys
 * may be empty, contain slashes ({@code %2F}) or dots, and must not be normalized away.
 *
 * @param keys the text of the primary key's first columns, at least one
 */
record RowPath(String keyspace, String table, List<String> keys) {
    private static final String KEYSPACES = "/v1/keyspaces/";
    private static final String TABLES = "tables/";
    private static final String ROWS = "rows";
    private static final int KEYS_MAX = 64;

    /**
     * The row path that {@code rawPath} is, or null if it is another path.
     *
     * @throws StarlingException BAD_REQUEST for broken escapes, or when no key is given
     */
    static @Nullable RowPath parse(String rawPath) {
        if (!rawPath.startsWith(KEYSPACES)) {
            return null;
        }
        int keyspaceEnd = rawPath.indexOf('/', KEYSPACES.length());
        if (keyspaceEnd < 0 || !rawPath.startsWith(TABLES, keyspaceEnd + 1)) {
            return null;
        }
        int tableStart = keyspaceEnd + 1 + TABLES.length();
        int tableEnd = rawPath.indexOf('/', tableStart);
        if (tableEnd < 0 || !rawPath.startsWith(ROWS, tableEnd + 1)) {
            return null;
        }
        int keysStart = tableEnd + 1 + ROWS.length();
        if (keysStart < rawPath.length() && rawPath.charAt(keysStart) != '/') {
            return null;
        }
        return new RowPath(
                PercentDecoder.segment(rawPath.substring(KEYSPACES.length(), keyspaceEnd)),
                PercentDecoder.segment(rawPath.substring(tableStart, tableEnd)),
                keys(rawPath, keysStart + 1));
    }

    private static List<String> keys(String rawPath, int start) {
        if (start > rawPath.length()) {
            throw StarlingException.badRequest(
                    "the path names no key: rows/{key}/… gives the primary key's columns in order");
        }
        List<String> keys = new ArrayList<>(2);
        int from = start;
        for (int end = rawPath.indexOf('/', from); end >= 0; end = rawPath.indexOf('/', from)) {
            keys.add(PercentDecoder.segment(rawPath.substring(from, end)));
            from = end + 1;
            if (keys.size() > KEYS_MAX) {
                throw StarlingException.badRequest("the path has more than " + KEYS_MAX + " keys");
            }
        }
        keys.add(PercentDecoder.segment(rawPath.substring(from)));
        return keys;
    }
}
