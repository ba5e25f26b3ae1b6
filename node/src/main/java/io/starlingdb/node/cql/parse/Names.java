package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Ordering;
import io.starlingdb.node.cql.ast.TableName;
import java.util.ArrayList;
import java.util.List;

/** Reads the small forms that several statements share. */
final class Names {

    private Names() {}

    /** {@code [keyspace.]table}. */
    static TableName table(TokenCursor in) {
        return qualified(in, "a table");
    }

    /** {@code [keyspace.]name}; {@code what} is how errors call it. */
    static TableName qualified(TokenCursor in, String what) {
        Name first = in.name(what);
        return in.accept(TokenKind.DOT) ? new TableName(first, in.name(what)) : new TableName(null, first);
    }

    /** {@code column [ASC|DESC] (, …)*}. */
    static List<Ordering> orderings(TokenCursor in) {
        List<Ordering> orderings = new ArrayList<>(2);
        do {
            Name column = in.name("a column");
            boolean descending = in.accept(Keyword.DESC);
            if (!descending) {
                in.accept(Keyword.ASC);
            }
            orderings.add(new Ordering(column, descending));
        } while (in.accept(TokenKind.COMMA));
        return orderings;
    }

    static boolean ifNotExists(TokenCursor in) {
        if (in.accept(Keyword.IF)) {
            in.expect(Keyword.NOT);
            in.expect(Keyword.EXISTS);
            return true;
        }
        return false;
    }

    static boolean ifExists(TokenCursor in) {
        if (in.accept(Keyword.IF)) {
            in.expect(Keyword.EXISTS);
            return true;
        }
        return false;
    }
}
