package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.replica.ReadLimits;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.sim.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads at ALL over replicas that each lack some writes, with slices, limits, filters, reversed and page by page, against the plainest
 * evaluation of the joined copies.
 */
class DivergedReadsTest {
    private static final int KEYS = 4;
    private static final int ROWS = 12;
    private static final int WRITES = 60;
    private static final int QUERIES = 12;
    private static final RequestOptions ALL = RequestOptions.at(ConsistencyLevel.ALL);

    private TestCluster cluster;
    private Random random;
    private TableSchema table;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldAnswerFromTheJoinOfAllReplicasWhateverTheLimits(long seed) {
        random = new Random(seed);
        cluster = new TestCluster(
                seed, 3 + random.nextInt(2), 3, new ReadLimits(1 + random.nextInt(9), 1 << 20), CoordinatorRules.SOUND);
        table = cluster.table("lww");
        diverge();
        for (int i = 0; i < QUERIES; i++) {
            ReadQuery query = query();
            List<PartitionRows> expected = Copies.answer(Copies.joined(copies(), table), table, query);
            assertThat(Copies.text(readAll(query), table))
                    .as("query %d of seed %d: %s", i, seed, query)
                    .isEqualTo(Copies.text(expected, table));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void shouldLeaveAllReplicasEqualAfterReadingEverythingAtAll(long seed) {
        random = new Random(seed);
        cluster = new TestCluster(seed, 3, 3, new ReadLimits(1 + random.nextInt(9), 1 << 20), CoordinatorRules.SOUND);
        table = cluster.table("lww");
        diverge();
        ReadQuery everything = new ReadQuery(
                table.id(),
                new Partitions.InRange(TokenRange.WHOLE),
                List.of(Slice.ALL),
                false,
                ReadQuery.UNLIMITED,
                ReadQuery.UNLIMITED,
                RowFilter.ALL,
                null,
                cluster.nowSeconds());
        readAll(everything);
        readAll(everything);
        List<SortedMap<RowKey, Row>> copies = copies();
        assertThat(copies.get(1)).isEqualTo(copies.get(0));
        assertThat(copies.get(2)).isEqualTo(copies.get(0));
    }

    /** Writes of which each reaches the nodes on one side of a cut alone. */
    private void diverge() {
        RequestOptions hasty = RequestOptions.at(ConsistencyLevel.ONE).withTimeoutNanos(20_000_000);
        List<SimNode> machines = cluster.world.nodes();
        for (int i = 0; i < WRITES; i++) {
            List<SimNode> here = new ArrayList<>();
            List<SimNode> there = new ArrayList<>();
            machines.forEach(machine -> (random.nextBoolean() ? here : there).add(machine));
            if (here.isEmpty()) {
                here.add(there.remove(0));
            }
            cluster.world.network().partition(here, there);
            SimNode through = here.get(random.nextInt(here.size()));
            var written = cluster.nodes
                    .get(through.index())
                    .coordinator
                    .write(mutation().build(), hasty);
            cluster.world.time().runUntil(written::isDone, TestCluster.SECOND);
            cluster.world.time().runFor(TestCluster.SECOND / 5);
            cluster.world.network().reconnect();
        }
        cluster.world.time().runFor(3 * TestCluster.SECOND);
    }

    private MutationBuilder mutation() {
        MutationBuilder mutation = cluster.mutation("lww", key(random.nextInt(KEYS)));
        byte[] row = cluster.clustering("lww", random.nextInt(ROWS));
        switch (random.nextInt(10)) {
            case 0 -> mutation.deleteRow(row);
            case 1 -> mutation.deleteRange(slice());
            case 2 -> mutation.statics().set("s", TestCluster.text("s" + random.nextInt(100)));
            case 3 -> {
                if (random.nextInt(3) == 0) {
                    mutation.deletePartition();
                } else {
                    mutation.row(row).set("v", null);
                }
            }
            default -> mutation.row(row).insert().set("v", TestCluster.text("v" + random.nextInt(5)));
        }
        return mutation;
    }

    private static String key(int number) {
        return "key" + number;
    }

    private Slice slice() {
        int from = random.nextInt(ROWS);
        byte[] start = cluster.clustering("lww", from);
        byte[] end = cluster.clustering("lww", from + random.nextInt(ROWS - from));
        return new Slice(ClusteringBound.before(start), ClusteringBound.after(end));
    }

    private ReadQuery query() {
        boolean isRange = random.nextBoolean();
        byte[] key = cluster.key("lww", key(random.nextInt(KEYS)));
        Partitions target = !isRange
                ? new Partitions.One(key, Partitioner.token(key))
                : new Partitions.InRange(
                        random.nextBoolean() ? TokenRange.WHOLE : new TokenRange(random.nextLong(), random.nextLong()));
        List<Slice> slices = switch (random.nextInt(4)) {
            case 0 -> List.of(slice());
            case 1 -> List.of();
            default -> List.of(Slice.ALL);
        };
        return query(target, slices, !isRange && random.nextBoolean());
    }

    private ReadQuery query(Partitions target, List<Slice> slices, boolean reversed) {
        boolean isLimited = !slices.isEmpty() && random.nextBoolean();
        RowFilter filter = random.nextInt(3) > 0
                ? RowFilter.ALL
                : new RowFilter(List.of(new RowFilter.Condition(
                        table.column("v").id(), RowFilter.Op.EQ, TestCluster.text("v" + random.nextInt(5)))));
        return new ReadQuery(
                table.id(),
                target,
                slices,
                reversed,
                isLimited ? 1 + random.nextInt(8) : ReadQuery.UNLIMITED,
                random.nextInt(3) == 0 ? 1 + random.nextInt(3) : ReadQuery.UNLIMITED,
                isLimited || !slices.isEmpty() ? filter : RowFilter.ALL,
                null,
                cluster.nowSeconds());
    }

    /** Reads page by page, as a client does: each page with a limit of its own. */
    private List<PartitionRows> readAll(ReadQuery query) {
        Coordinator coordinator = cluster.nodes.get(random.nextInt(cluster.nodes.size())).coordinator;
        int pageRows = random.nextBoolean() ? ReadQuery.UNLIMITED : 1 + random.nextInt(5);
        List<PartitionRows> answer = new ArrayList<>();
        ResumePoint after = null;
        int left = query.rowLimit();
        do {
            ReadQuery page = new ReadQuery(
                    query.tableId(),
                    query.target(),
                    query.slices(),
                    query.reversed(),
                    Math.min(pageRows, left),
                    query.perPartitionLimit(),
                    query.filter(),
                    after,
                    query.nowSeconds());
            ReadResult result = cluster.await(coordinator.read(page, ALL));
            for (PartitionRows partition : result.partitions()) {
                answer.add(partition);
                left -= Math.max(1, partition.rows().size());
            }
            after = result.more();
        } while (after != null && left > 0);
        return answer;
    }

    private List<SortedMap<RowKey, Row>> copies() {
        return cluster.nodes.stream().map(node -> Copies.of(node.engine, table)).toList();
    }
}
