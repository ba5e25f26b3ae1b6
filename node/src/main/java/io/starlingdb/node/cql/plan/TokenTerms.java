package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.cql.value.TermCompiler;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.Keys;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** What {@code token(…)} is compared with: a number, or the token of other key values. */
final class TokenTerms {

    private TokenTerms() {}

    static Term of(Expression value, TableSchema table, TermCompiler terms) {
        if (!(value instanceof Expression.Call call) || !call.function().text().equals("token")) {
            return terms.compile(value, ScalarType.BIGINT, "partition key token");
        }
        List<KeyTerm> key = new ArrayList<>();
        for (int i = 0;
                i < Math.min(call.arguments().size(), table.partitionKey().size());
                i++) {
            ColumnSchema column = table.partitionKey().get(i);
            key.add(new KeyTerm(column, terms.compile(call.arguments().get(i), column.type(), column.name())));
        }
        return (evaluation, row) ->
                ScalarType.BIGINT.encode(Partitioner.token(Keys.partitionKey(table, KeyTerm.values(key, evaluation))));
    }
}
