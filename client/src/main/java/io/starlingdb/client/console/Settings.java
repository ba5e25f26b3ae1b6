package io.starlingdb.client.console;

import io.starlingdb.client.ConsistencyLevel;
import org.jspecify.annotations.Nullable;

/** What the console's commands have set; confined to the console's thread. */
final class Settings {
    static final int DEFAULT_PAGE_ROWS = 100;

    private @Nullable String keyspace;
    private ConsistencyLevel consistency = ConsistencyLevel.QUORUM;
    private boolean expand;
    private boolean paging = true;
    private int pageRows = DEFAULT_PAGE_ROWS;

    @Nullable
    String keyspace() {
        return keyspace;
    }

    void keyspace(String name) {
        keyspace = name;
    }

    ConsistencyLevel consistency() {
        return consistency;
    }

    void consistency(ConsistencyLevel level) {
        consistency = level;
    }

    boolean expand() {
        return expand;
    }

    void expand(boolean on) {
        expand = on;
    }

    boolean paging() {
        return paging;
    }

    void paging(boolean on) {
        paging = on;
    }

    int pageRows() {
        return pageRows;
    }

    void pageRows(int rows) {
        pageRows = rows;
        paging = true;
    }
}
