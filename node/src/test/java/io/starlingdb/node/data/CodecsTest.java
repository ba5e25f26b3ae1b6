package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.schema.ClusteringBound;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The forms on the wire: read back, kept to the byte, and safe against what is cut short. */
class CodecsTest {
    private static final byte[] KEY = {1, 2, 3};

    private static <T> void check(
            String golden, T value, BiConsumer<T, WireWriter> writer, Function<WireReader, T> reader) {
        WireWriter out = new WireWriter();
        writer.accept(value, out);
        byte[] bytes = out.toByteArray();
        Golden.check(golden, bytes);
        WireReader in = new WireReader(bytes);
        assertThat(reader.apply(in)).isEqualTo(value);
        in.expectEnd();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> reader.apply(new WireReader(cut)));
        }
    }

    @Test
    void shouldSendMutations() {
        List<ColumnChange> columns = List.of(
                new ColumnChange(1, ColumnChange.Op.SET, null, new byte[] {5}),
                new ColumnChange(2, ColumnChange.Op.DELETE, new byte[] {1}, null),
                new ColumnChange(300, ColumnChange.Op.REPLACE_COLLECTION, null, null));
        Mutation mutation = new Mutation(
                100,
                KEY,
                -42,
                -7L,
                1_795_000_000_000_000L,
                new CausalContext(VersionVector.of(3, 10, 20)),
                0x1234_5678_9ABCL,
                true,
                List.of(new Slice(ClusteringBound.before(new byte[] {1}), ClusteringBound.END)),
                List.of(
                        new RowChange(true, Cell.NO_VALUE, false, RowChange.Removal.NONE, 0, List.of()),
                        new RowChange(false, new byte[] {9}, true, RowChange.Removal.REPLACE, 3600, columns)));

        check("mutation-v1", mutation, MutationCodec::write, MutationCodec::read);
    }

    @Test
    void shouldSendPlainMutationsInFewBytes() {
        Mutation mutation = new Mutation(
                100,
                new byte[16],
                1,
                null,
                0,
                null,
                1,
                false,
                List.of(),
                List.of(new RowChange(
                        false,
                        Cell.NO_VALUE,
                        true,
                        RowChange.Removal.NONE,
                        0,
                        List.of(new ColumnChange(1, ColumnChange.Op.SET, null, new byte[16])))));
        WireWriter out = new WireWriter();
        MutationCodec.write(mutation, out);

        assertThat(out.size()).isLessThanOrEqualTo(66);
        check("mutation-plain-v1", mutation, MutationCodec::write, MutationCodec::read);
    }

    @Test
    void shouldSendDeltas() {
        for (ConflictMode mode : ConflictMode.values()) {
            TableSchema table = TestReplica.table(mode);
            TestReplica replica = new TestReplica(table, 3, 1_795_000_000_000_000L);
            replica.write(replica.row(1).insert().addAll(replica.column("set"), replica.encoded("set", Set.of(1))));
            Delta delta = replica.write(replica.row(1)
                    .set("set", replica.encoded("set", Set.of(2)))
                    .and()
                    .row(replica.clustering(2))
                    .delete()
                    .and()
                    .statics()
                    .set("s", replica.encoded("s", "x"))
                    .and()
                    .build());

            check("delta-" + mode.cqlName() + "-v1", delta, DataCodec::writeDelta, DataCodec::readDelta);
        }
    }

    @Test
    void shouldSendReadQueries() {
        check(
                "read-query-row-v1",
                ReadQuery.row(100, KEY, 7, new byte[] {8}, 1_795_000_000L),
                ReadQueryCodec::write,
                ReadQueryCodec::read);
        ReadQuery scan = new ReadQuery(
                101,
                new Partitions.InRange(new TokenRange(-5, 5)),
                List.of(Slice.ALL, new Slice(ClusteringBound.after(new byte[] {1}), ClusteringBound.END)),
                true,
                5000,
                3,
                new RowFilter(List.of(new RowFilter.Condition(4, RowFilter.Op.GE, new byte[] {6}))),
                new ResumePoint(KEY, -3, new byte[] {2}, 1),
                1_795_000_000L);

        check("read-query-scan-v1", scan, ReadQueryCodec::write, ReadQueryCodec::read);
    }

    @Test
    void shouldSendVectorsAndKeys() {
        VersionVector vector = VersionVector.of(3, 1_795_000_000_000_000L, 1_795_000_000_000_400L)
                .union(VersionVector.of(new Dot(1, 1_795_000_000_000_300L)));

        check("vector-v1", vector, DataCodec::writeVector, DataCodec::readVector);
        check("key-v1", RowKey.row(100, 5, KEY, new byte[] {1}), DataCodec::writeKey, DataCodec::readKey);
        check("vector-empty-v1", VersionVector.EMPTY, DataCodec::writeVector, DataCodec::readVector);
    }

    @Test
    void shouldRefuseCodesThatNobodyUses() {
        for (int code = 0; code < 256; code++) {
            ColumnChange.Op op = ColumnChange.Op.ofCode(code);
            assertThat(op == null || op.code() == code).isTrue();
            RowFilter.Op condition = RowFilter.Op.ofCode(code);
            assertThat(condition == null || condition.code() == code).isTrue();
        }
        assertThat(ColumnChange.Op.ofCode(11)).isNull();
        assertThat(RowFilter.Op.ofCode(0)).isNull();
    }
}
