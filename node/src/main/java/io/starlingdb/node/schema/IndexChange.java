package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of a table's secondary indexes, as a pure function. */
public sealed interface IndexChange extends SchemaChange {

    /**
     * CREATE INDEX.
     *
     * @param index its name; null to make one of the table's and column's
     * @param implementation the class of CREATE CUSTOM INDEX; empty without one
     */
    record CreateIndex(
            String keyspace,
            String table,
            @Nullable String index,
            String column,
            IndexSchema.Target target,
            String implementation,
            boolean ifNotExists)
            implements IndexChange {
        @Override
        public Schema applyTo(Schema schema) {
            TableSchema owner = schema.requireTable(keyspace, table);
            ColumnSchema indexed = owner.column(column);
            if (indexed == null) {
                throw StarlingException.invalid("Undefined column name " + column + " in table " + owner);
            }
            KeyspaceSchema all = schema.requireKeyspace(keyspace);
            String name = index == null ? freeName(all) : index;
            SchemaLimits.requireTableName("index", name);
            if (all.index(name) != null) {
                if (ifNotExists) {
                    return schema;
                }
                throw new StarlingException(
                        ErrorCode.INVALID, "Index '" + name + "' already exists", Map.of("keyspace", keyspace));
            }
            if (owner.isCounter()) {
                throw StarlingException.invalid("Secondary indexes are not supported on counter tables");
            }
            if (indexed.kind() == ColumnKind.PARTITION_KEY
                    && owner.partitionKey().size() == 1) {
                throw StarlingException.invalid(
                        "Cannot create secondary index on the only partition key column " + column);
            }
            IndexSchema.check(indexed, target);
            for (IndexSchema other : owner.indexes()) {
                if (other.columnId() == indexed.id() && other.target() == target) {
                    if (ifNotExists) {
                        return schema;
                    }
                    throw StarlingException.invalid(
                            "Index " + name + " is a duplicate of existing index " + other.name());
                }
            }
            SchemaLimits.requireCount("indexes of a table", owner.indexes().size() + 1, SchemaLimits.INDEXES_MAX);
            List<IndexSchema> indexes = new ArrayList<>(owner.indexes());
            indexes.add(new IndexSchema(schema.nextTableId(), name, indexed.id(), target, implementation));
            return schema.with(owner.withIndexes(indexes));
        }

        private String freeName(KeyspaceSchema all) {
            String stem = (table + "_" + column).replaceAll("\\W", "") + "_idx";
            String base = stem.length() > SchemaLimits.TABLE_NAME_LENGTH_MAX - 3
                    ? stem.substring(0, SchemaLimits.TABLE_NAME_LENGTH_MAX - 3)
                    : stem;
            String name = base;
            for (int i = 1; all.index(name) != null; i++) {
                name = base + "_" + i;
            }
            return name;
        }
    }

    /** DROP INDEX. */
    record DropIndex(String keyspace, String index, boolean ifExists) implements IndexChange {
        @Override
        public Schema applyTo(Schema schema) {
            KeyspaceSchema all = schema.keyspace(keyspace);
            TableSchema owner = all == null ? null : all.index(index);
            if (owner == null) {
                if (ifExists) {
                    return schema;
                }
                throw StarlingException.notFound("Index '" + keyspace + "." + index + "' doesn't exist");
            }
            List<IndexSchema> indexes = new ArrayList<>(owner.indexes());
            indexes.removeIf(candidate -> candidate.name().equals(index));
            return schema.with(owner.withIndexes(indexes));
        }
    }
}
