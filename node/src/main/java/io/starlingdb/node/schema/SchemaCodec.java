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
 * schemas have equal bytes, which {@link Schema#version} is a digest of; a node that learns a newer form must keep computing
 * the digest over form 1 while it shares a cluster with nodes that know no other.
 */
public final class SchemaCodec {
    private static final int VERSION = 1;
    private static final int COLUMN_BYTES_MIN = 4;
    private static final int ENTRY_BYTES_MIN = 2;
    private static final int TABLE_BYTES_MIN = 8;

    private SchemaCodec() {}

    /** The schema's bytes in the newest form. */
    public static byte[] encode(Schema schema) {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.varint(schema.nextTableId());
        out.count(schema.keyspaces().size());
        schema.keyspaces().values().forEach(keyspace -> writeKeyspace(keyspace, out));
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
        if (version != VERSION) {
            throw new WireException("unknown schema version " + version);
        }
        try {
            int nextTableId = in.varint(Integer.MAX_VALUE);
            SortedMap<String, KeyspaceSchema> keyspaces = new TreeMap<>();
            for (int left = in.count(TABLE_BYTES_MIN); left > 0; left--) {
                KeyspaceSchema keyspace = readKeyspace(in, nextTableId);
                keyspaces.put(keyspace.name(), keyspace);
            }
            in.expectEnd();
            return new Schema(keyspaces, nextTableId);
        } catch (StarlingException e) {
            throw new WireException("not a schema: " + e.text());
        }
    }

    private static void writeKeyspace(KeyspaceSchema keyspace, WireWriter out) {
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
        out.count(keyspace.tables().size());
        keyspace.tables().values().forEach(table -> writeTable(table, out));
    }

    private static KeyspaceSchema readKeyspace(WireReader in, int nextTableId) {
        String name = in.string();
        Replication.Strategy strategy = strategy(in.u8());
        int defaultFactor = in.varint(Integer.MAX_VALUE);
        SortedMap<String, Integer> factors = new TreeMap<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            factors.put(in.string(), in.varint(Integer.MAX_VALUE));
        }
        boolean durableWrites = in.bool();
        SortedMap<String, TableSchema> tables = new TreeMap<>();
        for (int left = in.count(TABLE_BYTES_MIN); left > 0; left--) {
            TableSchema table = readTable(name, in, nextTableId);
            tables.put(table.name(), table);
        }
        return new KeyspaceSchema(name, new Replication(strategy, defaultFactor, factors), durableWrites, tables);
    }

    private static void writeTable(TableSchema table, WireWriter out) {
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
    }

    private static TableSchema readTable(String keyspace, WireReader in, int nextTableId) {
        String name = in.string();
        int id = in.varint(nextTableId - 1);
        int nextColumnId = in.varint(SchemaLimits.COLUMN_IDS_MAX);
        ConflictMode conflicts = conflicts(in.u8());
        List<ColumnSchema> columns = new ArrayList<>();
        for (int left = in.count(COLUMN_BYTES_MIN); left > 0; left--) {
            columns.add(new ColumnSchema(
                    in.varint(nextColumnId - 1), in.string(), CqlType.parse(in.string()), kind(in.u8()), in.bool()));
        }
        Map<String, Object> options = new TreeMap<>();
        for (int left = in.count(ENTRY_BYTES_MIN); left > 0; left--) {
            options.put(in.string(), readOption(in));
        }
        return TableRules.checked(new TableSchema(
                id, keyspace, name, columns, nextColumnId, conflicts, TableOptions.DEFAULT.with(options)));
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
