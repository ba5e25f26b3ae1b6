package io.starlingdb.node.cql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** A type's name, with the keyspace if the text names one. */
    record CreateType(TableName type, boolean ifNotExists, List<FieldDefinition> fields) implements SchemaStatement {}

    record FieldDefinition(Name name, TypeName type) {}

    /** {@code ALTER TYPE … ADD field type}. */
    record AddField(TableName type, boolean ifExists, FieldDefinition field, boolean ifNotExists)
            implements SchemaStatement {}

    /** {@code ALTER TYPE … RENAME a TO b AND …}. */
    record RenameFields(TableName type, boolean ifExists, List<Renaming> renamings, boolean ifFieldExists)
            implements SchemaStatement {}

    record DropType(TableName type, boolean ifExists) implements SchemaStatement {}

    /**
     * {@code CREATE INDEX}.
     *
     * @param name null where the text gives none
     * @param target {@code VALUES}, {@code KEYS}, {@code ENTRIES} or {@code FULL}; null where the text says only the column
     * @param implementation the class or name after USING; null without one
     */
    record CreateIndex(
            boolean ifNotExists,
            @Nullable Name name,
            TableName table,
            @Nullable String target,
            Name column,
            @Nullable Implementation implementation)
            implements SchemaStatement {}

    record Implementation(String name, int at) {}

    /** The index is named as a table would be. */
    record DropIndex(TableName index, boolean ifExists) implements SchemaStatement {}

    record DropTable(TableName table, boolean ifExists) implements SchemaStatement {}

    record Truncate(TableName table) implements SchemaStatement {}
}
