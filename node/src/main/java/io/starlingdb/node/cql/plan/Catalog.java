package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.TypeScope;
import org.jspecify.annotations.Nullable;

/**
 * The names that a statement may use: the cluster's schema, the node's virtual tables, and the session's keyspace for
 * names that come without one.
 *
 * @param virtual the keyspaces whose tables the node makes up; they cannot be written
 * @param keyspace the session's keyspace
 */
record Catalog(Schema schema, Schema virtual, @Nullable String keyspace, Source source) {

    /** The keyspace that a table's name means. */
    String keyspaceOf(TableName name) {
        if (name.keyspace() != null) {
            return name.keyspace().text();
        }
        if (keyspace == null) {
            throw source.invalid(
                    name.at(),
                    "No keyspace has been specified. USE a keyspace, or explicitly specify keyspace.tablename");
        }
        return keyspace;
    }

    TableSchema table(TableName name) {
        String owner = keyspaceOf(name);
        KeyspaceSchema found = keyspace(owner);
        if (found == null) {
            throw source.invalid(name.at(), "Keyspace '" + owner + "' does not exist");
        }
        TableSchema table = found.table(name.table().text());
        if (table == null) {
            throw source.invalid(name.table().at(), "Table '" + owner + "." + name.table() + "' does not exist");
        }
        return table;
    }

    /** A table that may be written. */
    TableSchema writableTable(TableName name) {
        TableSchema table = table(name);
        if (isVirtual(table)) {
            throw source.invalid(name.at(), "Table '" + table + "' is a system table and cannot be written");
        }
        return table;
    }

    boolean isVirtual(TableSchema table) {
        return virtual.keyspace(table.keyspace()) != null;
    }

    @Nullable
    KeyspaceSchema keyspace(String name) {
        KeyspaceSchema system = virtual.keyspace(name);
        return system != null ? system : schema.keyspace(name);
    }

    /** Fails if the keyspace is the system's: schema statements do not touch it. */
    void requireUserKeyspace(String name, int at) {
        if (virtual.keyspace(name) != null) {
            throw source.invalid(at, "Keyspace '" + name + "' belongs to the system and cannot be changed");
        }
    }

    /** The user-defined types that a statement about this keyspace may name. */
    TypeScope types(@Nullable String owner) {
        KeyspaceSchema found = owner == null ? null : schema.keyspace(owner);
        return found == null ? TypeScope.NONE : found;
    }

    /** What compiles the values of a statement about this table; it names no columns. */
    TermCompiler terms(TableSchema table, BindVariables variables) {
        return new TermCompiler(source, types(table.keyspace()), variables, null);
    }

    ColumnSchema column(TableSchema table, Name name) {
        ColumnSchema column = table.column(name.text());
        if (column == null) {
            throw source.invalid(name.at(), "Undefined column name " + name + " in table " + table);
        }
        return column;
    }
}
