package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * How large a schema may grow. The whole schema travels in the cluster record and is held by every node, so it stays
 * small; Cassandra's own limits are used where it has them.
 */
public final class SchemaLimits {
    /** Keyspaces in a cluster. */
    public static final int KEYSPACES_MAX = 500;
    /** Tables in a cluster. */
    public static final int TABLES_MAX = 1_000;
    /** Columns of a table, keys included. */
    public static final int COLUMNS_MAX = 1_000;
    /** Columns that a table may have in its whole life, dropped ones included. */
    public static final int COLUMN_IDS_MAX = 65_536;
    /** User-defined types of a keyspace. */
    public static final int TYPES_MAX = 1_000;
    /** Fields of a user-defined type. */
    public static final int FIELDS_MAX = 1_000;
    /** Secondary indexes of a table. */
    public static final int INDEXES_MAX = 64;
    /** Partition key columns and clustering columns of a table, together. */
    public static final int KEY_COLUMNS_MAX = 64;
    /** Characters in a keyspace's or type's name: letters, digits and underscores. */
    public static final int NAME_LENGTH_MAX = 48;
    /** Characters in a table's or index's name. */
    public static final int TABLE_NAME_LENGTH_MAX = 222;
    /** Bytes of a column's name in UTF-8. */
    public static final int COLUMN_NAME_BYTES_MAX = 256;
    /** Bytes of an option's text in UTF-8, or of one key or value of an option's map. */
    public static final int OPTION_BYTES_MAX = 4_096;
    /** Entries of an option's map, and datacenters of a replication. */
    public static final int OPTION_ENTRIES_MAX = 64;
    /** Bytes of a serialized partition key, and of each of its columns. */
    public static final int PARTITION_KEY_BYTES_MAX = 65_535;
    /** Bytes of a row's clustering columns in their ordered form. */
    public static final int CLUSTERING_BYTES_MAX = 65_535;

    private static final Pattern NAME = Pattern.compile("\\w+");

    private SchemaLimits() {}

    static void requireName(String what, String name) {
        requireName(what, name, NAME_LENGTH_MAX);
    }

    /** @param what a table or an index */
    static void requireTableName(String what, String name) {
        requireName(what, name, TABLE_NAME_LENGTH_MAX);
    }

    private static void requireName(String what, String name, int max) {
        if (name.length() > max || !NAME.matcher(name).matches()) {
            throw StarlingException.invalid(
                    what + " name '" + shortened(name) + "' must be 1 to " + max + " letters, digits or underscores");
        }
    }

    static void requireColumnName(String name) {
        if (name.isEmpty() || utf8Length(name) > COLUMN_NAME_BYTES_MAX) {
            throw StarlingException.invalid("column name '" + shortened(name) + "' must have 1 to "
                    + COLUMN_NAME_BYTES_MAX + " bytes in UTF-8");
        }
    }

    static void requireTypeName(String name) {
        requireName("type", name);
        boolean builtIn = switch (name) {
            case "list", "set", "map", "tuple", "vector", "frozen" -> true;
            default -> ScalarType.find(name) != null;
        };
        if (builtIn) {
            throw StarlingException.invalid("(Reserved) invalid user type name " + name + ": it is a built-in type's");
        }
    }

    static void requireCount(String what, int count, int max) {
        if (count > max) {
            throw StarlingException.invalid(
                    "too many " + what + ": " + count + ", and at most " + max + " are allowed");
        }
    }

    static void requireOptionText(String option, String text) {
        if (utf8Length(text) > OPTION_BYTES_MAX) {
            throw StarlingException.invalid(option + " is longer than " + OPTION_BYTES_MAX + " bytes");
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
