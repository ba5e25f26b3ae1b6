package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A table's options: those that differ from their defaults are kept. Immutable. */
public final class TableOptions {
    /** Every option at its default. */
    public static final TableOptions DEFAULT = new TableOptions(new EnumMap<>(TableOption.class));

    private final EnumMap<TableOption, Object> changed;

    private TableOptions(EnumMap<TableOption, Object> changed) {
        this.changed = changed;
    }

    /**
     * These options with some of them set anew, by their CQL names. A value is a string, number, boolean, or a map of
     * strings; unknown names and impossible values fail with {@code INVALID}.
     */
    public TableOptions with(Map<String, ?> settings) {
        EnumMap<TableOption, Object> merged = new EnumMap<>(changed);
        settings.forEach((name, given) -> {
            TableOption option = TableOption.find(name);
            if (option == null) {
                throw new StarlingException(ErrorCode.SYNTAX_ERROR, "Unknown property '" + name + "'");
            }
            merged.put(option, option.check(given));
        });
        merged.entrySet().removeIf(entry -> entry.getKey().defaultValue().equals(entry.getValue()));
        return new TableOptions(merged);
    }

    /** An option's value: a String, Integer, Double, Boolean, or a sorted map of strings. */
    public Object get(TableOption option) {
        return changed.getOrDefault(option, option.defaultValue());
    }

    /** The table's comment; empty if it has none. */
    public String comment() {
        return (String) get(TableOption.COMMENT);
    }

    /** Seconds until a cell written without a TTL expires; 0 means never. */
    public int defaultTimeToLive() {
        return (Integer) get(TableOption.DEFAULT_TIME_TO_LIVE);
    }

    /** What differs from the defaults, in the options' order. */
    Map<TableOption, Object> changed() {
        return Collections.unmodifiableMap(changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableOptions options && options.changed.equals(changed);
    }

    @Override
    public int hashCode() {
        return changed.hashCode();
    }

    @Override
    public String toString() {
        return changed.toString();
    }
}
