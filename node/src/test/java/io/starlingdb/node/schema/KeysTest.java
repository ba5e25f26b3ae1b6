package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final byte[] EMPTY = new byte[0];

    @Test
    void shouldUseTheValueItselfAsAPartitionKeyOfOneColumn() {
        TableSchema table = table(List.of(ScalarType.TEXT), List.of(), false);
        byte[] value = ScalarType.TEXT.encode("é");

        assertThat(Keys.partitionKey(table, List.of(value))).isEqualTo(value);
        assertThat(Keys.partitionKeyComponents(table, value)).containsExactly(value);
    }

    /** The vector of shared driver tests: (1, 'a'). */
    @Test
    void shouldJoinSeveralColumnsAsDriversDo() {
        TableSchema table = table(List.of(ScalarType.INT, ScalarType.TEXT), List.of(), false);
        byte[] key = Keys.partitionKey(table, List.of(ScalarType.INT.encode(1), ScalarType.TEXT.encode("a")));

        assertThat(HexFormat.of().formatHex(key)).isEqualTo("0004000000010000016100");
    }

    @Test
    void shouldRefuseAnEmptyKeyAndTakeEmptyParts() {
        TableSchema one = table(List.of(ScalarType.TEXT), List.of(), false);
        TableSchema two = table(List.of(ScalarType.TEXT, ScalarType.BLOB), List.of(), false);

        assertThatThrownBy(() -> Keys.partitionKey(one, List.of(EMPTY))).hasMessageContaining("Key may not be empty");
        assertThat(Keys.partitionKeyComponents(two, Keys.partitionKey(two, List.of(EMPTY, EMPTY))))
                .containsExactly(EMPTY, EMPTY);
    }

    @Test
    void shouldNameTheColumnThatIsWrong() {
        TableSchema table = table(List.of(ScalarType.INT), List.of(ScalarType.UUID), false);

        assertThatThrownBy(() -> Keys.partitionKey(table, List.of(EMPTY)))
                .hasMessageStartingWith("column 'p0': int has");
        assertThatThrownBy(() -> Keys.clustering(table, List.of(EMPTY)))
                .hasMessageStartingWith("column 'c0': uuid has");
        assertThatThrownBy(() -> Keys.partitionKey(table, List.of())).hasMessageContaining("has 1 columns, not 0");
        assertThatThrownBy(() -> Keys.clustering(table, List.of(EMPTY, EMPTY)))
                .hasMessageContaining("1 clustering columns, not 2");
    }

    @Test
    void shouldRefuseKeysThatAreTooLong() {
        TableSchema table = table(List.of(ScalarType.BLOB), List.of(ScalarType.BLOB), false);
        byte[] long1 = new byte[65_536];

        assertThatThrownBy(() -> Keys.partitionKey(table, List.of(long1)))
                .hasMessageContaining("65536 bytes is longer than the maximum of 65535");
        assertThatThrownBy(() -> Keys.clustering(table, List.of(long1))).hasMessageContaining("clustering key");
    }

    @Property(tries = 3_000)
    void shouldReadBackWhatItWrote(@ForAll long seed) {
        RandomValues values = new RandomValues(new Random(seed));
        List<CqlType> types = List.of(values.orderedType(1), values.orderedType(1));
        TableSchema table = table(types, types, true);
        List<byte[]> components = types.stream().map(values::bytes).toList();

        byte[] partitionKey = Keys.partitionKey(table, components);
        assertThat(Keys.partitionKeyComponents(table, partitionKey))
                .containsExactlyElementsOf(canonical(types, components));
        for (int columns = 0; columns <= 2; columns++) {
            List<byte[]> prefix = components.subList(0, columns);
            List<byte[]> back = Keys.clusteringComponents(table, Keys.clustering(table, prefix));
            assertThat(back).hasSize(columns);
            assertThat(Keys.clustering(table, back)).isEqualTo(Keys.clustering(table, prefix));
        }
    }

    @Property(tries = 3_000)
    void shouldOrderRowsAsTheirColumnsDo(@ForAll long seed, @ForAll boolean descending) {
        RandomValues values = new RandomValues(new Random(seed));
        List<CqlType> types = List.of(values.orderedType(1), values.orderedType(1));
        TableSchema table = table(List.of(ScalarType.INT), types, descending);
        List<byte[]> left = new ArrayList<>(types.stream().map(values::bytes).toList());
        List<byte[]> right = new ArrayList<>(types.stream().map(values::bytes).toList());
        if (seed % 2 == 0) {
            right.set(0, left.get(0));
        }

        // the first column ascends, the second may descend
        int order = types.get(0).compare(left.get(0), right.get(0));
        if (order == 0) {
            order = types.get(1).compare(left.get(1), right.get(1)) * (descending ? -1 : 1);
        }
        assertThat(Integer.signum(Arrays.compareUnsigned(Keys.clustering(table, left), Keys.clustering(table, right))))
                .isEqualTo(Integer.signum(order));
    }

    @Property(tries = 3_000)
    void shouldKeepARowBetweenTheBoundsOfItsPrefixes(@ForAll long seed, @ForAll boolean descending) {
        RandomValues values = new RandomValues(new Random(seed));
        List<CqlType> types = List.of(values.orderedType(1), values.orderedType(1));
        TableSchema table = table(List.of(ScalarType.INT), types, descending);
        List<byte[]> row = types.stream().map(values::bytes).toList();
        byte[] key = Keys.clustering(table, row);
        for (int columns = 0; columns <= 2; columns++) {
            byte[] prefix = Keys.clustering(table, row.subList(0, columns));
            ClusteringBound start = ClusteringBound.before(prefix);
            ClusteringBound end = ClusteringBound.after(prefix);
            assertThat(start.isBelow(key)).isTrue();
            assertThat(end.isBelow(key)).isFalse();
            assertThat(start).isLessThan(end);
        }
    }

    @Property(tries = 3_000)
    void shouldRefuseGarbageWithACleanError(@ForAll long seed, @ForAll byte[] garbage) {
        RandomValues values = new RandomValues(new Random(seed));
        List<CqlType> types = List.of(values.orderedType(1), values.orderedType(1));
        TableSchema table = table(types, types, true);
        for (Runnable read : List.<Runnable>of(
                () -> Keys.partitionKeyComponents(table, garbage), () -> Keys.clusteringComponents(table, garbage))) {
            try {
                read.run();
            } catch (io.starlingdb.client.StarlingException e) {
                assertThat(e.text()).isNotEmpty();
            }
        }
    }

    private static List<byte[]> canonical(List<CqlType> types, List<byte[]> values) {
        return List.of(types.get(0).canonical(values.get(0)), types.get(1).canonical(values.get(1)));
    }

    /** The last clustering column descends if asked to, the others ascend. */
    private static TableSchema table(
            List<? extends CqlType> keys, List<? extends CqlType> clustering, boolean descending) {
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            columns.add(new ColumnDefinition("p" + i, keys.get(i), ColumnKind.PARTITION_KEY));
        }
        for (int i = 0; i < clustering.size(); i++) {
            columns.add(new ColumnDefinition(
                    "c" + i, clustering.get(i), ColumnKind.CLUSTERING, descending && i == clustering.size() - 1));
        }
        Schema schema = new SchemaChange.CreateKeyspace("k", Replication.simple(1), true, false).applyTo(Schema.EMPTY);
        return new SchemaChange.CreateTable("k", "t", columns, Map.of(), false)
                .applyTo(schema)
                .requireTable("k", "t");
    }
}
