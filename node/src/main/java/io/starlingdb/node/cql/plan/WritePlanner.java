package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.cql.ast.Using;
import io.starlingdb.node.cql.plan.WritePlan.DeletionKind;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans INSERT, UPDATE and DELETE, with Cassandra's rules about which columns may, must or must not be given. */
final class WritePlanner {

    private final Modification statement;
    private final Catalog catalog;
    private final Source source;
    private final TermCompiler terms;
    private final TableSchema table;
    private final OperationPlanner operations;
    private final List<ColumnOperation> statics = new ArrayList<>(2);
    private final List<ColumnOperation> regulars = new ArrayList<>(8);

    WritePlanner(Modification statement, Catalog catalog, BindVariables variables) {
        this.statement = statement;
        this.catalog = catalog;
        this.source = catalog.source();
        this.table = catalog.writableTable(statement.table());
        this.terms = catalog.terms(table, variables);
        this.operations = new OperationPlanner(table, source, terms);
    }

    WritePlan plan() {
        if (statement.conditions().isPresent()) {
            throw source.notImplemented(
                    statement.conditions().at(), "Conditional writes (IF …) are not implemented yet");
        }
        checkUsing(statement.using());
        if (statement instanceof Modification.Insert insert) {
            return insert(insert);
        }
        return statement instanceof Modification.Update update
                ? update(update)
                : delete((Modification.Delete) statement);
    }

    private void checkUsing(Using using) {
        if (table.isCounter() && using.timestamp() != null) {
            throw source.invalid(using.timestamp().at(), "Cannot provide custom timestamp for counter updates");
        }
        if (table.isCounter() && using.ttl() != null) {
            throw source.invalid(using.ttl().at(), "Cannot provide custom TTL for counter updates");
        }
        if (statement instanceof Modification.Delete && using.ttl() != null) {
            throw source.syntax(using.ttl().at(), "a DELETE has no TTL");
        }
    }

    private WritePlan insert(Modification.Insert insert) {
        if (table.isCounter()) {
            throw source.invalid(
                    insert.table().at(), "INSERT statements are not allowed on counter tables, use UPDATE instead");
        }
        if (insert.json() != null) {
            return insertJson(insert, insert.json());
        }
        Set<ColumnSchema> given = new HashSet<>();
        List<Relation> key = new ArrayList<>();
        boolean clustered = false;
        for (int i = 0; i < insert.columns().size(); i++) {
            Name name = insert.columns().get(i);
            Expression value = insert.values().get(i);
            ColumnSchema column = catalog.column(table, name);
            if (!given.add(column)) {
                throw source.invalid(name.at(), "Multiple definitions found for column " + name);
            }
            if (column.kind().isKey()) {
                clustered |= column.kind() == ColumnKind.CLUSTERING;
                key.add(new Relation(new Relation.ColumnTarget(name), Relation.Operator.EQ, value));
            } else {
                add(new ColumnOperation.SetValue(column, terms.compile(value, column.type(), column.name())));
            }
        }
        Restrictions where = restrictions(key);
        boolean staticsOnly = !statics.isEmpty() && regulars.isEmpty() && !clustered;
        if (!staticsOnly) {
            requireAllClustering(where.clustering());
        }
        return write(insert.using(), where, !staticsOnly, DeletionKind.NONE);
    }

    /** Every column has its value from the JSON text, which is known only when the statement runs. */
    private WritePlan insertJson(Modification.Insert insert, Modification.Json json) {
        JsonObject object =
                new JsonObject(table, terms.compile(json.value(), ScalarType.TEXT, "[json]"), json.defaultUnset());
        RelationReader reader = new RelationReader(table, catalog, terms);
        for (ColumnSchema column : table.columns()) {
            Term value = object.column(column);
            if (column.kind().isKey()) {
                reader.fix(column, value, insert.table().at());
            } else {
                add(new ColumnOperation.SetValue(column, value));
            }
        }
        Restrictions where = RestrictionPlanner.plan(table, source, RestrictionPlanner.Use.WRITE, reader);
        return write(insert.using(), where, true, DeletionKind.NONE);
    }

    private WritePlan update(Modification.Update update) {
        for (Modification.Assignment assignment : update.assignments()) {
            ColumnSchema column = catalog.column(table, assignment.column());
            if (column.kind().isKey()) {
                throw source.invalid(
                        assignment.column().at(), "PRIMARY KEY part " + column.name() + " found in SET part");
            }
            add(operations.assignment(assignment, column));
        }
        Restrictions where = restrictions(update.where());
        requireRowsOrStatics(where, "UPDATE");
        return write(update.using(), where, false, DeletionKind.NONE);
    }

    private WritePlan delete(Modification.Delete delete) {
        for (Modification.Deletion deletion : delete.deletions()) {
            ColumnSchema column = catalog.column(table, deletion.column());
            if (column.kind().isKey()) {
                throw source.invalid(
                        deletion.column().at(),
                        "Invalid identifier " + column.name() + " for deletion (should not be a PRIMARY KEY part)");
            }
            add(operations.deletion(deletion, column));
        }
        Restrictions where = restrictions(delete.where());
        if (!delete.deletions().isEmpty()) {
            requireRowsOrStatics(where, "DELETE");
            return write(delete.using(), where, false, DeletionKind.NONE);
        }
        ClusteringPlan clustering = where.clustering();
        DeletionKind kind = DeletionKind.SLICES;
        if (clustering.namesRows()) {
            kind = DeletionKind.ROWS;
        } else if (clustering.isEverything()) {
            kind = DeletionKind.PARTITION;
        }
        return write(delete.using(), where, false, kind);
    }

    private void add(ColumnOperation operation) {
        (operation.column().kind() == ColumnKind.STATIC ? statics : regulars).add(operation);
    }

    private Restrictions restrictions(List<Relation> relations) {
        RelationReader reader = new RelationReader(table, catalog, terms);
        reader.read(relations);
        return RestrictionPlanner.plan(table, source, RestrictionPlanner.Use.WRITE, reader);
    }

    /** Columns of rows need whole primary keys; static columns alone need none of the clustering. */
    private void requireRowsOrStatics(Restrictions where, String verb) {
        if (regulars.isEmpty() && !statics.isEmpty()) {
            if (where.restrictsClustering()) {
                throw source.invalid(
                        0,
                        "Invalid restrictions on clustering columns since the " + verb
                                + " statement modifies only static columns");
            }
            return;
        }
        if (where.clustering().hasSlice()) {
            throw source.invalid(
                    0,
                    verb.equals("DELETE")
                            ? "Range deletions are not supported for specific columns"
                            : "Slice restrictions are not supported on the clustering columns in UPDATE statements");
        }
        requireAllClustering(where.clustering());
    }

    private void requireAllClustering(ClusteringPlan clustering) {
        int given = clustering.points().stream().mapToInt(Points::width).sum();
        if (given < table.clustering().size()) {
            List<String> missing = table
                    .clustering()
                    .subList(given, table.clustering().size())
                    .stream()
                    .map(ColumnSchema::name)
                    .toList();
            throw source.invalid(0, "Some clustering keys are missing: " + String.join(", ", missing));
        }
    }

    private WritePlan write(Using using, Restrictions where, boolean marker, DeletionKind deletion) {
        boolean oneRow = ((PartitionTarget.OfKeys) where.target()).isSingle()
                && where.clustering().namesOneRow()
                && (marker || deletion == DeletionKind.ROWS || !regulars.isEmpty());
        if (using.context() != null && !oneRow) {
            throw source.invalid(
                    using.context().at(), "USING CONTEXT is for a write to one row, named by its whole primary key");
        }
        return new WritePlan(
                table,
                (PartitionTarget.OfKeys) where.target(),
                where.clustering(),
                marker,
                deletion,
                List.copyOf(statics),
                List.copyOf(regulars),
                usage(using.timestamp(), ScalarType.BIGINT, "[timestamp]"),
                usage(using.ttl(), ScalarType.INT, "[ttl]"),
                usage(using.context(), ScalarType.TEXT, "[context]"));
    }

    private @Nullable Term usage(@Nullable Expression value, ScalarType type, String name) {
        return value == null ? null : terms.compile(value, type, name);
    }
}
