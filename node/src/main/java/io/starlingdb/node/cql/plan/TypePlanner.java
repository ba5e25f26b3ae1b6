package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.IndexChange;
import io.starlingdb.node.schema.IndexSchema;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.schema.TypeChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Plans the statements about user-defined types and indexes. */
final class TypePlanner {

    /** What CREATE INDEX … USING may name: all mean the one kind of index that there is. */
    private static final Set<String> IMPLEMENTATIONS = Set.of(
            "sai", "storageattachedindex", "legacy_local_table", "org.apache.cassandra.index.sai.storageattachedindex");

    private final Catalog catalog;

    TypePlanner(Catalog catalog) {
        this.catalog = catalog;
    }

    Plan plan(SchemaStatement statement) {
        if (statement instanceof SchemaStatement.CreateType create) {
            List<TypeChange.FieldDefinition> fields = create.fields().stream()
                    .map(field -> field(field, create.type()))
                    .toList();
            return type(
                    create.type(),
                    new TypeChange.CreateType(owner(create.type()), name(create.type()), fields, create.ifNotExists()),
                    SchemaEvent.Change.CREATED);
        } else if (statement instanceof SchemaStatement.AddField add) {
            TypeChange change = new TypeChange.AddField(
                    owner(add.type()),
                    name(add.type()),
                    field(add.field(), add.type()),
                    add.ifExists(),
                    add.ifNotExists());
            return type(add.type(), change, SchemaEvent.Change.UPDATED);
        } else if (statement instanceof SchemaStatement.RenameFields rename) {
            Map<String, String> names = new LinkedHashMap<>();
            rename.renamings()
                    .forEach(renaming ->
                            names.put(renaming.from().text(), renaming.to().text()));
            TypeChange change = new TypeChange.RenameFields(
                    owner(rename.type()), name(rename.type()), names, rename.ifExists(), rename.ifFieldExists());
            return type(rename.type(), change, SchemaEvent.Change.UPDATED);
        } else if (statement instanceof SchemaStatement.DropType drop) {
            TypeChange change = new TypeChange.DropType(owner(drop.type()), name(drop.type()), drop.ifExists());
            return type(drop.type(), change, SchemaEvent.Change.DROPPED);
        } else if (statement instanceof SchemaStatement.CreateIndex create) {
            return create(create);
        }
        return drop((SchemaStatement.DropIndex) statement);
    }

    private String owner(TableName name) {
        String owner = catalog.keyspaceOf(name);
        catalog.requireUserKeyspace(owner, name.at());
        return owner;
    }

    private static String name(TableName name) {
        return name.table().text();
    }

    private Plan type(TableName name, SchemaChange change, SchemaEvent.Change kind) {
        return new Plan.ChangeSchema(change, new SchemaEvent(kind, SchemaEvent.Target.TYPE, owner(name), name(name)));
    }

    /** A field whose type is found to exist; it is looked up again when the change is applied. */
    private TypeChange.FieldDefinition field(SchemaStatement.FieldDefinition field, TableName owner) {
        TypeName type = field.type();
        try {
            CqlType.parse(type.text(), catalog.types(owner(owner)));
        } catch (StarlingException e) {
            throw catalog.source().invalid(type.at(), e.text());
        }
        return new TypeChange.FieldDefinition(field.name().text(), type.text());
    }

    private Plan create(SchemaStatement.CreateIndex create) {
        TableSchema table = catalog.writableTable(create.table());
        SchemaStatement.Implementation given = create.implementation();
        if (given != null && !IMPLEMENTATIONS.contains(given.name().toLowerCase(Locale.ROOT))) {
            throw catalog.source()
                    .notImplemented(given.at(), "Indexes of the kind '" + given.name() + "' are not implemented");
        }
        String target = create.target();
        Name index = create.name();
        SchemaChange change = new IndexChange.CreateIndex(
                table.keyspace(),
                table.name(),
                index == null ? null : index.text(),
                catalog.column(table, create.column()).name(),
                target == null
                        ? defaultTarget(table, create)
                        : IndexSchema.Target.valueOf(target.toUpperCase(Locale.ROOT)),
                given == null ? "" : given.name(),
                create.ifNotExists());
        return new Plan.ChangeSchema(
                change, new SchemaEvent(SchemaEvent.Change.UPDATED, table.keyspace(), table.name()));
    }

    /** The column itself: its values, of a frozen collection the whole. */
    private IndexSchema.Target defaultTarget(TableSchema table, SchemaStatement.CreateIndex create) {
        return catalog.column(table, create.column()).type()
                                instanceof io.starlingdb.node.schema.CollectionType collection
                        && collection.frozen()
                ? IndexSchema.Target.FULL
                : IndexSchema.Target.VALUES;
    }

    private Plan drop(SchemaStatement.DropIndex drop) {
        String owner = owner(drop.index());
        KeyspaceSchema keyspace = catalog.keyspace(owner);
        TableSchema table = keyspace == null ? null : keyspace.index(name(drop.index()));
        SchemaChange change = new IndexChange.DropIndex(owner, name(drop.index()), drop.ifExists());
        return new Plan.ChangeSchema(
                change,
                new SchemaEvent(SchemaEvent.Change.UPDATED, owner, table == null ? name(drop.index()) : table.name()));
    }
}
