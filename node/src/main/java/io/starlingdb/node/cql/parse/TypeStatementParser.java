package io.starlingdb.node.cql.parse;

import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.SchemaStatement.FieldDefinition;
import io.starlingdb.node.cql.ast.SchemaStatement.Renaming;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.Unsupported;
import java.util.ArrayList;
import java.util.List;

/** Reads CREATE, ALTER and DROP of user-defined types and of indexes, after these words. */
final class TypeStatementParser {

    private final TokenCursor in;
    private final TypeParser types;

    TypeStatementParser(TokenCursor in, TypeParser types) {
        this.in = in;
        this.types = types;
    }

    /** After {@code CREATE TYPE}. */
    Statement createType() {
        boolean ifNotExists = Names.ifNotExists(in);
        TableName name = Names.qualified(in, "a type");
        List<FieldDefinition> fields = new ArrayList<>();
        in.expect(TokenKind.LEFT_PARENTHESIS);
        do {
            fields.add(field());
        } while (in.accept(TokenKind.COMMA));
        in.expect(TokenKind.RIGHT_PARENTHESIS);
        return new SchemaStatement.CreateType(name, ifNotExists, fields);
    }

    private FieldDefinition field() {
        Name name = in.name("a field");
        return new FieldDefinition(name, types.type());
    }

    /** After {@code ALTER TYPE}. */
    Statement alterType() {
        boolean ifExists = Names.ifExists(in);
        TableName name = Names.qualified(in, "a type");
        if (in.accept(Keyword.ADD)) {
            boolean ifNotExists = Names.ifNotExists(in);
            return new SchemaStatement.AddField(name, ifExists, field(), ifNotExists);
        }
        int at = in.offset();
        if (in.accept(Keyword.ALTER)) {
            return new Unsupported("changing the type of a field", at);
        }
        in.expect(Keyword.RENAME);
        boolean ifFieldExists = Names.ifExists(in);
        List<Renaming> renamings = new ArrayList<>(2);
        do {
            Name from = in.name("a field");
            in.expect(Keyword.TO);
            renamings.add(new Renaming(from, in.name("a field")));
        } while (in.accept(Keyword.AND));
        return new SchemaStatement.RenameFields(name, ifExists, renamings, ifFieldExists);
    }

    /** After {@code DROP TYPE}. */
    Statement dropType() {
        boolean ifExists = Names.ifExists(in);
        return new SchemaStatement.DropType(Names.qualified(in, "a type"), ifExists);
    }
}
