package io.starlingdb.node.cql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SELECT}.
 *
 * @param selections what is selected; empty stands for {@code *}
 */
public record Select(
        boolean json,
        boolean distinct,
        List<Selection> selections,
        TableName table,
        List<Relation> where,
        List<Expression> groupBy,
        List<Ordering> orderBy,
        @Nullable Expression perPartitionLimit,
        @Nullable Expression limit,
        boolean allowFiltering)
        implements Statement {

    /**
     * One selected expression.
     *
     * @param text as written, for the result column's name
     */
    public record Selection(Expression expression, @Nullable Name alias, String text) {}
}
