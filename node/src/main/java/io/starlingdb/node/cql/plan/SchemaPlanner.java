package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Ordering;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.cql.plan.SchemaEvent.Change;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableAlteration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans schema statements. Whether a change fits the schema is the schema's to say, when it is applied. */
final class SchemaPlanner {

    private final Catalog catalog;
    private final Source source;

    SchemaPlanner(Catalog catalog) {
        this.catalog = catalog;
        this.source = catalog.source();
    }

    Plan plan(SchemaStatement statement) {
        if (statement instanceof SchemaStatement.CreateKeyspace create) {
            return keyspace(create.name(), create(create), Change.CREATED);
        } else if (statement instanceof SchemaStatement.AlterKeyspace alter) {
            return keyspace(alter.name(), alter(alter), Change.UPDATED);
        } else if (statement instanceof SchemaStatement.DropKeyspace drop) {
            SchemaChange change = new SchemaChange.DropKeyspace(drop.name().text(), drop.ifExists());
            return keyspace(drop.name(), change, Change.DROPPED);
        } else if (statement instanceof SchemaStatement.CreateTable create) {
            return table(create.table(), create(create), Change.CREATED);
        } else if (statement instanceof SchemaStatement.AlterTable alter) {
            SchemaChange change = new SchemaChange.AlterTable(
                    catalog.keyspaceOf(alter.table()),
                    alter.table().table().text(),
                    alteration(alter.alteration(), catalog.keyspaceOf(alter.table())),
                    alter.ifExists());
            return table(alter.table(), change, Change.UPDATED);
        } else if (statement instanceof SchemaStatement.DropTable drop) {
            SchemaChange change = new SchemaChange.DropTable(
                    catalog.keyspaceOf(drop.table()), drop.table().table().text(), drop.ifExists());
            return table(drop.table(), change, Change.DROPPED);
        }
        if (!(statement instanceof SchemaStatement.Truncate truncate)) {
            return new TypePlanner(catalog).plan(statement);
        }
        catalog.writableTable(truncate.table());
        SchemaChange change = new SchemaChange.TruncateTable(
                catalog.keyspaceOf(truncate.table()), truncate.table().table().text());
        return table(truncate.table(), change, Change.UPDATED);
    }

    private Plan keyspace(Name name, SchemaChange change, Change kind) {
        catalog.requireUserKeyspace(name.text(), name.at());
        return new Plan.ChangeSchema(change, new SchemaEvent(kind, name.text(), ""));
    }

    private Plan table(TableName name, SchemaChange change, Change kind) {
        String keyspace = catalog.keyspaceOf(name);
        catalog.requireUserKeyspace(keyspace, name.at());
        return new Plan.ChangeSchema(
                change, new SchemaEvent(kind, keyspace, name.table().text()));
    }

    private SchemaChange create(SchemaStatement.CreateKeyspace create) {
        KeyspaceOptions options = keyspaceOptions(create.options());
        if (options.replication() == null) {
            throw source.invalid(create.name().at(), "Missing mandatory option 'replication'");
        }
        return new SchemaChange.CreateKeyspace(
                create.name().text(),
                options.replication(),
                options.durableWrites() == null || options.durableWrites(),
                create.ifNotExists());
    }

    private SchemaChange alter(SchemaStatement.AlterKeyspace alter) {
        KeyspaceOptions options = keyspaceOptions(alter.options());
        return new SchemaChange.AlterKeyspace(
                alter.name().text(), options.replication(), options.durableWrites(), alter.ifExists());
    }

    private record KeyspaceOptions(
            @Nullable Replication replication, @Nullable Boolean durableWrites) {}

    private KeyspaceOptions keyspaceOptions(List<SchemaStatement.Option> options) {
        Replication replication = null;
        Boolean durableWrites = null;
        for (SchemaStatement.Option option : options) {
            Object value = value(option.value());
            if (option.name().text().equals("replication") && value instanceof Map<?, ?> map) {
                Map<String, String> replicas = new LinkedHashMap<>();
                map.forEach((key, text) -> replicas.put(String.valueOf(key), String.valueOf(text)));
                replication = replication(replicas, option);
            } else if (option.name().text().equals("durable_writes")
                    && (value.equals("true") || value.equals("false"))) {
                durableWrites = Boolean.valueOf(value.toString());
            } else {
                throw source.syntax(
                        option.name().at(),
                        "Unknown or misused keyspace option '" + option.name()
                                + "': there are replication = {…} and durable_writes = true|false");
            }
        }
        return new KeyspaceOptions(replication, durableWrites);
    }

    private Replication replication(Map<String, String> options, SchemaStatement.Option option) {
        try {
            return Replication.parse(options);
        } catch (StarlingException e) {
            throw source.error(e.code(), option.value().at(), e.text());
        }
    }

    private SchemaChange create(SchemaStatement.CreateTable create) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (Name name : create.partitionKey()) {
            columns.add(new ColumnDefinition(name.text(), keyType(create, name), ColumnKind.PARTITION_KEY));
        }
        for (Name name : create.clustering()) {
            columns.add(new ColumnDefinition(
                    name.text(), keyType(create, name), ColumnKind.CLUSTERING, isDescending(create, name)));
        }
        for (SchemaStatement.ColumnDefinition column : create.columns()) {
            if (!isKey(create, column.name().text())) {
                columns.add(definition(column, catalog.keyspaceOf(create.table())));
            }
        }
        checkClusteringOrder(create);
        return new SchemaChange.CreateTable(
                catalog.keyspaceOf(create.table()),
                create.table().table().text(),
                columns,
                options(create.options()),
                create.ifNotExists());
    }

    private static boolean isKey(SchemaStatement.CreateTable create, String name) {
        return create.partitionKey().stream().anyMatch(key -> key.text().equals(name))
                || create.clustering().stream().anyMatch(key -> key.text().equals(name));
    }

    private CqlType keyType(SchemaStatement.CreateTable create, Name name) {
        SchemaStatement.ColumnDefinition found = null;
        for (SchemaStatement.ColumnDefinition column : create.columns()) {
            if (column.name().text().equals(name.text())) {
                if (found != null) {
                    throw source.invalid(column.name().at(), "Multiple definitions of column " + name);
                }
                found = column;
            }
        }
        if (found == null) {
            throw source.invalid(name.at(), "Unknown definition " + name + " referenced in PRIMARY KEY");
        }
        if (found.isStatic()) {
            throw source.invalid(name.at(), "Static column " + name + " cannot be part of the PRIMARY KEY");
        }
        return type(found.type(), catalog.keyspaceOf(create.table()));
    }

    private static boolean isDescending(SchemaStatement.CreateTable create, Name column) {
        return create.clusteringOrder().stream()
                .anyMatch(order -> order.descending() && order.column().text().equals(column.text()));
    }

    private void checkClusteringOrder(SchemaStatement.CreateTable create) {
        List<Ordering> orders = create.clusteringOrder();
        for (int i = 0; i < orders.size(); i++) {
            Name column = orders.get(i).column();
            if (i >= create.clustering().size()
                    || !create.clustering().get(i).text().equals(column.text())) {
                throw source.invalid(
                        column.at(),
                        "CLUSTERING ORDER BY lists the clustering columns in their order: "
                                + String.join(
                                        ", ",
                                        create.clustering().stream()
                                                .map(Name::text)
                                                .toList()));
            }
        }
        if (!orders.isEmpty() && orders.size() < create.clustering().size()) {
            throw source.invalid(
                    orders.get(0).column().at(),
                    "Missing CLUSTERING ORDER for column " + create.clustering().get(orders.size()));
        }
    }

    private ColumnDefinition definition(SchemaStatement.ColumnDefinition column, String keyspace) {
        return new ColumnDefinition(
                column.name().text(),
                type(column.type(), keyspace),
                column.isStatic() ? ColumnKind.STATIC : ColumnKind.REGULAR);
    }

    private CqlType type(TypeName name, @Nullable String keyspace) {
        try {
            return CqlType.parse(name.text(), catalog.types(keyspace));
        } catch (StarlingException e) {
            throw source.invalid(name.at(), e.text());
        }
    }

    private TableAlteration alteration(SchemaStatement.Alteration alteration, String keyspace) {
        if (alteration instanceof SchemaStatement.AddColumns add) {
            return new TableAlteration.AddColumns(
                    add.columns().stream()
                            .map(column -> definition(column, keyspace))
                            .toList(),
                    add.ifNotExists());
        } else if (alteration instanceof SchemaStatement.DropColumns drop) {
            return new TableAlteration.DropColumns(
                    drop.columns().stream().map(Name::text).toList(), drop.ifExists());
        } else if (alteration instanceof SchemaStatement.RenameColumns rename) {
            Map<String, String> names = new LinkedHashMap<>();
            rename.renamings().forEach(r -> names.put(r.from().text(), r.to().text()));
            return new TableAlteration.RenameColumns(names, rename.ifExists());
        }
        return new TableAlteration.SetOptions(options(((SchemaStatement.SetOptions) alteration).options()));
    }

    private Map<String, Object> options(List<SchemaStatement.Option> options) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (SchemaStatement.Option option : options) {
            if (option.name().text().equals("id")) {
                continue; // Cassandra's dumps carry it; tables get their ids here.
            }
            if (values.put(option.name().text(), value(option.value())) != null) {
                throw source.invalid(option.name().at(), "Multiple definitions for property '" + option.name() + "'");
            }
        }
        return values;
    }

    /** An option's value: the text of a literal, or a map of such texts. */
    private Object value(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return literal.text();
        }
        if (expression instanceof Expression.Column word) {
            return word.name().text();
        }
        if (expression instanceof Expression.SetLiteral set && set.elements().isEmpty()) {
            return Map.of();
        }
        if (expression instanceof Expression.MapLiteral map) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Expression.Entry entry : map.entries()) {
                values.put(value(entry.key()).toString(), value(entry.value()).toString());
            }
            return values;
        }
        throw source.invalid(expression.at(), "An option is a constant or a map of constants");
    }
}
