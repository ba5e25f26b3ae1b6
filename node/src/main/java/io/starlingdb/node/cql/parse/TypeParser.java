package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Name;
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
        } else if (in.kind() == TokenKind.INTEGER && depth > 1) {
            name = in.tokenText(); // a vector's dimension
            in.advance();
        } else {
            name = written(in.name("a type"));
            if (in.accept(TokenKind.DOT)) {
                name += "." + written(in.name("a type"));
            }
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

    /** As the schema reads it: in quotes where it is not plain. */
    private static String written(Name name) {
        return CqlParser.isLowerName(name.text())
                ? name.text()
                : "\"" + name.text().replace("\"", "\"\"") + "\"";
    }
}
