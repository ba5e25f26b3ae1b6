package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table options that Cassandra has, with its names and defaults. Those that speak of what this database does not have
 * (compaction, grace periods) are checked, kept and shown, and change nothing.
 */
public enum TableOption {
    /** Kept; no effect. */
    ADDITIONAL_WRITE_POLICY("99p"),
    /** Kept; no effect. */
    ALLOW_AUTO_SNAPSHOT(true),
    /** Kept; no effect. */
    BLOOM_FILTER_FP_CHANCE(0.01, 1.0),
    /** Kept; no effect. */
    CACHING(Map.of("keys", "ALL", "rows_per_partition", "NONE")),
    /** Kept; no effect. */
    CDC(false),
    /** Said to people. */
    COMMENT(""),
    /** Kept; no effect. */
    COMPACTION(Map.of(
            "class",
            "org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy",
            "max_threshold",
            "32",
            "min_threshold",
            "4")),
    /** Kept; no effect. */
    COMPRESSION(Map.of("chunk_length_in_kb", "16", "class", "org.apache.cassandra.io.compress.LZ4Compressor")),
    /** Kept; no effect. */
    CRC_CHECK_CHANCE(1.0, 1.0),
    /** Kept; no effect. */
    DCLOCAL_READ_REPAIR_CHANCE(0.0, 1.0),
    /** Seconds until a cell written without a TTL expires; 0 means never. At most 20 years. */
    DEFAULT_TIME_TO_LIVE(0, 630_720_000),
    /** Kept; no effect. */
    EXTENSIONS(Map.of()),
    /** Kept; no effect: deleted data does not come back, however long a replica was away (DESIGN 6.4). */
    GC_GRACE_SECONDS(864_000, Integer.MAX_VALUE),
    /** Kept; no effect. */
    INCREMENTAL_BACKUPS(true),
    /** Kept; no effect. */
    MAX_INDEX_INTERVAL(2048, Integer.MAX_VALUE),
    /** Kept; no effect. */
    MEMTABLE("default"),
    /** Kept; no effect. */
    MEMTABLE_FLUSH_PERIOD_IN_MS(0, Integer.MAX_VALUE),
    /** Kept; no effect. */
    MIN_INDEX_INTERVAL(128, Integer.MAX_VALUE),
    /** Kept; no effect: reads repair what they find. */
    READ_REPAIR("BLOCKING"),
    /** Kept; no effect. */
    READ_REPAIR_CHANCE(0.0, 1.0),
    /** Kept; no effect. */
    SPECULATIVE_RETRY("99p");

    @SuppressWarnings("ImmutableEnumChecker") // a boxed value, a string, or an unmodifiable map of strings
    private final Object defaultValue;

    private final double max;

    TableOption(Object defaultValue) {
        this(defaultValue, 0);
    }

    TableOption(Object defaultValue, double max) {
        this.defaultValue = defaultValue instanceof Map<?, ?> map ? sorted(map) : defaultValue;
        this.max = max;
    }

    /** The option of that name in any case; null if Cassandra has none. */
    static @Nullable TableOption find(String name) {
        for (TableOption option : values()) {
            if (option.name().equalsIgnoreCase(name)) {
                return option;
            }
        }
        return null;
    }

    /** The name in CQL, and the column of {@code system_schema.tables}. */
    public String cqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is when nobody says: a String, Integer, Double, Boolean, or a sorted map of strings. */
    public Object defaultValue() {
        return defaultValue;
    }

    /** The value in this option's Java class, from a string, number, boolean or map; fails with {@code INVALID}. */
    Object check(Object given) {
        if (defaultValue instanceof Map<?, ?> != given instanceof Map<?, ?>) {
            throw invalid(given instanceof Map ? "a single value" : "a map", given);
        }
        if (given instanceof Map<?, ?> map) {
            return checkMap(map);
        }
        String text = given.toString();
        SchemaLimits.requireOptionText(cqlName(), text);
        if (defaultValue instanceof Integer) {
            return checkNumber(text, "a whole number").intValue();
        }
        if (defaultValue instanceof Double) {
            return checkNumber(text, "a number");
        }
        if (defaultValue instanceof Boolean) {
            if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
                throw invalid("true or false", text);
            }
            return Boolean.valueOf(text);
        }
        return text;
    }

    private Double checkNumber(String text, String wanted) {
        try {
            double number = defaultValue instanceof Integer ? Integer.parseInt(text) : Double.parseDouble(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(wanted, text);
        }
        throw invalid(
                wanted + " between 0 and " + (defaultValue instanceof Integer ? Long.toString((long) max) : max), text);
    }

    private Map<String, String> checkMap(Map<?, ?> map) {
        SchemaLimits.requireCount("entries of " + cqlName(), map.size(), SchemaLimits.OPTION_ENTRIES_MAX);
        Map<String, String> sorted = sorted(map);
        sorted.forEach((key, value) -> {
            SchemaLimits.requireOptionText(cqlName(), key);
            SchemaLimits.requireOptionText(cqlName(), value);
        });
        return sorted;
    }

    private static Map<String, String> sorted(Map<?, ?> map) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), String.valueOf(value)));
        return Collections.unmodifiableMap(sorted);
    }

    private StarlingException invalid(String wanted, Object given) {
        return StarlingException.invalid("option " + cqlName() + " is " + wanted + ", not '" + given + "'");
    }
}
