package io.starlingdb.node.http;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.ring.Consistency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request on rows, checked. What is unknown, given twice or out of range is a bad request: a
 * mistyped {@code consistency} must not quietly become the default.
 */
final class RowParameters {
    /** Rows in a page when nobody says. */
    static final int DEFAULT_LIMIT = 1_000;

    static final int LIMIT_MAX = 10_000;
    private static final int TTL_MAX = 630_720_000;
    private static final int REPLICAS_MAX = 1_000;
    private static final long TIMEOUT_MS_MAX = 600_000;

    /** What the parameters are for: not all go with everything. */
    enum Use {
        READ,
        WRITE,
        DELETE
    }

    private static final RowParameters NONE = new RowParameters(Use.READ);

    private final Use use;
    private final Set<String> seen = new HashSet<>();
    private @Nullable ConsistencyLevel level;
    private int r;
    private int w;
    private boolean sloppy;
    private long timeoutMillis;
    private int ttlSeconds = -1;
    private @Nullable Long timestampMicros;
    private @Nullable List<String> columns;
    private int limit = DEFAULT_LIMIT;
    private @Nullable String from;
    private @Nullable String to;
    private boolean reverse;
    private @Nullable String page;

    private RowParameters(Use use) {
        this.use = use;
    }

    static RowParameters parse(@Nullable String query, Use use) {
        if (query == null) {
            return NONE;
        }
        RowParameters parameters = new RowParameters(use);
        QueryString.read(query, parameters::accept);
        if (parameters.level != null && (parameters.r > 0 || parameters.w > 0)) {
            throw StarlingException.badRequest("give consistency, or r and w, not both");
        }
        return parameters;
    }

    /** How many replicas a read waits for. */
    Consistency readConsistency(ConsistencyLevel byDefault) {
        return r > 0 ? Consistency.replicas(r) : named(byDefault);
    }

    /** How many replicas a write waits for. */
    Consistency writeConsistency(ConsistencyLevel byDefault) {
        return w > 0 ? Consistency.replicas(w) : named(byDefault);
    }

    boolean sloppy() {
        return sloppy;
    }

    /** Milliseconds that the client waits; 0 if it did not say. */
    long timeoutMillis() {
        return timeoutMillis;
    }

    /** The time to live of what is written; -1 if the client did not say. */
    int ttlSeconds() {
        return ttlSeconds;
    }

    @Nullable
    Long timestampMicros() {
        return timestampMicros;
    }

    /** The names of the columns to answer; null for all. */
    @Nullable
    List<String> columns() {
        return columns;
    }

    int limit() {
        return limit;
    }

    /** The least value of the next clustering column, itself included; null for no bound. */
    @Nullable
    String from() {
        return from;
    }

    /** The first value of the next clustering column behind those asked for; null for no bound. */
    @Nullable
    String to() {
        return to;
    }

    boolean reverse() {
        return reverse;
    }

    @Nullable
    String page() {
        return page;
    }

    private Consistency named(ConsistencyLevel byDefault) {
        return Consistency.of(level == null ? byDefault : level);
    }

    private void accept(String name, String value) {
        if (!seen.add(name) && !name.equals("columns")) {
            throw StarlingException.badRequest("query parameter '" + name + "' is given twice");
        }
        requireUse(name);
        switch (name) {
            case "consistency" -> level = LevelName.parse(value);
            case "r" -> r = (int) number(name, value, 1, REPLICAS_MAX);
            case "w" -> w = (int) number(name, value, 1, REPLICAS_MAX);
            case "sloppy" -> sloppy = flag(name, value);
            case "timeout_ms" -> timeoutMillis = number(name, value, 1, TIMEOUT_MS_MAX);
            case "ttl" -> ttlSeconds = (int) number(name, value, 0, TTL_MAX);
            case "timestamp" -> timestampMicros = number(name, value, 0, Long.MAX_VALUE);
            case "columns" -> addColumns(value);
            case "limit" -> limit = (int) number(name, value, 1, LIMIT_MAX);
            case "from" -> from = value;
            case "to" -> to = value;
            case "reverse" -> reverse = flag(name, value);
            case "page" -> page = value;
            default -> throw StarlingException.badRequest("unknown query parameter '" + name + "'");
        }
    }

    /** A parameter that would be passed over in silence is refused: {@code DELETE …?columns=a} would delete all of them. */
    private void requireUse(String name) {
        boolean fits = switch (name) {
            case "columns", "limit", "from", "to", "reverse", "page" -> use == Use.READ;
            case "ttl" -> use == Use.WRITE;
            case "timestamp" -> use != Use.READ;
            default -> true;
        };
        if (!fits) {
            throw StarlingException.badRequest("query parameter '" + name + "' does not go with a "
                    + use.name().toLowerCase(Locale.ROOT));
        }
    }

    private void addColumns(String names) {
        List<String> all = columns == null ? new ArrayList<>() : columns;
        all.addAll(List.of(names.split(",", -1)));
        columns = all;
    }

    private static boolean flag(String name, String value) {
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw StarlingException.badRequest(name + " is true or false, not '" + value + "'");
        };
    }

    private static long number(String name, String value, long least, long greatest) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw StarlingException.badRequest(
                name + " is a whole number from " + least + " to " + greatest + ", not '" + value + "'");
    }
}
