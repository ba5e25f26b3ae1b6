package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.BindVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned statement.
 *
 * @param variables what the markers take, in the order of the text
 * @param routing for each column of the partition key the marker that gives it; empty unless every one is a plain marker
 * @param keyspace the keyspace of the statement's table; null if it has none
 * @param table the statement's table; null if it has none, or several
 */
public record Planned(
        Plan plan,
        List<BindVariable> variables,
        List<Integer> routing,
        @Nullable String keyspace,
        @Nullable String table) {}
