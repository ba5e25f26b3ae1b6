package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Reads types. */
final class TypeParser {

    private final TokenCursor in;
    private int depth;

    TypeParser(TokenCursor in) {
        this.in = in;
    }

    TypeName type() {
        if (++depth > ExpressionParser.DEPTH_MAX) {
            throw in.errorAt(in.offset(), "this nests more than " + ExpressionParser.DEPTH_MAX + " levels deep");
        }
        int at = in.offset();
        String name;
        if (in.keyword() == Keyword.SET) {
            in.advance();
            name = "set";
        } else if (in.kind() == TokenKind.STRING) {
            throw in.errorAt(at, "types given by a class name are not supported");
        } else {
            name = in.name("a type").text();
        }
        List<TypeName> arguments = new ArrayList<>(2);
        if (in.accept(TokenKind.LESS)) {
            do {
                arguments.add(type());
            } while (in.accept(TokenKind.COMMA));
            in.expect(TokenKind.GREATER);
        }
        depth--;
        return new TypeName(name, arguments, at);
    }
}
