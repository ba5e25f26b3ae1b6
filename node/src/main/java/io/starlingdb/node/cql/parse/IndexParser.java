package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.SchemaStatement.Implementation;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TableName;
import org.jspecify.annotations.Nullable;

/** Reads CREATE INDEX and DROP INDEX after these words. */
final class IndexParser {

    private final TokenCursor in;
    private final ExpressionParser expressions;

    IndexParser(TokenCursor in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    Statement create(boolean custom) {
        boolean ifNotExists = Names.ifNotExists(in);
        Name name = in.isName() ? in.name("an index") : null;
        in.expect(Keyword.ON);
        TableName table = Names.table(in);
        in.expect(TokenKind.LEFT_PARENTHESIS);
        String target = target();
        Name column = in.name("a column");
        if (target != null) {
            in.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        if (in.kind() == TokenKind.COMMA) {
            throw in.errorAt(in.offset(), "an index is on one column");
        }
        in.expect(TokenKind.RIGHT_PARENTHESIS);
        Implementation implementation = implementation(custom);
        options();
        return new SchemaStatement.CreateIndex(ifNotExists, name, table, target, column, implementation);
    }

    Statement drop() {
        boolean ifExists = Names.ifExists(in);
        return new SchemaStatement.DropIndex(Names.qualified(in, "an index"), ifExists);
    }

    private @Nullable String target() {
        if (in.kind(1) != TokenKind.LEFT_PARENTHESIS) {
            in.expecting("a column");
            return null;
        }
        String target = in.keyword() == Keyword.FULL || in.keyword() == Keyword.ENTRIES || in.isName()
                ? in.tokenText().toLowerCase(java.util.Locale.ROOT)
                : "";
        switch (target) {
            case "values", "keys", "entries", "full" -> {
                in.advance();
                in.expect(TokenKind.LEFT_PARENTHESIS);
                return target;
            }
            default -> {
                in.expecting("a column, values(…), keys(…), entries(…) or full(…)");
                throw in.unexpected();
            }
        }
    }

    private @Nullable Implementation implementation(boolean custom) {
        if (!custom && in.keyword() != Keyword.USING) {
            return null;
        }
        in.expect(Keyword.USING);
        int at = in.offset();
        Expression name = expressions.literal();
        if (name instanceof Expression.Literal literal && literal.kind() == Expression.LiteralKind.STRING) {
            return new Implementation(literal.text(), at);
        }
        throw in.errorAt(at, "expected the index's class as a string");
    }

    /** {@code WITH OPTIONS = {…}}: nothing here has any to set. */
    private void options() {
        if (in.accept(Keyword.WITH)) {
            int at = in.offset();
            if (!in.isName() || !in.name("OPTIONS").text().equals("options")) {
                throw in.errorAt(at, "expected OPTIONS = {…}");
            }
            in.expect(TokenKind.EQUALS);
            expressions.expression();
        }
    }
}
