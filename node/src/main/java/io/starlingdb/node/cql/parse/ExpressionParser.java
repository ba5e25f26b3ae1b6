package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Expression.LiteralKind;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values. */
final class ExpressionParser {

    /** How deep literals, types and parentheses may nest, so that no text can exhaust the stack. */
    static final int DEPTH_MAX = 64;

    private final TokenCursor in;
    private final TypeParser types;
    private int depth;

    ExpressionParser(TokenCursor in, TypeParser types) {
        this.in = in;
        this.types = types;
    }

    /** {@code sum := product (('+' | '-') product)*}. */
    Expression expression() {
        deeper();
        Expression left = product();
        while (true) {
            if (in.accept(TokenKind.PLUS)) {
                left = new Expression.Binary(Expression.Operator.PLUS, left, product());
            } else if (in.accept(TokenKind.MINUS)) {
                left = new Expression.Binary(Expression.Operator.MINUS, left, product());
            } else {
                depth--;
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = element();
        while (true) {
            if (in.accept(TokenKind.STAR)) {
                left = new Expression.Binary(Expression.Operator.TIMES, left, element());
            } else if (in.accept(TokenKind.SLASH)) {
                left = new Expression.Binary(Expression.Operator.DIVIDE, left, element());
            } else if (in.accept(TokenKind.PERCENT)) {
                left = new Expression.Binary(Expression.Operator.MODULO, left, element());
            } else {
                return left;
            }
        }
    }

    private Expression element() {
        Expression value = simple();
        while (hasParts(value)) {
            if (in.accept(TokenKind.LEFT_BRACKET)) {
                value = bracket(value);
            } else if (in.accept(TokenKind.DOT)) {
                value = new Expression.Field(value, in.name("a field"));
            } else {
                return value;
            }
        }
        return value;
    }

    private static boolean hasParts(Expression value) {
        return value instanceof Expression.Column
                || value instanceof Expression.Element
                || value instanceof Expression.Field;
    }

    /** {@code [key]} or {@code [from..to]}, after the opening bracket. */
    private Expression bracket(Expression value) {
        Expression key = in.kind() == TokenKind.RANGE ? null : expression();
        if (key == null || in.kind() == TokenKind.RANGE) {
            in.expect(TokenKind.RANGE);
            Expression to = in.kind() == TokenKind.RIGHT_BRACKET ? null : expression();
            in.expect(TokenKind.RIGHT_BRACKET);
            return new Expression.Range(value, key, to);
        }
        in.expect(TokenKind.RIGHT_BRACKET);
        return new Expression.Element(value, key);
    }

    private Expression simple() {
        Expression.Marker marker = in.acceptMarker();
        if (marker != null) {
            return marker;
        }
        if (in.kind() == TokenKind.MINUS && !isNumber(1)) {
            int at = in.offset();
            in.advance();
            deeper();
            Expression negated = new Expression.Negation(element(), at);
            depth--;
            return negated;
        }
        Expression literal = literal();
        if (literal != null) {
            return literal;
        }
        int at = in.offset();
        if (in.accept(TokenKind.LEFT_BRACKET)) {
            return new Expression.ListLiteral(elements(TokenKind.RIGHT_BRACKET), at);
        }
        if (in.accept(TokenKind.LEFT_BRACE)) {
            return braces(at);
        }
        if (in.accept(TokenKind.LEFT_PARENTHESIS)) {
            return parentheses(at);
        }
        return reference();
    }

    /** A constant, or null if none stands here. */
    @Nullable
    Expression literal() {
        int at = in.offset();
        if (in.kind() == TokenKind.MINUS || in.kind() == TokenKind.PLUS) {
            return signed(at);
        }
        Keyword keyword = in.keyword();
        if (keyword != null) {
            return constant(keyword, at);
        }
        LiteralKind kind = switch (in.kind()) {
            case STRING -> LiteralKind.STRING;
            case INTEGER -> LiteralKind.INTEGER;
            case FLOAT -> LiteralKind.FLOAT;
            case BLOB -> LiteralKind.BLOB;
            case UUID -> LiteralKind.UUID;
            case DURATION -> LiteralKind.DURATION;
            default -> null;
        };
        if (kind == null) {
            return null;
        }
        String text = kind == LiteralKind.STRING ? string() : in.tokenText();
        in.advance();
        return new Expression.Literal(kind, text, at);
    }

    private @Nullable Expression constant(Keyword keyword, int at) {
        LiteralKind kind = switch (keyword) {
            case TRUE, FALSE -> LiteralKind.BOOLEAN;
            case NULL -> LiteralKind.NULL;
            case NAN, INFINITY -> LiteralKind.FLOAT;
            default -> null;
        };
        if (kind == null) {
            return null;
        }
        in.advance();
        String text = switch (keyword) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case TRUE -> "true";
            case FALSE -> "false";
            default -> "null";
        };
        return new Expression.Literal(kind, text, at);
    }

    private Expression signed(int at) {
        String sign = in.kind() == TokenKind.MINUS ? "-" : "";
        in.advance();
        if (isNumber(0) && literal() instanceof Expression.Literal literal) {
            return new Expression.Literal(literal.kind(), sign + literal.text(), at);
        }
        throw in.errorAt(at, "expected a number after the sign");
    }

    private boolean isNumber(int ahead) {
        TokenKind kind = in.kind(ahead);
        return kind == TokenKind.INTEGER
                || kind == TokenKind.FLOAT
                || kind == TokenKind.DURATION
                || in.keyword(ahead) == Keyword.NAN
                || in.keyword(ahead) == Keyword.INFINITY;
    }

    private String string() {
        String raw = in.tokenText();
        return raw.startsWith("$$")
                ? raw.substring(2, raw.length() - 2)
                : raw.substring(1, raw.length() - 1).replace("''", "'");
    }

    private Expression braces(int at) {
        if (in.accept(TokenKind.RIGHT_BRACE)) {
            return new Expression.SetLiteral(List.of(), at);
        }
        Expression first = expression();
        if (!in.accept(TokenKind.COLON)) {
            List<Expression> elements = new ArrayList<>();
            elements.add(first);
            while (in.accept(TokenKind.COMMA)) {
                elements.add(expression());
            }
            in.expect(TokenKind.RIGHT_BRACE);
            return new Expression.SetLiteral(elements, at);
        }
        List<Expression.Entry> entries = new ArrayList<>();
        entries.add(new Expression.Entry(first, expression()));
        while (in.accept(TokenKind.COMMA)) {
            Expression key = expression();
            in.expect(TokenKind.COLON);
            entries.add(new Expression.Entry(key, expression()));
        }
        in.expect(TokenKind.RIGHT_BRACE);
        return new Expression.MapLiteral(entries, at);
    }

    /** A type before a value, a parenthesized value, or a tuple. */
    private Expression parentheses(int at) {
        boolean typeAhead = (in.isName() || in.keyword() == Keyword.SET)
                && (in.kind(1) == TokenKind.LESS
                        || (in.kind(1) == TokenKind.RIGHT_PARENTHESIS && startsValue(in.kind(2), in.keyword(2))));
        if (typeAhead) {
            TypeName type = types.type();
            in.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Expression.TypeHint(type, element(), at);
        }
        List<Expression> elements = elements(TokenKind.RIGHT_PARENTHESIS);
        return elements.size() == 1 && elements.get(0) instanceof Expression.Binary
                ? elements.get(0)
                : new Expression.TupleLiteral(elements, at);
    }

    private static boolean startsValue(TokenKind kind, @Nullable Keyword keyword) {
        return switch (kind) {
            case STRING,
                    INTEGER,
                    FLOAT,
                    BLOB,
                    UUID,
                    DURATION,
                    QUESTION_MARK,
                    COLON,
                    LEFT_PARENTHESIS,
                    LEFT_BRACKET,
                    LEFT_BRACE,
                    MINUS,
                    QUOTED_NAME -> true;
            case WORD -> keyword == null || !keyword.isReserved() || keyword == Keyword.NULL;
            default -> false;
        };
    }

    /** What LIMIT and USING take: a marker or a constant. */
    Expression markerOrLiteral() {
        Expression value = in.acceptMarker();
        if (value == null) {
            value = literal();
        }
        if (value == null) {
            in.expecting("a constant");
            throw in.unexpected();
        }
        return value;
    }

    /** What a limit or a time may be: a marker or a whole number. */
    Expression markerOrNumber() {
        int at = in.offset();
        Expression value = markerOrLiteral();
        if (value instanceof Expression.Literal literal && literal.kind() != LiteralKind.INTEGER) {
            throw in.errorAt(at, "expected a whole number or a bind marker");
        }
        return value;
    }

    /** The elements up to the closing token, which is taken too. */
    List<Expression> elements(TokenKind closing) {
        List<Expression> elements = new ArrayList<>(4);
        if (in.accept(closing)) {
            return elements;
        }
        do {
            elements.add(expression());
        } while (in.accept(TokenKind.COMMA));
        in.expect(closing);
        return elements;
    }

    /** A column or a call. */
    private Expression reference() {
        int at = in.offset();
        if (in.keyword() == Keyword.CAST && in.kind(1) == TokenKind.LEFT_PARENTHESIS) {
            in.advance();
            in.advance();
            Expression value = expression();
            in.expect(Keyword.AS);
            TypeName type = types.type();
            in.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Expression.Cast(value, type, at);
        }
        if (in.keyword() == Keyword.TOKEN) {
            in.advance();
            in.expect(TokenKind.LEFT_PARENTHESIS);
            return new Expression.Call(null, new Name("token", at), elements(TokenKind.RIGHT_PARENTHESIS));
        }
        if (!in.isName()) {
            in.expecting("a value");
            throw in.unexpected();
        }
        Name name = in.name("a value");
        Name keyspace = null;
        if (in.kind() == TokenKind.DOT && in.kind(2) == TokenKind.LEFT_PARENTHESIS) {
            in.advance();
            keyspace = name;
            name = in.name("a function");
        }
        if (in.accept(TokenKind.LEFT_PARENTHESIS)) {
            return new Expression.Call(keyspace, name, arguments());
        }
        return new Expression.Column(name);
    }

    private List<Expression> arguments() {
        int at = in.offset();
        if (in.accept(TokenKind.STAR)) {
            in.expect(TokenKind.RIGHT_PARENTHESIS);
            return List.of(new Expression.Star(at));
        }
        return elements(TokenKind.RIGHT_PARENTHESIS);
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) {
            throw in.errorAt(in.offset(), "this nests more than " + DEPTH_MAX + " levels deep");
        }
    }
}
