package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Describe.Subject;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TableName;
import org.jspecify.annotations.Nullable;

/** Reads DESCRIBE after its first word. */
final class DescribeParser {

    private final TokenCursor in;

    DescribeParser(TokenCursor in) {
        this.in = in;
    }

    Statement describe() {
        Describe described = subject();
        if (in.accept(Keyword.WITH)) {
            word("internals"); // Cassandra tells ids and dropped columns then; there is nothing like them to tell.
        }
        return described;
    }

    private Describe subject() {
        if (in.accept(Keyword.FULL)) {
            in.expect(Keyword.SCHEMA);
            return named(Subject.FULL_SCHEMA, null);
        } else if (in.accept(Keyword.CLUSTER)) {
            return named(Subject.CLUSTER, null);
        } else if (in.accept(Keyword.SCHEMA)) {
            return named(Subject.SCHEMA, null);
        } else if (in.accept(Keyword.KEYSPACES)) {
            return named(Subject.KEYSPACES, null);
        } else if (in.accept(Keyword.TABLES)) {
            return named(Subject.TABLES, null);
        } else if (in.accept(Keyword.TYPES)) {
            return named(Subject.TYPES, null);
        } else if (in.accept(Keyword.FUNCTIONS) || in.accept(Keyword.AGGREGATES)) {
            return named(Subject.NOTHING, null);
        } else if (in.accept(Keyword.KEYSPACE)) {
            return keyspace(false);
        } else if (in.kind() == TokenKind.WORD
                && in.tokenText().equalsIgnoreCase("only")
                && in.keyword(1) == Keyword.KEYSPACE) {
            in.advance();
            in.advance();
            return keyspace(true);
        } else if (in.accept(Keyword.TABLE) || in.accept(Keyword.COLUMNFAMILY)) {
            return named(Subject.TABLE, "a table");
        } else if (in.accept(Keyword.INDEX)) {
            return named(Subject.INDEX, "an index");
        } else if (in.accept(Keyword.MATERIALIZED)) {
            in.expect(Keyword.VIEW);
            return named(Subject.MISSING, "a view");
        } else if (in.keyword() == Keyword.TYPE && isFollowed()) {
            in.advance();
            return named(Subject.TYPE, "a type");
        } else if ((in.keyword() == Keyword.FUNCTION || in.keyword() == Keyword.AGGREGATE) && isFollowed()) {
            in.advance();
            return named(Subject.MISSING, "a function");
        }
        return named(Subject.ANY, "a keyspace, table, type or index");
    }

    private Describe keyspace(boolean only) {
        return new Describe(Subject.KEYSPACE, in.isName() ? in.name("a keyspace") : null, null, only);
    }

    /** Whether the word at hand is a keyword in front of a name, rather than a name itself. */
    private boolean isFollowed() {
        return in.kind(1) == TokenKind.WORD && in.keyword(1) != Keyword.WITH || in.kind(1) == TokenKind.QUOTED_NAME;
    }

    private void word(String word) {
        int at = in.offset();
        if (!in.isName() || !in.name(word).text().equals(word)) {
            throw in.errorAt(at, "expected " + word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    private Describe named(Subject subject, @Nullable String what) {
        if (what == null) {
            return new Describe(subject, null, null);
        }
        TableName name = Names.qualified(in, what);
        return new Describe(subject, name.keyspace(), name.table());
    }
}
