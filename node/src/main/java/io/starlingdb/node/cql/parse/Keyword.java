package io.starlingdb.node.cql.parse;

import org.jspecify.annotations.Nullable;

/**
 * The words that the grammar knows. Only the reserved ones cannot be names without quotes; the set of these is
 * Cassandra's, so that a schema written for one is read by the other.
 */
enum Keyword {
    ADD(true),
    AGGREGATE,
    AGGREGATES,
    ALL,
    ALLOW(true),
    ALTER(true),
    AND(true),
    APPLY(true),
    AS,
    ASC(true),
    AUTHORIZE(true),
    BATCH(true),
    BEGIN(true),
    BY(true),
    CAST,
    CLUSTER,
    CLUSTERING,
    COLUMNFAMILY(true),
    COLUMNS,
    COMPACT,
    CONTAINS,
    CONTEXT,
    COUNTER,
    CREATE(true),
    CUSTOM,
    DEFAULT(true),
    DELETE(true),
    DESC(true),
    DESCRIBE(true),
    DISTINCT,
    DROP(true),
    ENTRIES(true),
    EXECUTE(true),
    EXISTS,
    FALSE,
    FILTERING,
    FROM(true),
    FULL(true),
    FUNCTION,
    FUNCTIONS,
    GRANT(true),
    GROUP,
    IF(true),
    IN(true),
    INDEX(true),
    INFINITY(true),
    INSERT(true),
    INTO(true),
    IS(true),
    JSON,
    KEY,
    KEYSPACE(true),
    KEYSPACES,
    LIKE,
    LIMIT(true),
    LIST,
    LOGGED,
    MATERIALIZED(true),
    MODIFY(true),
    NAN(true),
    NORECURSIVE(true),
    NOT(true),
    NULL(true),
    OF(true),
    ON(true),
    OR(true),
    ORDER(true),
    PARTITION,
    PER,
    PRIMARY(true),
    RENAME(true),
    REPLACE(true),
    REVOKE(true),
    ROLE,
    SCHEMA(true),
    SELECT(true),
    SET(true),
    STATIC,
    STORAGE,
    TABLE(true),
    TABLES,
    TIMESTAMP,
    TO(true),
    TOKEN(true),
    TRIGGER,
    TRUE,
    TRUNCATE(true),
    TTL,
    TYPE,
    TYPES,
    UNLOGGED(true),
    UNSET(true),
    UPDATE(true),
    USE(true),
    USER,
    USING(true),
    VALUES,
    VIEW(true),
    WHERE(true),
    WITH(true);

    private static final Keyword[] BY_HASH = table();

    private final boolean reserved;

    Keyword() {
        this(false);
    }

    Keyword(boolean reserved) {
        this.reserved = reserved;
    }

    /** Whether the word cannot be a name unless quoted. */
    boolean isReserved() {
        return reserved;
    }

    /** The keyword that {@code text[start, end)} spells in any case, or null. */
    static @Nullable Keyword find(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + (text.charAt(i) & ~0x20);
        }
        for (int slot = hash & (BY_HASH.length - 1); ; slot = (slot + 1) & (BY_HASH.length - 1)) {
            Keyword candidate = BY_HASH[slot];
            if (candidate == null) {
                return null;
            }
            String name = candidate.name();
            if (name.length() == end - start && name.regionMatches(true, 0, text, start, name.length())) {
                return candidate;
            }
        }
    }

    private static Keyword[] table() {
        Keyword[] table = new Keyword[512];
        for (Keyword keyword : values()) {
            int slot = keyword.name().hashCode() & (table.length - 1);
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = keyword;
        }
        return table;
    }
}
