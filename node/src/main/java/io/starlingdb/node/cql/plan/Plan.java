package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.schema.SchemaChange;
import java.util.List;

/** What is to be done for a statement, as far as it can be decided before values are bound. Immutable and shared. */
public sealed interface Plan
        permits SelectPlan, WritePlan, BatchPlan, Plan.ChangeSchema, Plan.UseKeyspace, Plan.Explain {

    /** The columns of the result; none unless rows come back. */
    default List<ResultColumn> columns() {
        return List.of();
    }

    /** A change of the schema, and what it is called towards clients. */
    record ChangeSchema(SchemaChange change, SchemaEvent event) implements Plan {}

    record UseKeyspace(String keyspace) implements Plan {}

    /** {@code DESCRIBE}. */
    record Explain(Describe statement) implements Plan {}
}
