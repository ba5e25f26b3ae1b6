package io.starlingdb.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.kernel.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final Scope WHOLE = new Scope("ks", TokenRange.WHOLE);
    private static final int TABLE = 7;

    private final ModelReplica one = new ModelReplica();
    private final ModelReplica other = new ModelReplica();

    private void fillBoth(int rows, int slices) {
        for (int i = 0; i < rows; i++) {
            byte[] key = ModelReplica.key(TABLE, (int) ((long) i * 40_503 % slices), i);
            one.join(key, 1);
            other.join(key, 1);
        }
        one.count(2_000);
        other.count(2_000);
    }

    @Test
    void shouldCostTwoSmallMessagesWhenInStep() {
        fillBoth(100_000, Tokens.SLICES);
        Drive drive = new Drive(one, other);

        ExchangeResult result = drive.run(WHOLE);

        assertThat(result.end()).isEqualTo(ExchangeResult.End.IN_STEP);
        assertThat(drive.messages).isEqualTo(2);
        assertThat(drive.bytes).isLessThan(200);
        assertThat(one.reads + other.reads).isZero();
    }

    @Test
    void shouldMendOneRowWithFewBytes() {
        fillBoth(200_000, Tokens.SLICES);
        one.join(ModelReplica.key(TABLE, 40_000, 5), 2);

        Drive drive = new Drive(other, one);
        ExchangeResult result = drive.run(WHOLE);

        assertThat(result.end()).isEqualTo(ExchangeResult.End.MENDED);
        assertThat(result.diffs()).isOne();
        assertThat(other.rows).isEqualTo(one.rows);
        assertThat(drive.bytes).isLessThan(16 * 1024);
    }

    @Test
    void shouldMendOneRowOfALargePartitionWithFewBytes() {
        fillBoth(200_000, 1);
        one.join(ModelReplica.key(TABLE, 0, 77_777), 2);

        Drive drive = new Drive(one, other);
        ExchangeResult result = drive.run(WHOLE);

        assertThat(result.diffs()).isOne();
        assertThat(other.rows).isEqualTo(one.rows);
        assertThat(drive.bytes).isLessThan(64 * 1024);
        assertThat(one.reads + other.reads).isLessThan(20_000);
    }

    @Test
    void shouldSendLittleMoreThanTheRowsThatDiffer() {
        fillBoth(100_000, Tokens.SLICES);
        Random random = new Random(1);
        int different = 1_000;
        for (int i = 0; i < different; i++) {
            int row = random.nextInt(100_000);
            one.join(ModelReplica.key(TABLE, (int) ((long) row * 40_503 % Tokens.SLICES), row), 2 + i);
        }
        Drive drive = new Drive(other, one);

        drive.run(WHOLE);

        assertThat(other.rows).isEqualTo(one.rows);
        assertThat(drive.bytes).isLessThan((long) (1.5 * drive.rowsSent * Drive.ROW_BYTES));
        assertThat(drive.rowsSent).isLessThanOrEqualTo(different);
    }

    @Test
    void shouldNotOpenWhatArrivesWhileItWaits() {
        fillBoth(20_000, 1_000);
        List<byte[]> inFlight = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            byte[] key = ModelReplica.key(TABLE, (int) ((long) i * 40_503 % 1_000), i);
            one.join(key, 2);
            inFlight.add(key);
        }
        Drive drive = new Drive(one, other, () -> inFlight.forEach(key -> other.join(key, 2)));

        ExchangeResult result = drive.run(WHOLE);

        assertThat(result.end()).isEqualTo(ExchangeResult.End.IN_STEP);
        assertThat(one.reads + other.reads).isZero();
    }

    @Test
    void shouldFillAnEmptyReplicaFromEitherSide() {
        fillBoth(0, 1);
        for (int i = 0; i < 30_000; i++) {
            one.join(ModelReplica.key(TABLE + i % 3, i < 20_000 ? 9 : i % 5_000, i), 1);
        }
        one.count(1_500);
        new Drive(other, one).run(WHOLE);
        assertThat(other.rows).isEqualTo(one.rows);

        ModelReplica third = new ModelReplica();
        new Drive(one, third).run(WHOLE);
        assertThat(third.rows).isEqualTo(one.rows);
    }

    @Test
    void shouldCompareOnlyItsRange() {
        Scope wrapping = new Scope("ks", new TokenRange(Tokens.startOf(60_000), Tokens.startOf(1_000)));
        one.join(ModelReplica.key(TABLE, 59_999, 1), 1);
        one.join(ModelReplica.key(TABLE, 60_000, 2), 1);
        one.join(ModelReplica.key(TABLE, 999, 3), 1);
        one.join(ModelReplica.key(TABLE, 1_000, 4), 1);

        new Drive(one, other).run(wrapping);

        assertThat(other.rows.keySet())
                .containsExactly(ModelReplica.key(TABLE, 999, 3), ModelReplica.key(TABLE, 60_000, 2));
    }

    @Test
    void shouldMakeReplicasEqualWhateverHappenedToThem() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            ModelReplica left = new ModelReplica();
            ModelReplica right = new ModelReplica();
            int slices = 1 + random.nextInt(20);
            for (int i = 0; i < 12_000; i++) {
                byte[] key = ModelReplica.key(1 + random.nextInt(2), random.nextInt(slices), random.nextInt(9_000));
                int where = random.nextInt(40);
                if (where != 0) {
                    left.join(key, i);
                }
                if (where != 1) {
                    right.join(key, i);
                }
                if (random.nextInt(3_000) == 0) {
                    left.count(1_000 + random.nextInt(3_000));
                }
            }
            if (random.nextBoolean()) {
                right.count(1_500);
            }
            boolean leftAsks = random.nextBoolean();
            new Drive(leftAsks ? left : right, leftAsks ? right : left).run(WHOLE);
            assertThat(left.rows).as("seed %d", seed).isEqualTo(right.rows);
        }
    }
}
