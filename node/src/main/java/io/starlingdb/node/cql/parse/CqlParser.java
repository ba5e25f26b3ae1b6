package io.starlingdb.node.cql.parse;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.Unsupported;
import io.starlingdb.node.cql.ast.Use;
import java.util.List;

/** Reads one statement of CQL; the grammar is in the package's documentation. */
public final class CqlParser {

    private final TokenCursor in;
    private final SelectParser selects;
    private final ModificationParser modifications;
    private final SchemaParser schema;

    private CqlParser(String text) {
        in = new TokenCursor(text);
        TypeParser types = new TypeParser(in);
        ExpressionParser expressions = new ExpressionParser(in, types);
        RelationParser relations = new RelationParser(in, expressions);
        selects = new SelectParser(in, expressions, relations);
        modifications = new ModificationParser(in, expressions, relations);
        schema = new SchemaParser(in, expressions, types);
    }

    /**
     * Reads {@code text}, which holds one statement and perhaps a semicolon.
     *
     * @throws StarlingException SYNTAX_ERROR with {@code line} and {@code column}, saying what was expected there
     */
    public static Parsed parse(String text) {
        return new CqlParser(text).parsed();
    }

    /** Whether a name has the form of one without quotes, be it a reserved word. */
    static boolean isLowerName(String name) {
        if (name.isEmpty() || !Lexer.isLetter(name.charAt(0))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Lexer.isNamePart(c) || Character.isUpperCase(c)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a name needs no quotes: lower case, and no reserved word. */
    public static boolean isPlainName(String name) {
        if (!isLowerName(name)) {
            return false;
        }
        Keyword keyword = Keyword.find(name, 0, name.length());
        return keyword == null || !keyword.isReserved();
    }

    private Parsed parsed() {
        Statement statement = statement();
        if (!(statement instanceof Unsupported)) {
            in.accept(TokenKind.SEMICOLON);
            in.expect(TokenKind.END);
        }
        return new Parsed(statement, in.source(), List.copyOf(in.markers()));
    }

    private Statement statement() {
        int at = in.offset();
        if (in.accept(Keyword.SELECT)) {
            return selects.select();
        } else if (in.accept(Keyword.INSERT)) {
            return modifications.insert();
        } else if (in.accept(Keyword.UPDATE)) {
            return modifications.update();
        } else if (in.accept(Keyword.DELETE)) {
            return modifications.delete();
        } else if (in.accept(Keyword.BEGIN)) {
            return modifications.batch(at);
        } else if (in.accept(Keyword.CREATE)) {
            return schema.create();
        } else if (in.accept(Keyword.ALTER)) {
            return schema.alter();
        } else if (in.accept(Keyword.DROP)) {
            return schema.drop();
        } else if (in.accept(Keyword.TRUNCATE)) {
            if (in.keyword() == Keyword.TABLE || in.keyword() == Keyword.COLUMNFAMILY) {
                in.advance();
            }
            return new SchemaStatement.Truncate(Names.table(in));
        } else if (in.accept(Keyword.USE)) {
            return new Use(in.name("a keyspace"));
        } else if (in.accept(Keyword.DESCRIBE) || in.accept(Keyword.DESC)) {
            return new DescribeParser(in).describe();
        } else if (isRoleStatement()) {
            return new Unsupported("roles and permissions", at);
        }
        throw in.unexpected();
    }

    private boolean isRoleStatement() {
        return in.keyword() == Keyword.GRANT || in.keyword() == Keyword.REVOKE || in.keyword() == Keyword.LIST;
    }
}
