package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCodecTest {
    private static final long NOW = 1_795_000_000_000_000L;
    private static final byte[] SIXTEEN = new byte[16];
    private static final RowKey KEY = RowKey.row(100, -77, SIXTEEN, Cell.NO_VALUE);

    private static Row written(ConflictMode mode, boolean insert) {
        RowChange change = new RowChange(
                false,
                Cell.NO_VALUE,
                insert,
                RowChange.Removal.NONE,
                0,
                List.of(new ColumnChange(1, ColumnChange.Op.SET, null, SIXTEEN)));
        Mutation mutation = new Mutation(100, SIXTEEN, -77, null, 0, null, 1, false, List.of(), List.of(change));
        Delta delta = Issuer.issue(mutation, Rules.only(null), mode, 5, NOW, NOW - 1_000_000, NOW / 1_000_000);
        return Join.issue(null, delta.rows().get(0), mode, NOW - 1_000_000, JoinObserver.NONE);
    }

    /** One of everything. */
    private static Row rich() {
        Dot first = new Dot(1, NOW);
        Dot second = new Dot(300, NOW + 17);
        VersionVector seen = VersionVector.of(1, NOW - 5, NOW);
        Cell[] cells = {
            Cell.value(Cell.MARKER, null, first, NOW, Cell.NO_VALUE).withHistory(seen),
            Cell.expiring(0, null, second, NOW - 3, new byte[] {1, 2}, 60, NOW / 1_000_000 + 61),
            Cell.tombstone(2, null, first, NOW - 1).withHistory(seen),
            Cell.value(2, new byte[] {7}, first, NOW, new byte[] {9}).withHistory(seen),
            Cell.tombstone(2, new byte[] {8}, first, NOW).withHistory(seen),
            Cell.counter(200, first, NOW - 100, -12).withHistory(seen)
        };
        Pending pending = Pending.of(
                new Concern[] {Concern.EVERYTHING, new Concern(2, null), new Concern(2, new byte[] {7})},
                new VersionVector[] {VersionVector.of(new Dot(9, NOW - 50)), seen, seen},
                3);
        VersionVector vector = VersionVector.of(1, NOW - 9, NOW).union(VersionVector.of(second));
        return new Row(
                cells,
                new Deletion(second, NOW - 20, VersionVector.of(new Dot(4, NOW - 30))),
                vector,
                pending,
                new LocalMark(NOW - 40, NOW - 2, new long[] {NOW - 40, NOW - 2}));
    }

    @Test
    void shouldTakeNoMoreThanEightyBytesForATinyRowWithItsKey() {
        for (ConflictMode mode : ConflictMode.values()) {
            Row row = written(mode, true);
            int size = KEY.bytes().length + RowCodec.encode(KEY, row).length;
            Row settled = Settling.settle(row, mode, NOW + 1);
            assertThat(settled).isNotNull();
            int sizeSettled = KEY.bytes().length + RowCodec.encode(KEY, settled).length;

            System.out.println("A row of a 16-byte key and a 16-byte value, key included, before compression (" + mode
                    + "): " + size + " bytes, " + sizeSettled + " once settled");
            assertThat(size).isLessThanOrEqualTo(72);
            assertThat(sizeSettled).isLessThan(size).isLessThanOrEqualTo(69);
        }
    }

    @Test
    void shouldTakeFewBytesForARowThatSeveralNodesOverwroteInTurn() {
        Row row = null;
        for (int i = 0; i < 30; i++) {
            Mutation mutation = new Mutation(
                    100,
                    SIXTEEN,
                    -77,
                    null,
                    0,
                    null,
                    1,
                    false,
                    List.of(),
                    List.of(new RowChange(
                            false,
                            Cell.NO_VALUE,
                            false,
                            RowChange.Removal.NONE,
                            0,
                            List.of(new ColumnChange(1, ColumnChange.Op.SET, null, SIXTEEN)))));
            long stamp = NOW + 1_000L * i;
            Delta delta =
                    Issuer.issue(mutation, Rules.only(row), ConflictMode.LAST_WRITE_WINS, i % 3, stamp, stamp - 1, 0);
            row = Join.issue(row, delta.rows().get(0), ConflictMode.LAST_WRITE_WINS, stamp - 1, JoinObserver.NONE);
        }

        assertThat(row).isNotNull();
        assertThat(row.cellAt(0).history()).isEqualTo(row.vector());
    }

    @Test
    void shouldReadBackOneOfEverything() {
        Row row = rich();
        Row stored = RowCodec.decode(KEY, RowCodec.encode(KEY, row));

        assertThat(stored).isEqualTo(row);
        assertThat(stored.mark()).isEqualTo(row.mark());
        Deletion deletion = stored.deletion();
        assertThat(deletion).isNotNull();
        assertThat(deletion.history()).isEqualTo(VersionVector.of(new Dot(4, NOW - 30)));
        for (int i = 0; i < row.cellCount(); i++) {
            if (row.cellAt(i).dot().actor() == 1) {
                assertThat(stored.cellAt(i).history()).isEqualTo(row.cellAt(i).history());
            }
        }
    }

    @Test
    void shouldKeepTheStoredBytesOfFormOne() {
        Golden.check("row-stored-v1", RowCodec.encode(KEY, rich()));
        Golden.check("row-tiny-stored-v1", RowCodec.encode(KEY, written(ConflictMode.LAST_WRITE_WINS, true)));
        assertThat(RowCodec.decode(KEY, Golden.read("row-stored-v1"))).isEqualTo(rich());
    }

    @Test
    void shouldKeepTheBytesThatTravel() {
        WireWriter out = new WireWriter();
        RowCodec.write(rich(), out);

        Golden.check("row-wire-v1", out.toByteArray());
        assertThat(RowCodec.read(new WireReader(Golden.read("row-wire-v1")))).isEqualTo(rich());
    }

    @Test
    void shouldNotSendTheLocalMark() {
        WireWriter out = new WireWriter();
        RowCodec.write(rich(), out);

        assertThat(RowCodec.read(new WireReader(out.toByteArray())).mark()).isNull();
    }

    @Test
    void shouldRefuseAnyChangedByte() {
        byte[] stored = RowCodec.encode(KEY, rich());
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(CorruptRowException.class).isThrownBy(() -> RowCodec.decode(KEY, changed));
        }
    }

    @Test
    void shouldRefuseARowStoredUnderAnotherKey() {
        byte[] stored = RowCodec.encode(KEY, rich());
        RowKey other = RowKey.row(101, -77, SIXTEEN, Cell.NO_VALUE);

        assertThatExceptionOfType(CorruptRowException.class)
                .isThrownBy(() -> RowCodec.decode(other, stored))
                .satisfies(error -> assertThat(error.key()).isEqualTo(other));
    }

    @Test
    void shouldRefuseWhatWasCutShortWithoutHarm() {
        byte[] stored = RowCodec.encode(KEY, rich());
        WireWriter out = new WireWriter();
        RowCodec.write(rich(), out);
        byte[] sent = out.toByteArray();
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(stored, length);
            assertThatExceptionOfType(CorruptRowException.class).isThrownBy(() -> RowCodec.decode(KEY, cut));
        }
        for (int length = 0; length < sent.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(sent, length);
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> RowCodec.read(new WireReader(cut)));
        }
    }

    @Test
    void shouldAnswerNoiseFromThePeerWithAWireException() {
        Random random = new Random(7);
        WireWriter out = new WireWriter();
        RowCodec.write(rich(), out);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = out.toByteArray();
            for (int k = random.nextInt(4); k >= 0; k--) {
                noise[random.nextInt(noise.length)] = (byte) random.nextInt();
            }
            try {
                RowCodec.read(new WireReader(noise));
            } catch (WireException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void shouldKeepWhatAContextSaysOfSettledCells() {
        Row row = written(ConflictMode.SIBLINGS, false);
        CausalContext before = row.context();
        Row settled = Settling.settle(row, ConflictMode.SIBLINGS, NOW + 1);

        assertThat(settled).isNotNull();
        assertThat(settled.vector().isEmpty()).isTrue();
        assertThat(settled.context()).isEqualTo(before);
    }
}
