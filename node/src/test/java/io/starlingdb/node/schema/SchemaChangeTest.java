package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.SchemaChange.AlterKeyspace;
import io.starlingdb.node.schema.SchemaChange.AlterTable;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import io.starlingdb.node.schema.SchemaChange.CreateTable;
import io.starlingdb.node.schema.SchemaChange.DropKeyspace;
import io.starlingdb.node.schema.SchemaChange.DropTable;
import io.starlingdb.node.schema.SchemaChange.TruncateTable;
import io.starlingdb.node.schema.TableAlteration.AddColumns;
import io.starlingdb.node.schema.TableAlteration.DropColumns;
import io.starlingdb.node.schema.TableAlteration.RenameColumns;
import io.starlingdb.node.schema.TableAlteration.SetOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SchemaChangeTest {
    private static final ColumnDefinition ID = new ColumnDefinition("id", ScalarType.UUID, ColumnKind.PARTITION_KEY);
    private static final ColumnDefinition AT = new ColumnDefinition("at", ScalarType.INT, ColumnKind.CLUSTERING, true);
    private static final ColumnDefinition NAME = regular("name", "text");

    private final Schema withKeyspace = createKeyspace("shop").applyTo(Schema.EMPTY);
    private final Schema withTable = createTable("orders", ID, AT, NAME).applyTo(withKeyspace);

    @Test
    void shouldCreateAKeyspaceOnce() {
        assertThat(withKeyspace.requireKeyspace("shop").replication()).isEqualTo(Replication.simple(3));
        assertFails(ErrorCode.ALREADY_EXISTS, () -> createKeyspace("shop").applyTo(withKeyspace));
        assertThat(new CreateKeyspace("shop", Replication.simple(1), true, true).applyTo(withKeyspace))
                .isSameAs(withKeyspace);
    }

    @Test
    void shouldAlterAndDropAKeyspace() {
        Schema altered = new AlterKeyspace("shop", Replication.simple(1), false, false).applyTo(withTable);

        assertThat(altered.requireKeyspace("shop").replication()).isEqualTo(Replication.simple(1));
        assertThat(altered.requireKeyspace("shop").durableWrites()).isFalse();
        assertThat(altered.table("shop", "orders")).isNotNull();
        assertThat(new AlterKeyspace("shop", null, null, false).applyTo(withTable))
                .isSameAs(withTable);
        assertThat(new DropKeyspace("shop", false).applyTo(altered).keyspaces()).isEmpty();
        assertFails(ErrorCode.NOT_FOUND, () -> new DropKeyspace("other", false).applyTo(altered));
        assertFails(ErrorCode.NOT_FOUND, () -> new AlterKeyspace("other", null, null, false).applyTo(altered));
        assertThat(new DropKeyspace("other", true).applyTo(altered)).isSameAs(altered);
        assertThat(new AlterKeyspace("other", null, null, true).applyTo(altered))
                .isSameAs(altered);
    }

    @Test
    void shouldCreateATable() {
        TableSchema table = withTable.requireTable("shop", "orders");

        assertThat(table.partitionKey()).extracting(ColumnSchema::name).containsExactly("id");
        assertThat(table.clustering())
                .containsExactly(new ColumnSchema(1, "at", ScalarType.INT, ColumnKind.CLUSTERING, true));
        assertThat(table.regulars()).extracting(ColumnSchema::name).containsExactly("name");
        assertThat(table.conflicts()).isEqualTo(ConflictMode.LAST_WRITE_WINS);
        assertThat(table.isCounter()).isFalse();
        assertThat(withTable.table(table.id())).isSameAs(table);
        assertThat(table.column("at")).isSameAs(table.column(1));
        assertThat(table.column("other")).isNull();
        assertThat(table.column(99)).isNull();
    }

    @Test
    void shouldShowColumnsInTheOrderOfSelectAll() {
        Schema schema = createTable(
                        "t", regular("z", "int"), staticColumn("y"), AT, staticColumn("b"), ID, regular("a", "int"))
                .applyTo(withKeyspace);

        assertThat(schema.requireTable("shop", "t").columns())
                .extracting(ColumnSchema::name)
                .containsExactly("id", "at", "b", "y", "a", "z");
    }

    @Test
    void shouldCreateATableOnce() {
        assertFails(ErrorCode.ALREADY_EXISTS, () -> createTable("orders", ID).applyTo(withTable));
        assertThat(new CreateTable("shop", "orders", List.of(ID), Map.of(), true).applyTo(withTable))
                .isSameAs(withTable);
        assertFails(
                ErrorCode.NOT_FOUND,
                () -> new CreateTable("other", "orders", List.of(ID), Map.of(), true).applyTo(withTable));
    }

    @Test
    void shouldNeverUseATableIdTwice() {
        int first = withTable.requireTable("shop", "orders").id();
        Schema truncated = new TruncateTable("shop", "orders").applyTo(withTable);
        int second = truncated.requireTable("shop", "orders").id();
        Schema again = createTable("orders", ID).applyTo(new DropTable("shop", "orders", false).applyTo(truncated));
        int third = again.requireTable("shop", "orders").id();
        Schema anew = createTable("orders", ID)
                .applyTo(createKeyspace("shop").applyTo(new DropKeyspace("shop", false).applyTo(again)));

        assertThat(List.of(
                        first,
                        second,
                        third,
                        anew.requireTable("shop", "orders").id()))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(truncated.table(first)).isNull();
        assertThat(first).isGreaterThanOrEqualTo(Schema.FIRST_TABLE_ID);
    }

    @Test
    void shouldNeverUseAColumnIdTwice() {
        Schema added = alter(withTable, new AddColumns(List.of(regular("note", "text")), false));
        int first = column(added, "note").id();
        Schema dropped = alter(added, new DropColumns(List.of("note"), false));
        Schema back = alter(dropped, new AddColumns(List.of(regular("note", "int")), false));

        assertThat(column(back, "note").id()).isGreaterThan(first);
        assertThat(dropped.requireTable("shop", "orders").column(first)).isNull();
        assertThat(alter(dropped, new AddColumns(List.of(NAME), true))).isSameAs(dropped);
        assertThat(alter(dropped, new DropColumns(List.of("note"), true))).isSameAs(dropped);
    }

    @Test
    void shouldRenameKeyColumnsAndKeepTheirIds() {
        Schema renamed = alter(withTable, new RenameColumns(Map.of("id", "order_id", "at", "id"), false));

        assertThat(column(renamed, "order_id").id()).isZero();
        assertThat(column(renamed, "id").id()).isEqualTo(1);
        assertInvalid("Cannot rename non PRIMARY KEY column 'name'", new RenameColumns(Map.of("name", "x"), false));
        assertInvalid("'name' already exists", new RenameColumns(Map.of("id", "name"), false));
        assertInvalid("'x' was not found", new RenameColumns(Map.of("x", "y"), false));
        assertThat(alter(withTable, new RenameColumns(Map.of("x", "y"), true))).isSameAs(withTable);
    }

    @Test
    void shouldKeepKeyColumnsThroughAlterations() {
        assertInvalid("Cannot drop PRIMARY KEY column 'id'", new DropColumns(List.of("id"), false));
        assertInvalid("'x' was not found", new DropColumns(List.of("x"), false));
        assertInvalid(
                "cannot be added to the primary key",
                new AddColumns(List.of(new ColumnDefinition("x", ScalarType.INT, ColumnKind.CLUSTERING)), false));
        assertInvalid("'name' already exists", new AddColumns(List.of(NAME), false));
        assertInvalid("Cannot mix counter", new AddColumns(List.of(regular("n", "counter")), false));
    }

    @Test
    void shouldFixTheConflictModeAtCreation() {
        Schema siblings = new CreateTable("shop", "carts", List.of(ID, NAME), Map.of("conflicts", "SIBLINGS"), false)
                .applyTo(withKeyspace);

        assertThat(siblings.requireTable("shop", "carts").conflicts()).isEqualTo(ConflictMode.SIBLINGS);
        assertInvalid("fixed when a table is created", new SetOptions(Map.of("conflicts", "siblings")));
        assertThat(alter(withTable, new SetOptions(Map.of("conflicts", "last_write_wins"))))
                .isSameAs(withTable);
        assertInvalid("'last_write_wins' or 'siblings'", new SetOptions(Map.of("conflicts", "none")));
    }

    @Test
    void shouldAlterOptionsOneByOne() {
        Schema altered = alter(
                alter(withTable, new SetOptions(Map.of("comment", "old", "default_time_to_live", 60))),
                new SetOptions(Map.of("comment", "new")));
        TableSchema table = altered.requireTable("shop", "orders");

        assertThat(table.options().comment()).isEqualTo("new");
        assertThat(table.defaultTimeToLive()).isEqualTo(60);
        assertThat(altered.table(table.id())).isSameAs(table);
    }

    @Test
    void shouldRefuseTablesThatCannotBe() {
        assertNoTable("No PRIMARY KEY", NAME);
        assertNoTable("'name' already exists", ID, NAME, NAME);
        assertNoTable(
                "must be frozen", new ColumnDefinition("id", CqlType.parse("list<int>"), ColumnKind.PARTITION_KEY));
        assertNoTable(
                "duration, which has no order",
                ID,
                new ColumnDefinition("c", ScalarType.DURATION, ColumnKind.CLUSTERING));
        assertNoTable(
                "counter, which has no order",
                new ColumnDefinition("id", ScalarType.COUNTER, ColumnKind.PARTITION_KEY));
        assertNoTable("Static columns are only allowed", ID, staticColumn("s"));
        assertNoTable("Cannot mix counter", ID, AT, staticColumn("s"), regular("n", "counter"));
        assertNoTable("column name ''", ID, regular("", "int"));
        assertNoTable("column name", ID, regular("é".repeat(129), "int"));
        List<ColumnDefinition> many = new ArrayList<>(List.of(ID));
        for (int i = 0; i < SchemaLimits.COLUMNS_MAX; i++) {
            many.add(regular("c" + i, "int"));
        }
        assertNoTable("too many columns: 1001", many.toArray(ColumnDefinition[]::new));
    }

    @Test
    void shouldRefuseATtlOnCounters() {
        List<ColumnDefinition> columns = List.of(ID, regular("n", "counter"));
        Schema counters = new CreateTable("shop", "hits", columns, Map.of(), false).applyTo(withKeyspace);

        assertThat(counters.requireTable("shop", "hits").isCounter()).isTrue();
        assertFails(
                ErrorCode.INVALID,
                () -> new AlterTable("shop", "hits", new SetOptions(Map.of("default_time_to_live", 1)), false)
                        .applyTo(counters));
    }

    @Test
    void shouldRefuseNamesThatPathsAndDriversCannotCarry() {
        for (String name : List.of("", "a-b", "a.b", "a b", "é", "x".repeat(223))) {
            assertFails(ErrorCode.INVALID, () -> createKeyspace(name).applyTo(Schema.EMPTY));
            assertFails(ErrorCode.INVALID, () -> createTable(name, ID).applyTo(withKeyspace));
        }
        assertFails(ErrorCode.INVALID, () -> createKeyspace("x".repeat(49)).applyTo(Schema.EMPTY));
        assertThat(createKeyspace("x".repeat(48)).applyTo(Schema.EMPTY).keyspaces())
                .hasSize(1);
    }

    @Test
    void shouldSayWhichTableIsMissing() {
        assertThatThrownBy(() -> new TruncateTable("shop", "x").applyTo(withTable))
                .hasMessage("Table 'shop.x' does not exist");
        assertThatThrownBy(() -> new DropTable("x", "y", false).applyTo(withTable))
                .hasMessage("Keyspace 'x' does not exist");
        assertThat(new DropTable("x", "y", true).applyTo(withTable)).isSameAs(withTable);
        assertThat(new AlterTable("x", "y", new SetOptions(Map.of()), true).applyTo(withTable))
                .isSameAs(withTable);
    }

    @Test
    void shouldChangeTheVersionWithEveryChangeAndOnlyThen() {
        assertThat(withTable.version()).isNotEqualTo(withKeyspace.version());
        assertThat(new TruncateTable("shop", "orders").applyTo(withTable).version())
                .isNotEqualTo(withTable.version());
        Schema same = createTable("orders", ID, AT, NAME)
                .applyTo(createKeyspace("shop").applyTo(Schema.EMPTY));
        assertThat(same.version()).isEqualTo(withTable.version());
        assertThat(same).isEqualTo(withTable);
    }

    private void assertNoTable(String sentence, ColumnDefinition... columns) {
        assertThatThrownBy(() -> createTable("t", columns).applyTo(withKeyspace))
                .hasMessageContaining(sentence);
    }

    private void assertInvalid(String sentence, TableAlteration alteration) {
        assertThatThrownBy(() -> alter(withTable, alteration)).hasMessageContaining(sentence);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Schema alter(Schema schema, TableAlteration alteration) {
        return new AlterTable("shop", "orders", alteration, false).applyTo(schema);
    }

    private static ColumnSchema column(Schema schema, String name) {
        ColumnSchema column = schema.requireTable("shop", "orders").column(name);
        assertThat(column).isNotNull();
        return column;
    }

    private static SchemaChange createKeyspace(String name) {
        return new CreateKeyspace(name, Replication.simple(3), true, false);
    }

    private static SchemaChange createTable(String name, ColumnDefinition... columns) {
        return new CreateTable("shop", name, List.of(columns), Map.of(), false);
    }

    private static ColumnDefinition regular(String name, String type) {
        return new ColumnDefinition(name, CqlType.parse(type), ColumnKind.REGULAR);
    }

    private static ColumnDefinition staticColumn(String name) {
        return new ColumnDefinition(name, ScalarType.INT, ColumnKind.STATIC);
    }
}
