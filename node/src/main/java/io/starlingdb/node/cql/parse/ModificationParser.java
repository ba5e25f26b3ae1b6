package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Modification.Assignment;
import io.starlingdb.node.cql.ast.Modification.Conditions;
import io.starlingdb.node.cql.ast.Modification.Deletion;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.Using;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads INSERT, UPDATE, DELETE and BATCH after their first word. */
final class ModificationParser {

    private final TokenCursor in;
    private final ExpressionParser expressions;
    private final RelationParser relations;

    ModificationParser(TokenCursor in, ExpressionParser expressions, RelationParser relations) {
        this.in = in;
        this.expressions = expressions;
        this.relations = relations;
    }

    Modification.Insert insert() {
        in.expect(Keyword.INTO);
        TableName table = Names.table(in);
        List<Name> columns = new ArrayList<>(8);
        List<Expression> values = List.of();
        Modification.Json json = null;
        if (in.accept(Keyword.JSON)) {
            json = json();
        } else {
            in.expect(TokenKind.LEFT_PARENTHESIS);
            do {
                columns.add(in.name("a column"));
            } while (in.accept(TokenKind.COMMA));
            in.expect(TokenKind.RIGHT_PARENTHESIS);
            in.expect(Keyword.VALUES);
            int at = in.offset();
            in.expect(TokenKind.LEFT_PARENTHESIS);
            values = expressions.elements(TokenKind.RIGHT_PARENTHESIS);
            if (values.size() != columns.size()) {
                throw in.errorAt(
                        at, "expected " + columns.size() + " values for as many columns, but found " + values.size());
            }
        }
        int at = in.offset();
        Conditions conditions = Names.ifNotExists(in) ? new Conditions(false, true, List.of(), at) : Conditions.NONE;
        return new Modification.Insert(table, columns, values, json, conditions, using());
    }

    private Modification.Json json() {
        Expression value = expressions.expression();
        boolean defaultUnset = false;
        if (in.accept(Keyword.DEFAULT)) {
            defaultUnset = in.accept(Keyword.UNSET);
            if (!defaultUnset) {
                in.expect(Keyword.NULL);
            }
        }
        return new Modification.Json(value, defaultUnset);
    }

    Modification.Update update() {
        TableName table = Names.table(in);
        Using using = using();
        in.expect(Keyword.SET);
        List<Assignment> assignments = new ArrayList<>(4);
        do {
            int at = in.offset();
            Assignment next = assignment();
            if (assignments.stream().anyMatch(other -> excludes(next, other))) {
                throw in.errorAt(at, "Multiple incompatible setting of column " + next.column());
            }
            assignments.add(next);
        } while (in.accept(TokenKind.COMMA));
        in.expect(Keyword.WHERE);
        List<Relation> where = relations.conjunction();
        return new Modification.Update(table, using, assignments, where, conditions());
    }

    /** Whether two assignments of one statement cannot both be meant: to set a column as a whole leaves nothing for another. */
    private static boolean excludes(Assignment one, Assignment other) {
        if (!one.column().text().equals(other.column().text())) {
            return false;
        }
        Name field = one.field();
        Name otherField = other.field();
        boolean sameField = field != null && otherField != null && field.text().equals(otherField.text());
        return sameField || setsAll(one) || setsAll(other);
    }

    /** {@code c = value}, but not {@code c = c + value} and the like. */
    private static boolean setsAll(Assignment assignment) {
        if (assignment.element() != null || assignment.field() != null) {
            return false;
        }
        return !(assignment.value() instanceof Expression.Binary sum
                && (isColumn(sum.left(), assignment.column()) || isColumn(sum.right(), assignment.column())));
    }

    private static boolean isColumn(Expression expression, Name name) {
        return expression instanceof Expression.Column column
                && column.name().text().equals(name.text());
    }

    private Assignment assignment() {
        Name column = in.name("a column");
        Expression element = null;
        if (in.accept(TokenKind.LEFT_BRACKET)) {
            element = expressions.expression();
            in.expect(TokenKind.RIGHT_BRACKET);
        }
        Name field = element == null && in.accept(TokenKind.DOT) ? in.name("a field") : null;
        boolean whole = element == null && field == null;
        if (whole && in.accept(TokenKind.PLUS_EQUALS)) {
            return new Assignment(column, null, null, added(column, Expression.Operator.PLUS));
        }
        if (whole && in.accept(TokenKind.MINUS_EQUALS)) {
            return new Assignment(column, null, null, added(column, Expression.Operator.MINUS));
        }
        in.expect(TokenKind.EQUALS);
        return new Assignment(column, element, field, expressions.expression());
    }

    private Expression added(Name column, Expression.Operator operator) {
        return new Expression.Binary(operator, new Expression.Column(column), expressions.expression());
    }

    Modification.Delete delete() {
        List<Deletion> deletions = new ArrayList<>(2);
        while (in.keyword() != Keyword.FROM) {
            in.expecting(Keyword.FROM);
            Name column = in.name("a column");
            Expression element = null;
            if (in.accept(TokenKind.LEFT_BRACKET)) {
                element = expressions.expression();
                in.expect(TokenKind.RIGHT_BRACKET);
            }
            Name field = element == null && in.accept(TokenKind.DOT) ? in.name("a field") : null;
            deletions.add(new Deletion(column, element, field));
            if (!in.accept(TokenKind.COMMA)) {
                break;
            }
        }
        in.expect(Keyword.FROM);
        TableName table = Names.table(in);
        Using using = using();
        in.expect(Keyword.WHERE);
        List<Relation> where = relations.conjunction();
        return new Modification.Delete(table, using, deletions, where, conditions());
    }

    /** {@code IF EXISTS} or {@code IF condition AND …}. */
    private Conditions conditions() {
        int at = in.offset();
        if (!in.accept(Keyword.IF)) {
            return Conditions.NONE;
        }
        // "exists" may also be a column: IF exists = 3.
        if (in.keyword() == Keyword.EXISTS && endsStatement(in.kind(1), in.keyword(1))) {
            in.advance();
            return new Conditions(true, false, List.of(), at);
        }
        return new Conditions(false, false, relations.conjunction(), at);
    }

    private static boolean endsStatement(TokenKind kind, @Nullable Keyword keyword) {
        return kind == TokenKind.END || kind == TokenKind.SEMICOLON || (keyword != null && keyword.isReserved());
    }

    /** {@code USING TIMESTAMP t AND TTL t AND CONTEXT c}, in any order, each at most once. */
    Using using() {
        if (!in.accept(Keyword.USING)) {
            return Using.NOTHING;
        }
        Expression timestamp = null;
        Expression ttl = null;
        Expression context = null;
        do {
            int at = in.offset();
            boolean again;
            if (in.accept(Keyword.TIMESTAMP)) {
                again = timestamp != null;
                timestamp = expressions.markerOrNumber();
            } else if (in.accept(Keyword.TTL)) {
                again = ttl != null;
                ttl = expressions.markerOrNumber();
            } else if (in.accept(Keyword.CONTEXT)) {
                again = context != null;
                context = expressions.markerOrLiteral();
            } else {
                throw in.unexpected();
            }
            if (again) {
                throw in.errorAt(at, "this is given twice");
            }
        } while (in.accept(Keyword.AND));
        return new Using(timestamp, ttl, context);
    }

    /** After {@code BEGIN}. */
    Batch batch(int at) {
        Batch.Kind kind = Batch.Kind.LOGGED;
        if (in.accept(Keyword.UNLOGGED)) {
            kind = Batch.Kind.UNLOGGED;
        } else if (in.accept(Keyword.COUNTER)) {
            kind = Batch.Kind.COUNTER;
        } else {
            in.accept(Keyword.LOGGED);
        }
        in.expect(Keyword.BATCH);
        Using using = using();
        List<Modification> statements = new ArrayList<>();
        while (!in.accept(Keyword.APPLY)) {
            if (in.accept(Keyword.INSERT)) {
                statements.add(insert());
            } else if (in.accept(Keyword.UPDATE)) {
                statements.add(update());
            } else if (in.accept(Keyword.DELETE)) {
                statements.add(delete());
            } else {
                throw in.unexpected();
            }
            in.accept(TokenKind.SEMICOLON);
        }
        in.expect(Keyword.BATCH);
        return new Batch(kind, using, statements, at);
    }
}
