package io.starlingdb.node.cql.parse;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Ordering;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.SchemaStatement.AddColumns;
import io.starlingdb.node.cql.ast.SchemaStatement.Alteration;
import io.starlingdb.node.cql.ast.SchemaStatement.ColumnDefinition;
import io.starlingdb.node.cql.ast.SchemaStatement.DropColumns;
import io.starlingdb.node.cql.ast.SchemaStatement.Option;
import io.starlingdb.node.cql.ast.SchemaStatement.RenameColumns;
import io.starlingdb.node.cql.ast.SchemaStatement.Renaming;
import io.starlingdb.node.cql.ast.SchemaStatement.SetOptions;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TableName;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.cql.ast.Unsupported;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CREATE, ALTER and DROP after their first word. */
final class SchemaParser {

    private final TokenCursor in;
    private final ExpressionParser expressions;
    private final TypeParser types;
    private final TypeStatementParser typeStatements;
    private final IndexParser indexes;

    SchemaParser(TokenCursor in, ExpressionParser expressions, TypeParser types) {
        this.in = in;
        this.expressions = expressions;
        this.types = types;
        this.typeStatements = new TypeStatementParser(in, types);
        this.indexes = new IndexParser(in, expressions);
    }

    Statement create() {
        if (in.accept(Keyword.KEYSPACE) || in.accept(Keyword.SCHEMA)) {
            boolean ifNotExists = Names.ifNotExists(in);
            Name name = in.name("a keyspace");
            in.expect(Keyword.WITH);
            return new SchemaStatement.CreateKeyspace(name, ifNotExists, options());
        }
        if (in.accept(Keyword.TABLE) || in.accept(Keyword.COLUMNFAMILY)) {
            return createTable();
        } else if (in.accept(Keyword.TYPE)) {
            return typeStatements.createType();
        } else if (in.accept(Keyword.INDEX)) {
            return indexes.create(false);
        } else if (in.accept(Keyword.CUSTOM, Keyword.INDEX)) {
            return indexes.create(true);
        }
        return otherThing();
    }

    Statement alter() {
        if (in.accept(Keyword.KEYSPACE) || in.accept(Keyword.SCHEMA)) {
            boolean ifExists = Names.ifExists(in);
            Name name = in.name("a keyspace");
            in.expect(Keyword.WITH);
            return new SchemaStatement.AlterKeyspace(name, ifExists, options());
        }
        if (in.accept(Keyword.TABLE) || in.accept(Keyword.COLUMNFAMILY)) {
            boolean ifExists = Names.ifExists(in);
            TableName table = Names.table(in);
            int at = in.offset();
            if (in.accept(Keyword.ALTER)) {
                return new Unsupported("changing the type of a column", at);
            }
            return new SchemaStatement.AlterTable(table, ifExists, alteration());
        }
        if (in.accept(Keyword.TYPE)) {
            return typeStatements.alterType();
        }
        return otherThing();
    }

    Statement drop() {
        if (in.accept(Keyword.KEYSPACE) || in.accept(Keyword.SCHEMA)) {
            boolean ifExists = Names.ifExists(in);
            return new SchemaStatement.DropKeyspace(in.name("a keyspace"), ifExists);
        }
        if (in.accept(Keyword.TABLE) || in.accept(Keyword.COLUMNFAMILY)) {
            boolean ifExists = Names.ifExists(in);
            return new SchemaStatement.DropTable(Names.table(in), ifExists);
        }
        if (in.accept(Keyword.TYPE)) {
            return typeStatements.dropType();
        }
        if (in.accept(Keyword.INDEX)) {
            return indexes.drop();
        }
        return otherThing();
    }

    /** What Cassandra can create and this database cannot. */
    private Statement otherThing() {
        int at = in.offset();
        String feature = feature(in.keyword());
        if (feature == null) {
            in.expecting(Keyword.KEYSPACE);
            in.expecting(Keyword.TABLE);
            throw in.unexpected();
        }
        return new Unsupported(feature, at);
    }

    private static @Nullable String feature(@Nullable Keyword keyword) {
        if (keyword == null) {
            return null;
        }
        return switch (keyword) {
            case MATERIALIZED -> "materialized views";
            case FUNCTION, AGGREGATE, OR -> "user-defined functions and aggregates";
            case TRIGGER -> "triggers";
            case ROLE, USER -> "roles";
            default -> null;
        };
    }

    private Statement createTable() {
        boolean ifNotExists = Names.ifNotExists(in);
        TableName table = Names.table(in);
        TableDefinition definition = new TableDefinition();
        in.expect(TokenKind.LEFT_PARENTHESIS);
        do {
            if (in.keyword() == Keyword.PRIMARY) {
                in.advance();
                primaryKey(definition);
            } else {
                definedColumn(definition);
            }
        } while (in.accept(TokenKind.COMMA));
        in.expect(TokenKind.RIGHT_PARENTHESIS);
        List<Ordering> clusteringOrder = new ArrayList<>(2);
        List<Option> options = in.accept(Keyword.WITH) ? tableOptions(clusteringOrder) : List.of();
        return new SchemaStatement.CreateTable(
                table,
                ifNotExists,
                definition.columns,
                definition.partitionKey,
                definition.clustering,
                clusteringOrder,
                options);
    }

    /** What stands between the parentheses of CREATE TABLE. */
    private static final class TableDefinition {
        final List<ColumnDefinition> columns = new ArrayList<>();
        final List<Name> partitionKey = new ArrayList<>(2);
        final List<Name> clustering = new ArrayList<>(2);
        boolean hasKey;
    }

    private void definedColumn(TableDefinition definition) {
        ColumnDefinition column = columnDefinition();
        definition.columns.add(column);
        int at = in.offset();
        if (in.accept(Keyword.PRIMARY)) {
            in.expect(Keyword.KEY);
            onlyKey(definition, at);
            definition.partitionKey.add(column.name());
        }
    }

    private ColumnDefinition columnDefinition() {
        Name name = in.name("a column");
        TypeName type = types.type();
        boolean isStatic = in.accept(Keyword.STATIC);
        if (in.isName() && in.tokenText().equalsIgnoreCase("MASKED")) {
            throw StarlingException.invalid("Column " + name + " cannot be masked: there is no dynamic data masking");
        }
        return new ColumnDefinition(name, type, isStatic);
    }

    /** {@code KEY (p, c1, c2)} or {@code KEY ((p1, p2), c1)}. */
    private void primaryKey(TableDefinition definition) {
        int at = in.offset();
        in.expect(Keyword.KEY);
        onlyKey(definition, at);
        in.expect(TokenKind.LEFT_PARENTHESIS);
        if (in.accept(TokenKind.LEFT_PARENTHESIS)) {
            do {
                definition.partitionKey.add(in.name("a column"));
            } while (in.accept(TokenKind.COMMA));
            in.expect(TokenKind.RIGHT_PARENTHESIS);
        } else {
            definition.partitionKey.add(in.name("a column"));
        }
        while (in.accept(TokenKind.COMMA)) {
            definition.clustering.add(in.name("a column"));
        }
        in.expect(TokenKind.RIGHT_PARENTHESIS);
    }

    private void onlyKey(TableDefinition definition, int at) {
        if (definition.hasKey) {
            throw in.errorAt(at, "the table has more than one PRIMARY KEY");
        }
        definition.hasKey = true;
    }

    private List<Option> tableOptions(List<Ordering> clusteringOrder) {
        List<Option> options = new ArrayList<>(4);
        do {
            int at = in.offset();
            if (in.accept(Keyword.CLUSTERING, Keyword.ORDER)) {
                in.expect(Keyword.BY);
                in.expect(TokenKind.LEFT_PARENTHESIS);
                clusteringOrder.addAll(Names.orderings(in));
                in.expect(TokenKind.RIGHT_PARENTHESIS);
            } else if (in.accept(Keyword.COMPACT, Keyword.STORAGE)) {
                throw in.errorAt(at, "COMPACT STORAGE does not exist here: leave it out");
            } else {
                options.add(option());
            }
        } while (in.accept(Keyword.AND));
        return options;
    }

    private List<Option> options() {
        List<Option> options = new ArrayList<>(4);
        do {
            options.add(option());
        } while (in.accept(Keyword.AND));
        return options;
    }

    private Option option() {
        Name name = in.name("an option");
        in.expect(TokenKind.EQUALS);
        Expression value = expressions.expression();
        return new Option(name, value);
    }

    private Alteration alteration() {
        if (in.accept(Keyword.ADD)) {
            boolean ifNotExists = Names.ifNotExists(in);
            boolean parentheses = in.accept(TokenKind.LEFT_PARENTHESIS);
            List<ColumnDefinition> columns = new ArrayList<>(2);
            do {
                columns.add(columnDefinition());
            } while (in.accept(TokenKind.COMMA));
            if (parentheses) {
                in.expect(TokenKind.RIGHT_PARENTHESIS);
            }
            return new AddColumns(columns, ifNotExists);
        }
        if (in.accept(Keyword.DROP)) {
            boolean ifExists = Names.ifExists(in);
            boolean parentheses = in.accept(TokenKind.LEFT_PARENTHESIS);
            List<Name> columns = new ArrayList<>(2);
            do {
                columns.add(in.name("a column"));
            } while (in.accept(TokenKind.COMMA));
            if (parentheses) {
                in.expect(TokenKind.RIGHT_PARENTHESIS);
            }
            return new DropColumns(columns, ifExists);
        }
        if (in.accept(Keyword.RENAME)) {
            boolean ifExists = Names.ifExists(in);
            List<Renaming> renamings = new ArrayList<>(2);
            do {
                Name from = in.name("a column");
                in.expect(Keyword.TO);
                renamings.add(new Renaming(from, in.name("a column")));
            } while (in.accept(Keyword.AND));
            return new RenameColumns(renamings, ifExists);
        }
        in.expect(Keyword.WITH);
        return new SetOptions(options());
    }
}
