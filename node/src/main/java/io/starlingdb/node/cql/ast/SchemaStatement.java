package io.starlingdb.node.cql.ast;

import java.util.List;

/** A change of the schema, and TRUNCATE, which is one here: it gives the table a new id. */
public sealed interface SchemaStatement extends Statement {

    /** {@code name = value} of a WITH clause; the value is a literal or a map literal. */
    record Option(Name name, Expression value) {}

    record CreateKeyspace(Name name, boolean ifNotExists, List<Option> options) implements SchemaStatement {}

    record AlterKeyspace(Name name, boolean ifExists, List<Option> options) implements SchemaStatement {}

    record DropKeyspace(Name name, boolean ifExists) implements SchemaStatement {}

    record ColumnDefinition(Name name, TypeName type, boolean isStatic) {}

    record CreateTable(
            TableName table,
            boolean ifNotExists,
            List<ColumnDefinition> columns,
            List<Name> partitionKey,
            List<Name> clustering,
            List<Ordering> clusteringOrder,
            List<Option> options)
            implements SchemaStatement {}

    record AlterTable(TableName table, boolean ifExists, Alteration alteration) implements SchemaStatement {}

    /** One thing that ALTER TABLE does. */
    sealed interface Alteration {}

    record AddColumns(List<ColumnDefinition> columns, boolean ifNotExists) implements Alteration {}

    record DropColumns(List<Name> columns, boolean ifExists) implements Alteration {}

    record RenameColumns(List<Renaming> renamings, boolean ifExists) implements Alteration {}

    record Renaming(Name from, Name to) {}

    record SetOptions(List<Option> options) implements Alteration {}

    record DropTable(TableName table, boolean ifExists) implements SchemaStatement {}

    record Truncate(TableName table) implements SchemaStatement {}
}
