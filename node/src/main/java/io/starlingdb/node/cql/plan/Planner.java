package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.Select;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.Unsupported;
import io.starlingdb.node.cql.ast.Use;
import io.starlingdb.node.cql.value.BindVariables;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Plans statements against a schema. A plan is good for as long as the schema has the same version.
 *
 * @param virtual the system's own keyspaces, which are no part of the cluster's schema
 */
public record Planner(Schema virtual) {

    /**
     * Plans one statement.
     *
     * @param keyspace the session's keyspace, for names that come without one
     * @throws io.starlingdb.client.StarlingException {@code INVALID}, {@code NOT_IMPLEMENTED} or {@code SYNTAX_ERROR}, with
     *     {@code line} and {@code column} where a place can be named
     */
    public Planned plan(Parsed parsed, Schema schema, @Nullable String keyspace) {
        Catalog catalog = new Catalog(schema, virtual, keyspace, parsed.source());
        BindVariables variables = new BindVariables(parsed);
        Statement statement = parsed.statement();
        if (statement instanceof Select select) {
            SelectPlan plan = new SelectPlanner(select, catalog, variables).plan();
            return planned(
                    plan,
                    variables,
                    plan.table(),
                    Routing.of(plan.restrictions().target()));
        } else if (statement instanceof Modification modification) {
            WritePlan plan = new WritePlanner(modification, catalog, variables).plan();
            return planned(plan, variables, plan.table(), Routing.of(plan.keys()));
        } else if (statement instanceof Batch batch) {
            BatchPlan plan = BatchPlanner.plan(batch, catalog, variables);
            List<WritePlan> writes = plan.writes();
            return planned(
                    plan,
                    variables,
                    null,
                    writes.isEmpty() ? List.of() : Routing.of(writes.get(0).keys()));
        } else if (statement instanceof Unsupported unsupported) {
            String feature = unsupported.feature();
            throw parsed.source()
                    .notImplemented(
                            unsupported.at(),
                            feature.substring(0, 1).toUpperCase(Locale.ROOT) + feature.substring(1)
                                    + (feature.endsWith("s") ? " are" : " is") + " not implemented");
        }
        return planned(other(statement, catalog), variables, null, List.of());
    }

    private static Plan other(Statement statement, Catalog catalog) {
        if (statement instanceof SchemaStatement change) {
            return new SchemaPlanner(catalog).plan(change);
        } else if (statement instanceof Use use) {
            if (catalog.keyspace(use.keyspace().text()) == null) {
                throw catalog.source().invalid(use.keyspace().at(), "Keyspace '" + use.keyspace() + "' does not exist");
            }
            return new Plan.UseKeyspace(use.keyspace().text());
        }
        return new Plan.Explain((Describe) statement);
    }

    private static Planned planned(
            Plan plan, BindVariables variables, @Nullable TableSchema table, List<Integer> routing) {
        return new Planned(
                plan,
                variables.all(),
                routing,
                table == null ? null : table.keyspace(),
                table == null ? null : table.name());
    }
}
