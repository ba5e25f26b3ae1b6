package io.starlingdb.client.console;

import io.starlingdb.client.ConsistencyLevel;
import org.jspecify.annotations.Nullable;

/** What the console's commands have set; confined to the console's thread. */
final class Settings {
    /** When rows are shown one column a line; AUTO is when a table would be wider than the screen. */
    enum Expand {
        ON,
        OFF,
        AUTO
    }

    static final int DEFAULT_PAGE_ROWS = 100;

    private @Nullable String keyspace;
    private ConsistencyLevel consistency = ConsistencyLevel.QUORUM;
    private Expand expand = Expand.OFF;
    private @Nullable ConsistencyLevel serialConsistency;
    private boolean paging = true;
    private boolean timing;
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

    Expand expand() {
        return expand;
    }

    void expand(Expand when) {
        expand = when;
    }

    /** Null for the node's own. */
    @Nullable
    ConsistencyLevel serialConsistency() {
        return serialConsistency;
    }

    void serialConsistency(ConsistencyLevel level) {
        serialConsistency = level;
    }

    /** Whether each answer's time is shown. */
    boolean timing() {
        return timing;
    }

    void timing(boolean on) {
        timing = on;
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
