package io.starlingdb.node.schema;

import io.starlingdb.client.StarlingException;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema as bytes, on the wire and on disk: a version byte, then keyspaces, tables and columns in their order. Equal
 * schemas have equal bytes, which {@link Schema#version} is a digest of. Form 2 adds user-defined types and secondary indexes;
 * a schema that has neither is still written in form 1, which older nodes read and digest.
 */
public final class SchemaCodec {
    private static final int PLAIN = 1;
    private static final int WITH_TYPES = 2;
    private static final int COLUMN_BYTES_MIN = 4;
    private static final int ENTRY_BYTES_MIN = 2;
    private static final int TABLE_BYTES_MIN = 8;
    private static final int INDEX_BYTES_MIN = 5;

    private SchemaCodec() {}

    /** The schema's bytes in the oldest form that can say it all. */
    public static byte[] encode(Schema schema) {
        WireWriter out = new WireWriter();
        int version = isPlain(schema) ? PLAIN : WITH_TYPES;
        out.u8(version);
        out.varint(schema.nextTableId());
        out.count(schema.keyspaces().size());
        schema.keyspaces().values().forEach(keyspace -> writeKeyspace(keyspace, version, out));
        return out.toByteArray();
    }

    /**
     * The schema of bytes in any known form.
     *
     * @throws WireException for bytes that are none
     */
    public static Schema decode(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int version = in.u8();
        if (version != PLAIN && version != WITH_TYPES) {
            throw new WireException("unknown schema version " + version);
        }
        try {
            int nextTableId = in.varint(Integer.MAX_VALUE);
            SortedMap<String, KeyspaceSchema> keyspaces = new TreeMap<>();
            for (int left = in.count(TABLE_BYTES_MIN); left > 0; left--) {
                KeyspaceSchema keyspace = readKeyspace(in, version, nextTableId);
                keyspaces.put(keyspace.name(), keyspace);
            }
            in.expectEnd();
            return new Schema(keyspaces, nextTableId);
        } catch (StarlingException e) {
            throw new WireException("not a schema: " + e.text());
        }
    }

    private static boolean isPlain(Schema schema) {
        return schema.keyspaces().values().stream()
                .allMatch(keyspace -> keyspace.types().isEmpty()
                        && keyspace.tables().values().stream()
                                .allMatch(table -> table.indexes().isEmpty()));
    }

    private static void writeKeyspace(KeyspaceSchema keyspace, int version, WireWriter out) {
        out.string(keyspace.name());
        Replication replication = keyspace.replication();
        out.u8(replication.strategy().storedId());
        out.varint(replication.defaultFactor());
        out.count(replication.factors().size());
        replication.factors().forEach((datacenter, factor) -> {
            out.string(datacenter);
            out.varint(factor);
        });
        out.bool(keyspace.durableWrites());
        if (version >= WITH_TYPES) {
            out.count(keyspace.types().size());
            keyspace.types().values().forEach(type -> writeType(type, out));
        }
        out.count(keyspace.tables().size());
        keyspace.tables().values().forEach(table -> writeTable(table, version, out));
    }

    private static KeyspaceSchema readKeyspace(WireReader in, int version, int nextTableId) {
        String name = in.string();
        Replication.Strategy strategy = strategy(in.u8());
        int defaultFactor = in.varint(Integer.MAX_VALUE);
        SortedMap<String, Integer> factors = new TreeMap<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            factors.put(in.string(), in.varint(Integer.MAX_VALUE));
        }
        boolean durableWrites = in.bool();
        UserTypes types = new UserTypes(name);
        if (version >= WITH_TYPES) {
            for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
                readType(in, types);
            }
        }
        SortedMap<String, TableSchema> tables = new TreeMap<>();
        for (int left = in.count(TABLE_BYTES_MIN); left > 0; left--) {
            TableSchema table = readTable(name, types, in, version, nextTableId);
            tables.put(table.name(), table);
        }
        return new KeyspaceSchema(
                name, new Replication(strategy, defaultFactor, factors), durableWrites, tables, types.all());
    }

    private static void writeType(UserType type, WireWriter out) {
        out.string(type.name());
        out.count(type.fields().size());
        type.fields().forEach(field -> {
            out.string(field.name());
            out.string(field.type().toString());
        });
    }

    private static void readType(WireReader in, UserTypes types) {
        String name = in.string();
        List<TypeChange.FieldDefinition> fields = new ArrayList<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            fields.add(new TypeChange.FieldDefinition(in.string(), in.string()));
        }
        types.define(name, fields);
    }

    private static void writeTable(TableSchema table, int version, WireWriter out) {
        out.string(table.name());
        out.varint(table.id());
        out.varint(table.nextColumnId());
        out.u8(table.conflicts().storedId());
        out.count(table.columns().size());
        for (ColumnSchema column : table.columns()) {
            out.varint(column.id());
            out.string(column.name());
            out.string(column.type().toString());
            out.u8(column.kind().storedId());
            out.bool(column.descending());
        }
        Map<TableOption, Object> options = table.options().changed();
        out.count(options.size());
        options.forEach((option, value) -> {
            out.string(option.cqlName());
            writeOption(value, out);
        });
        if (version >= WITH_TYPES) {
            out.count(table.indexes().size());
            table.indexes().forEach(index -> writeIndex(index, out));
        }
    }

    private static void writeIndex(IndexSchema index, WireWriter out) {
        out.varint(index.id());
        out.string(index.name());
        out.varint(index.columnId());
        out.u8(index.target().storedId());
        out.string(index.implementation());
    }

    private static IndexSchema readIndex(WireReader in, int nextTableId) {
        int id = in.varint(nextTableId - 1);
        String name = in.string();
        int column = in.varint(SchemaLimits.COLUMN_IDS_MAX);
        int stored = in.u8();
        for (IndexSchema.Target target : IndexSchema.Target.values()) {
            if (target.storedId() == stored) {
                return new IndexSchema(id, name, column, target, in.string());
            }
        }
        throw new WireException("unknown index target " + stored);
    }

    private static TableSchema readTable(
            String keyspace, TypeScope types, WireReader in, int version, int nextTableId) {
        String name = in.string();
        int id = in.varint(nextTableId - 1);
        int nextColumnId = in.varint(SchemaLimits.COLUMN_IDS_MAX);
        ConflictMode conflicts = conflicts(in.u8());
        List<ColumnSchema> columns = new ArrayList<>();
        for (int left = in.count(COLUMN_BYTES_MIN); left > 0; left--) {
            columns.add(new ColumnSchema(
                    in.varint(nextColumnId - 1),
                    in.string(),
                    CqlType.parse(in.string(), types),
                    kind(in.u8()),
                    in.bool()));
        }
        Map<String, Object> options = new TreeMap<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            options.put(in.string(), readOption(in));
        }
        List<IndexSchema> indexes = new ArrayList<>(0);
        if (version >= WITH_TYPES) {
            for (int left = in.count(INDEX_BYTES_MIN); left > 0; left--) {
                indexes.add(readIndex(in, nextTableId));
            }
        }
        TableSchema table = new TableSchema(
                id, keyspace, name, columns, nextColumnId, conflicts, TableOptions.DEFAULT.with(options));
        return TableRules.checked(indexes.isEmpty() ? table : table.withIndexes(indexes));
    }

    private static void writeOption(Object value, WireWriter out) {
        out.bool(value instanceof Map);
        if (value instanceof Map<?, ?> map) {
            out.count(map.size());
            map.forEach((key, content) -> {
                out.string(String.valueOf(key));
                out.string(String.valueOf(content));
            });
        } else {
            out.string(value.toString());
        }
    }

    private static Object readOption(WireReader in) {
        if (!in.bool()) {
            return in.string();
        }
        Map<String, String> map = new TreeMap<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            map.put(in.string(), in.string());
        }
        return map;
    }

    private static Replication.Strategy strategy(int storedId) {
        for (Replication.Strategy strategy : Replication.Strategy.values()) {
            if (strategy.storedId() == storedId) {
                return strategy;
            }
        }
        throw new WireException("unknown replication strategy " + storedId);
    }

    private static ConflictMode conflicts(int storedId) {
        for (ConflictMode mode : ConflictMode.values()) {
            if (mode.storedId() == storedId) {
                return mode;
            }
        }
        throw new WireException("unknown conflict mode " + storedId);
    }

    private static ColumnKind kind(int storedId) {
        for (ColumnKind kind : ColumnKind.values()) {
            if (kind.storedId() == storedId) {
                return kind;
            }
        }
        throw new WireException("unknown column kind " + storedId);
    }
}
