package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Ordering;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.Select;
import io.starlingdb.node.cql.ast.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads SELECT after its first word. */
final class SelectParser {

    private final TokenCursor in;
    private final ExpressionParser expressions;
    private final RelationParser relations;

    SelectParser(TokenCursor in, ExpressionParser expressions, RelationParser relations) {
        this.in = in;
        this.expressions = expressions;
        this.relations = relations;
    }

    Select select() {
        // JSON and DISTINCT are words that may also be columns: SELECT json FROM t.
        boolean json = in.keyword() == Keyword.JSON && !endsSelection(1);
        if (json) {
            in.advance();
        }
        boolean distinct = in.keyword() == Keyword.DISTINCT && !endsSelection(1);
        if (distinct) {
            in.advance();
        }
        List<Select.Selection> selections = selections();
        in.expect(Keyword.FROM);
        TableName table = Names.table(in);
        List<Relation> where = in.accept(Keyword.WHERE) ? relations.conjunction() : List.of();
        List<Expression> groupBy = new ArrayList<>(0);
        if (in.accept(Keyword.GROUP, Keyword.BY)) {
            do {
                groupBy.add(expressions.expression());
            } while (in.accept(TokenKind.COMMA));
        }
        List<Ordering> orderBy = in.accept(Keyword.ORDER, Keyword.BY) ? Names.orderings(in) : List.of();
        Expression perPartitionLimit = null;
        if (in.accept(Keyword.PER)) {
            in.expect(Keyword.PARTITION);
            in.expect(Keyword.LIMIT);
            perPartitionLimit = expressions.markerOrNumber();
        }
        Expression limit = in.accept(Keyword.LIMIT) ? expressions.markerOrNumber() : null;
        boolean allowFiltering = in.accept(Keyword.ALLOW, Keyword.FILTERING);
        return new Select(
                json, distinct, selections, table, where, groupBy, orderBy, perPartitionLimit, limit, allowFiltering);
    }

    /** Whether the word before was a column of its own: FROM, AS, a comma and the like follow. */
    private boolean endsSelection(int ahead) {
        return switch (in.kind(ahead)) {
            case WORD -> in.keyword(ahead) == Keyword.FROM || in.keyword(ahead) == Keyword.AS;
            case QUOTED_NAME, STAR, QUESTION_MARK, COLON -> false;
            default -> true;
        };
    }

    private List<Select.Selection> selections() {
        List<Select.Selection> selections = new ArrayList<>(8);
        if (in.accept(TokenKind.STAR)) {
            return selections;
        }
        do {
            int at = in.offset();
            Expression expression = expressions.expression();
            String text = in.textFrom(at);
            Name alias = in.accept(Keyword.AS) ? in.name("an alias") : null;
            selections.add(new Select.Selection(expression, alias, text));
        } while (in.accept(TokenKind.COMMA));
        return selections;
    }
}
