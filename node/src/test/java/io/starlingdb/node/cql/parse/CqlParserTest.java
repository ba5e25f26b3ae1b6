package io.starlingdb.node.cql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.cql.ast.Batch;
import io.starlingdb.node.cql.ast.Describe;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Expression.LiteralKind;
import io.starlingdb.node.cql.ast.Modification;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.cql.ast.Relation;
import io.starlingdb.node.cql.ast.SchemaStatement;
import io.starlingdb.node.cql.ast.Select;
import io.starlingdb.node.cql.ast.Statement;
import io.starlingdb.node.cql.ast.TypeName;
import io.starlingdb.node.cql.ast.Unsupported;
import io.starlingdb.node.cql.ast.Use;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlParserTest {

    private static <S extends Statement> S parse(String text, Class<S> kind) {
        return kind.cast(CqlParser.parse(text).statement());
    }

    private static Expression value(String text) {
        return parse("SELECT " + text + " FROM t", Select.class)
                .selections()
                .get(0)
                .expression();
    }

    private static Relation relation(String text) {
        return parse("SELECT * FROM t WHERE " + text, Select.class).where().get(0);
    }

    @Test
    void shouldReadEveryPartOfASelect() {
        Select select = parse(
                "SELECT a, b AS c, count(*) FROM ks.t WHERE p = 1 AND q > ? ORDER BY q DESC, r PER PARTITION LIMIT 2"
                        + " LIMIT :most ALLOW FILTERING;",
                Select.class);

        assertThat(select.selections()).extracting(Select.Selection::text).containsExactly("a", "b", "count(*)");
        assertThat(select.selections().get(1).alias()).hasToString("c");
        assertThat(select.table().keyspace()).hasToString("ks");
        assertThat(select.where())
                .extracting(Relation::operator)
                .containsExactly(Relation.Operator.EQ, Relation.Operator.GT);
        assertThat(select.orderBy()).hasSize(2);
        assertThat(select.orderBy().get(0).descending()).isTrue();
        assertThat(select.orderBy().get(1).descending()).isFalse();
        assertThat(select.perPartitionLimit()).isInstanceOf(Expression.Literal.class);
        assertThat(select.limit()).isInstanceOf(Expression.Marker.class);
        assertThat(select.allowFiltering()).isTrue();
        assertThat(select.distinct()).isFalse();
    }

    @Test
    void shouldNumberMarkersInTheOrderOfTheText() {
        Parsed parsed = CqlParser.parse("UPDATE t USING TTL ? SET a = :A, b[?] = :\"B\" WHERE p IN ?");

        assertThat(parsed.markers()).extracting(Expression.Marker::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(parsed.markers()).extracting(Expression.Marker::name).containsExactly(null, "a", null, "B", null);
    }

    @Test
    void shouldLowerNamesUnlessQuoted() {
        Select select = parse("select Foo, \"Foo\", \"a\"\"b\" from T", Select.class);

        assertThat(select.selections())
                .extracting(s -> ((Expression.Column) s.expression()).name().text())
                .containsExactly("foo", "Foo", "a\"b");
        assertThat(select.table().table().text()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key", "type", "ttl", "json", "distinct", "values", "static", "exists", "user", "list", "cast"})
    void shouldTakeUnreservedKeywordsAsColumns(String name) {
        assertThat(value(name)).isEqualTo(new Expression.Column(new Name(name, 7)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, INTEGER, 1",
        "-12, INTEGER, -12",
        "1.5, FLOAT, 1.5",
        "1e10, FLOAT, 1e10",
        "-1.5E-3, FLOAT, -1.5E-3",
        "NaN, FLOAT, NaN",
        "-infinity, FLOAT, -Infinity",
        "TRUE, BOOLEAN, true",
        "NULL, NULL, null",
        "0xCAFE, BLOB, 0xCAFE",
        "0x, BLOB, 0x",
        "1h30m, DURATION, 1h30m",
        "-2w, DURATION, -2w",
        "P1Y2M3DT4H5M6S, DURATION, P1Y2M3DT4H5M6S",
        "cfd66ccc-d857-4e90-b1e5-df98a3d40cd6, UUID, cfd66ccc-d857-4e90-b1e5-df98a3d40cd6",
        "12345678-d857-4e90-b1e5-df98a3d40cd6, UUID, 12345678-d857-4e90-b1e5-df98a3d40cd6",
        "$$it's$$, STRING, it's",
    })
    void shouldReadConstants(String text, LiteralKind kind, String expected) {
        assertThat(value(text)).isEqualTo(new Expression.Literal(kind, expected, 7));
    }

    @Test
    void shouldReadQuotesInStrings() {
        assertThat(value("'it''s é'")).isEqualTo(new Expression.Literal(LiteralKind.STRING, "it's é", 7));
        assertThat(value("''")).isEqualTo(new Expression.Literal(LiteralKind.STRING, "", 7));
    }

    @Test
    void shouldTellSetsMapsListsAndTuplesApart() {
        assertThat(value("{}")).isInstanceOf(Expression.SetLiteral.class);
        assertThat(value("{1, 2}")).isInstanceOf(Expression.SetLiteral.class);
        assertThat(value("{1: 'a', ?: :v}")).isInstanceOf(Expression.MapLiteral.class);
        assertThat(value("[1, [2]]")).isInstanceOf(Expression.ListLiteral.class);
        assertThat(value("(1, 'a')")).isInstanceOf(Expression.TupleLiteral.class);
        assertThat(value("(int) 5")).isInstanceOf(Expression.TypeHint.class);
        assertThat(value("(map<text, int>) {}")).isInstanceOf(Expression.TypeHint.class);
        assertThat(value("CAST(a AS text)")).isInstanceOf(Expression.Cast.class);
        assertThat(value("a['k']")).isInstanceOf(Expression.Element.class);
        assertThat(value("ks.f(1, a)")).isInstanceOf(Expression.Call.class);
        assertThat(value("token(a, b)")).isInstanceOf(Expression.Call.class);
    }

    @Test
    void shouldBindArithmeticAsUsual() {
        Expression.Binary sum = (Expression.Binary) value("a - 1 * 2 + 3");

        assertThat(sum.operator()).isEqualTo(Expression.Operator.PLUS);
        assertThat(sum.left()).isInstanceOf(Expression.Binary.class);
        assertThat(((Expression.Binary) sum.left()).operator()).isEqualTo(Expression.Operator.MINUS);
    }

    @Test
    void shouldReadRelations() {
        assertThat(relation("a IN (1, 2)").operator()).isEqualTo(Relation.Operator.IN);
        assertThat(relation("a IN ?").value()).isInstanceOf(Expression.Marker.class);
        assertThat(relation("a CONTAINS 1").operator()).isEqualTo(Relation.Operator.CONTAINS);
        assertThat(relation("a CONTAINS KEY 1").operator()).isEqualTo(Relation.Operator.CONTAINS_KEY);
        assertThat(relation("m['x'] = 1").target()).isInstanceOf(Relation.ElementTarget.class);
        assertThat(relation("token(a) > token(3)").target()).isInstanceOf(Relation.TokenTarget.class);
        assertThat(relation("(a, b) >= (1, 2)").target()).isInstanceOf(Relation.TupleTarget.class);
        assertThat(relation("(a, b) IN ((1, 2), (3, 4))").operator()).isEqualTo(Relation.Operator.IN);
        assertThat(relation("(a = 1 AND b = 2)").target()).isInstanceOf(Relation.ColumnTarget.class);
        assertThat(relation("a IS NOT NULL").operator()).isEqualTo(Relation.Operator.IS_NOT_NULL);
        assertThat(relation("a != 3").operator()).isEqualTo(Relation.Operator.NEQ);
    }

    @Test
    void shouldReadInsertUpdateAndDelete() {
        Modification.Insert insert = parse(
                "INSERT INTO t (a, b) VALUES (1, {'x'}) IF NOT EXISTS USING TTL 10 AND TIMESTAMP ?",
                Modification.Insert.class);
        assertThat(insert.columns()).hasSize(2);
        assertThat(insert.conditions().ifNotExists()).isTrue();
        assertThat(insert.using().ttl()).isNotNull();
        assertThat(insert.using().timestamp()).isNotNull();

        Modification.Update update = parse(
                "UPDATE t SET c += 1, l = [0] + l, m['k'] = 2 WHERE p = 1 IF x > 3 AND m['y'] = 1",
                Modification.Update.class);
        assertThat(update.assignments()).hasSize(3);
        assertThat(update.assignments().get(0).value()).isInstanceOf(Expression.Binary.class);
        assertThat(update.assignments().get(2).element()).isNotNull();
        assertThat(update.conditions().relations()).hasSize(2);

        Modification.Delete delete =
                parse("DELETE a, m['k'] FROM t USING TIMESTAMP 5 WHERE p = 1 IF EXISTS", Modification.Delete.class);
        assertThat(delete.deletions()).hasSize(2);
        assertThat(delete.conditions().ifExists()).isTrue();
        assertThat(parse("DELETE FROM t WHERE p = 1", Modification.Delete.class).deletions())
                .isEmpty();
    }

    @Test
    void shouldReadBatchesWithAndWithoutSemicolons() {
        Batch batch = parse(
                "BEGIN UNLOGGED BATCH USING TIMESTAMP 1 INSERT INTO t (a) VALUES (1); DELETE FROM t WHERE a = 2"
                        + " UPDATE t SET b = 1 WHERE a = 3; APPLY BATCH;",
                Batch.class);

        assertThat(batch.kind()).isEqualTo(Batch.Kind.UNLOGGED);
        assertThat(batch.statements()).hasSize(3);
        assertThat(parse("BEGIN BATCH APPLY BATCH", Batch.class).statements()).isEmpty();
        assertThat(parse("BEGIN COUNTER BATCH APPLY BATCH", Batch.class).kind()).isEqualTo(Batch.Kind.COUNTER);
    }

    @Test
    void shouldReadCreateTable() {
        SchemaStatement.CreateTable table = parse(
                "CREATE TABLE IF NOT EXISTS ks.t (a int, b text, c timeuuid, s map<text, frozen<set<int>>> STATIC,"
                        + " PRIMARY KEY ((a, b), c)) WITH CLUSTERING ORDER BY (c DESC) AND comment = 'x'"
                        + " AND conflicts = 'siblings' AND compaction = {'class': 'y'}",
                SchemaStatement.CreateTable.class);

        assertThat(table.columns()).hasSize(4);
        assertThat(table.columns().get(3).isStatic()).isTrue();
        assertThat(table.columns().get(3).type().text()).isEqualTo("map<text, frozen<set<int>>>");
        assertThat(table.partitionKey()).extracting(Name::text).containsExactly("a", "b");
        assertThat(table.clustering()).extracting(Name::text).containsExactly("c");
        assertThat(table.clusteringOrder()).hasSize(1);
        assertThat(table.options()).hasSize(3);
        SchemaStatement.CreateTable simple =
                parse("CREATE TABLE t (a int PRIMARY KEY, b int)", SchemaStatement.CreateTable.class);
        assertThat(simple.partitionKey()).extracting(Name::text).containsExactly("a");
    }

    @Test
    void shouldReadTheOtherSchemaStatements() {
        assertThat(parse(
                                "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}"
                                        + " AND durable_writes = true",
                                SchemaStatement.CreateKeyspace.class)
                        .options())
                .hasSize(2);
        assertThat(parse("DROP KEYSPACE IF EXISTS k", SchemaStatement.DropKeyspace.class)
                        .ifExists())
                .isTrue();
        assertThat(parse("ALTER TABLE t ADD (a int, b set<text>)", SchemaStatement.AlterTable.class)
                        .alteration())
                .isEqualTo(new SchemaStatement.AddColumns(
                        java.util.List.of(
                                new SchemaStatement.ColumnDefinition(
                                        new Name("a", 19), new TypeName("int", java.util.List.of(), 21), false),
                                new SchemaStatement.ColumnDefinition(
                                        new Name("b", 26),
                                        new TypeName(
                                                "set",
                                                java.util.List.of(new TypeName("text", java.util.List.of(), 32)),
                                                28),
                                        false)),
                        false));
        assertThat(parse("ALTER TABLE t DROP a", SchemaStatement.AlterTable.class)
                        .alteration())
                .isInstanceOf(SchemaStatement.DropColumns.class);
        assertThat(parse("ALTER TABLE t RENAME a TO b", SchemaStatement.AlterTable.class)
                        .alteration())
                .isInstanceOf(SchemaStatement.RenameColumns.class);
        assertThat(parse("TRUNCATE TABLE k.t", SchemaStatement.Truncate.class)
                        .table()
                        .table())
                .hasToString("t");
        assertThat(parse("USE \"K\"", Use.class).keyspace()).hasToString("K");
    }

    @ParameterizedTest
    @CsvSource({
        "DESCRIBE KEYSPACES, KEYSPACES",
        "DESC TABLES, TABLES",
        "DESCRIBE FULL SCHEMA, FULL_SCHEMA",
        "DESC CLUSTER, CLUSTER",
        "DESC KEYSPACE k, KEYSPACE",
        "DESC TABLE k.t, TABLE",
        "DESC TYPES, TYPES",
        "DESC TYPE k.a, TYPE",
        "DESC INDEX i, INDEX",
        "DESC FUNCTIONS, NOTHING",
        "DESC MATERIALIZED VIEW v, MISSING",
        "DESC ONLY KEYSPACE k WITH INTERNALS, KEYSPACE",
        "DESC type, ANY",
        "DESC k.t, ANY",
    })
    void shouldReadDescribe(String text, Describe.Subject subject) {
        assertThat(parse(text, Describe.class).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE MATERIALIZED VIEW v AS SELECT, materialized views",
        "CREATE OR REPLACE FUNCTION f (), user-defined functions and aggregates",
        "DROP TRIGGER x, triggers",
        "GRANT ALL ON x TO y, roles and permissions",
        "CREATE ROLE r, roles",
    })
    void shouldRecogniseWhatIsNotOffered(String text, String feature) {
        assertThat(parse(text, Unsupported.class).feature()).isEqualTo(feature);
    }

    @Test
    void shouldSkipComments() {
        Select select = parse("-- first\nSELECT /* all */ a -- columns\nFROM t // of the table\n;", Select.class);

        assertThat(select.selections()).hasSize(1);
    }
}
