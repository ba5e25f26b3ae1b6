package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change of the schema, as a pure function. It returns the very schema it was given when there is nothing to do (IF
 * EXISTS, IF NOT EXISTS). Names are exact: lower case unless they were quoted.
 */
public sealed interface SchemaChange
        permits SchemaChange.CreateKeyspace,
                SchemaChange.AlterKeyspace,
                SchemaChange.DropKeyspace,
                SchemaChange.CreateTable,
                SchemaChange.AlterTable,
                SchemaChange.DropTable,
                SchemaChange.TruncateTable,
                TypeChange,
                IndexChange {
    /**
     * The schema after this change.
     *
     * @throws StarlingException {@code ALREADY_EXISTS}, {@code NOT_FOUND}, or {@code INVALID}
     */
    Schema applyTo(Schema schema);

    /** CREATE KEYSPACE. */
    record CreateKeyspace(String name, Replication replication, boolean durableWrites, boolean ifNotExists)
            implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (schema.keyspace(name) != null) {
                if (ifNotExists) {
                    return schema;
                }
                throw new StarlingException(
                        ErrorCode.ALREADY_EXISTS,
                        "Keyspace '" + name + "' already exists",
                        Map.of("keyspace", name, "table", ""));
            }
            SchemaLimits.requireName("keyspace", name);
            SchemaLimits.requireCount("keyspaces", schema.keyspaces().size() + 1, SchemaLimits.KEYSPACES_MAX);
            return schema.with(new KeyspaceSchema(name, replication, durableWrites, new TreeMap<>()));
        }
    }

    /** ALTER KEYSPACE; what is null stays as it is. */
    record AlterKeyspace(
            String name,
            @Nullable Replication replication,
            @Nullable Boolean durableWrites,
            boolean ifExists) implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && schema.keyspace(name) == null) {
                return schema;
            }
            KeyspaceSchema old = schema.requireKeyspace(name);
            KeyspaceSchema changed = new KeyspaceSchema(
                    name,
                    replication == null ? old.replication() : replication,
                    durableWrites == null ? old.durableWrites() : durableWrites,
                    old.tables(),
                    old.types());
            return changed.equals(old) ? schema : schema.with(changed);
        }
    }

    /** DROP KEYSPACE, with its tables. */
    record DropKeyspace(String name, boolean ifExists) implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && schema.keyspace(name) == null) {
                return schema;
            }
            schema.requireKeyspace(name);
            return schema.without(name);
        }
    }

    /**
     * CREATE TABLE.
     *
     * @param columns those of the partition key and clustering in their order, the others in any
     * @param options by CQL name, {@code conflicts} included; see {@link TableOptions#with}
     */
    record CreateTable(
            String keyspace, String name, List<ColumnDefinition> columns, Map<String, ?> options, boolean ifNotExists)
            implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            if (owner.table(name) != null) {
                if (ifNotExists) {
                    return schema;
                }
                throw new StarlingException(
                        ErrorCode.ALREADY_EXISTS,
                        "Table '" + keyspace + "." + name + "' already exists",
                        Map.of("keyspace", keyspace, "table", name));
            }
            return schema.with(TableRules.create(schema, this).retyped(owner));
        }
    }

    /** ALTER TABLE. */
    record AlterTable(String keyspace, String name, TableAlteration alteration, boolean ifExists)
            implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && schema.table(keyspace, name) == null) {
                return schema;
            }
            TableSchema old = schema.requireTable(keyspace, name);
            TableSchema changed = alteration.applyTo(old);
            if (changed.equals(old)) {
                return schema;
            }
            KeyspaceSchema owner = schema.requireKeyspace(keyspace);
            return schema.with(TableRules.checked(changed.retyped(owner)));
        }
    }

    /** DROP TABLE. */
    record DropTable(String keyspace, String name, boolean ifExists) implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            if (ifExists && schema.table(keyspace, name) == null) {
                return schema;
            }
            schema.requireTable(keyspace, name);
            return schema.with(schema.requireKeyspace(keyspace).without(name));
        }
    }

    /** TRUNCATE: the table gets a new id, under which there are no rows. */
    record TruncateTable(String keyspace, String name) implements SchemaChange {
        @Override
        public Schema applyTo(Schema schema) {
            return schema.with(schema.requireTable(keyspace, name).withId(schema.nextTableId()));
        }
    }
}
