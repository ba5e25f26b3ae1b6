package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.Relation.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the conditions of WHERE and IF. */
final class RelationParser {

    private final TokenCursor in;
    private final ExpressionParser expressions;
    private int depth;

    RelationParser(TokenCursor in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /** {@code relation (AND relation)*}. */
    List<Relation> conjunction() {
        List<Relation> relations = new ArrayList<>(4);
        do {
            relation(relations);
        } while (in.accept(Keyword.AND));
        return relations;
    }

    private void relation(List<Relation> relations) {
        int at = in.offset();
        if (in.accept(TokenKind.LEFT_PARENTHESIS)) {
            tuple(relations, at);
        } else if (in.accept(Keyword.TOKEN)) {
            in.expect(TokenKind.LEFT_PARENTHESIS);
            relations.add(comparison(new Relation.TokenTarget(names(), at)));
        } else {
            relations.add(column());
        }
    }

    /** {@code (c1, c2) op value}, or relations in parentheses, of which one may be dropped. */
    private void tuple(List<Relation> relations, int at) {
        boolean names = in.isName() && (in.kind(1) == TokenKind.COMMA || in.kind(1) == TokenKind.RIGHT_PARENTHESIS);
        if (!names) {
            if (++depth > ExpressionParser.DEPTH_MAX) {
                throw in.errorAt(at, "parentheses nest too deep");
            }
            relation(relations);
            while (in.accept(Keyword.AND)) {
                relation(relations);
            }
            in.expect(TokenKind.RIGHT_PARENTHESIS);
            depth--;
            return;
        }
        Relation.Target target = new Relation.TupleTarget(names(), at);
        relations.add(in.accept(Keyword.IN) ? in(target) : comparison(target));
    }

    private List<Name> names() {
        List<Name> names = new ArrayList<>(4);
        do {
            names.add(in.name("a column"));
        } while (in.accept(TokenKind.COMMA));
        in.expect(TokenKind.RIGHT_PARENTHESIS);
        return names;
    }

    private Relation column() {
        Name column = in.name("a column");
        Relation.Target target = new Relation.ColumnTarget(column);
        if (in.accept(TokenKind.LEFT_BRACKET)) {
            Expression key = expressions.expression();
            in.expect(TokenKind.RIGHT_BRACKET);
            target = new Relation.ElementTarget(column, key);
        } else if (in.accept(TokenKind.DOT)) {
            target = new Relation.FieldTarget(column, in.name("a field"));
        }
        if (in.accept(Keyword.IN)) {
            return in(target);
        }
        if (in.accept(Keyword.CONTAINS)) {
            Operator operator = in.accept(Keyword.KEY) ? Operator.CONTAINS_KEY : Operator.CONTAINS;
            return new Relation(target, operator, expressions.expression());
        }
        if (in.accept(Keyword.LIKE)) {
            return new Relation(target, Operator.LIKE, expressions.expression());
        }
        if (in.accept(Keyword.IS)) {
            in.expect(Keyword.NOT);
            int at = in.offset();
            in.expect(Keyword.NULL);
            return new Relation(
                    target, Operator.IS_NOT_NULL, new Expression.Literal(Expression.LiteralKind.NULL, "null", at));
        }
        return comparison(target);
    }

    private Relation comparison(Relation.Target target) {
        Operator operator = operator();
        if (operator == null) {
            throw in.unexpected();
        }
        return new Relation(target, operator, expressions.expression());
    }

    private @Nullable Operator operator() {
        if (in.accept(TokenKind.EQUALS)) {
            return Operator.EQ;
        } else if (in.accept(TokenKind.LESS)) {
            return Operator.LT;
        } else if (in.accept(TokenKind.LESS_OR_EQUAL)) {
            return Operator.LTE;
        } else if (in.accept(TokenKind.GREATER)) {
            return Operator.GT;
        } else if (in.accept(TokenKind.GREATER_OR_EQUAL)) {
            return Operator.GTE;
        } else if (in.accept(TokenKind.NOT_EQUALS)) {
            return Operator.NEQ;
        }
        return null;
    }

    /** What follows {@code IN}: one marker for the whole list, or the list. */
    private Relation in(Relation.Target target) {
        Expression marker = in.acceptMarker();
        if (marker != null) {
            return new Relation(target, Operator.IN, marker);
        }
        int at = in.offset();
        in.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> values = expressions.elements(TokenKind.RIGHT_PARENTHESIS);
        return new Relation(target, Operator.IN, new Expression.TupleLiteral(values, at));
    }
}
