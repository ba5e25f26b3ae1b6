package io.starlingdb.node.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.EntryKind;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.ReadMode;
import io.starlingdb.node.replica.ReadReply;
import io.starlingdb.node.replica.VersionSum;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The read's decisions, against replicas that are maps of rows and answer, refuse and repair in any order. */
class ReadCoreTest {
    private static final ConflictMode MODE = ConflictMode.SIBLINGS;

    /** What a replica does with requests. */
    private enum Fate {
        ANSWERS,
        REFUSES,
        RECOVERS
    }

    private static final class Replica {
        final SortedMap<RowKey, Row> rows = new TreeMap<>();
        Fate fate = Fate.ANSWERS;

        void join(Entry entry) {
            rows.merge(entry.key(), entry.row(), (a, b) -> Join.join(a, b, MODE, JoinObserver.NONE));
        }

        ReadReply reply(ReadMode mode) {
            List<Entry> entries = new ArrayList<>();
            rows.forEach((key, row) -> entries.add(new Entry(key, row)));
            long sum = 0xcbf29ce484222325L;
            for (char letter : rows.toString().toCharArray()) {
                sum = (sum ^ letter) * 0x100000001b3L; // FNV-1a
            }
            boolean hasEntries = mode != ReadMode.VERSIONS;
            return new ReadReply(
                    fate == Fate.ANSWERS,
                    new VersionSum(sum, sum),
                    null,
                    hasEntries && sum % 2 == 0,
                    hasEntries ? entries : List.of());
        }

        boolean holds(Entry entry) {
            Row mine = rows.get(entry.key());
            return mine != null
                    && Join.join(mine, entry.row(), MODE, JoinObserver.NONE).equals(mine);
        }
    }

    private static ReadTerms terms(int replicas, int required, VersionVector atLeast) {
        return new ReadTerms(
                required,
                true,
                new int[replicas],
                new int[] {required},
                new ScanOrder(1, false),
                MODE,
                CoordinatorRules.SOUND,
                EntryKind.ROW,
                atLeast);
    }

    /** A write of one of the rows, as its own node would issue it. */
    private static Entry write(int actor, long stamp, int row) {
        Delta delta = TestRows.delta(actor, stamp, row);
        RowDelta only = delta.rows().get(0);
        return new Entry(only.key(), only.row());
    }

    @Property(tries = 3_000)
    void shouldAnswerOnlyWhatEnoughReplicasHoldAndMissNothingThatAQuorumHeld(@ForAll long seed) {
        Random random = new Random(seed);
        int n = 3 + random.nextInt(3);
        int required = 1 + random.nextInt(n);
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            replicas.add(new Replica());
        }
        List<Entry> onMany = new ArrayList<>();
        for (int stamp = 1; stamp <= 6; stamp++) {
            Entry entry = write(1 + random.nextInt(2), stamp, random.nextInt(2));
            int holders = 0;
            for (Replica replica : replicas) {
                if (random.nextInt(4) > 0) {
                    replica.join(entry);
                    holders++;
                }
            }
            if (holders + required > n) {
                onMany.add(entry);
            }
        }
        for (Replica replica : replicas) {
            replica.fate = random.nextInt(5) > 0 ? Fate.ANSWERS : random.nextBoolean() ? Fate.REFUSES : Fate.RECOVERS;
        }
        ReadCore core = new ReadCore(terms(n, required, null));
        run(core, replicas, random);
        long able = replicas.stream().filter(r -> r.fate == Fate.ANSWERS).count();
        assertThat(core.isDecided()).isTrue();
        if (able < required) {
            assertThatThrownBy(core::outcome).isInstanceOf(StarlingException.class);
            return;
        }
        ReadCore.Outcome outcome = core.outcome();
        long holding = replicas.stream()
                .filter(r ->
                        r.fate == Fate.ANSWERS && outcome.entries().stream().allMatch(r::holds))
                .count();
        assertThat(holding).isGreaterThanOrEqualTo(required);
        for (Entry entry : onMany) {
            assertThat(outcome.entries())
                    .anyMatch(found -> found.key().equals(entry.key())
                            && found.row().vector().containsAll(entry.row().vector()));
        }
    }

    /** Delivers what is asked for in random order, with hedges in between, until the read is decided. */
    private static void run(ReadCore core, List<Replica> replicas, Random random) {
        List<Runnable> underWay = new ArrayList<>();
        for (int step = 0; step < 200 && !core.isDecided(); step++) {
            for (ReadCore.Ask ask : core.asks()) {
                underWay.add(() -> deliver(core, replicas.get(ask.replica()), ask));
            }
            for (ReadCore.Repair repair : core.repairs()) {
                underWay.add(() -> {
                    repair.entries().forEach(replicas.get(repair.replica())::join);
                    core.repaired(repair);
                });
            }
            if (random.nextInt(6) == 0) {
                core.askAnother();
            } else if (!underWay.isEmpty()) {
                underWay.remove(random.nextInt(underWay.size())).run();
            }
        }
    }

    private static void deliver(ReadCore core, Replica replica, ReadCore.Ask ask) {
        if (replica.fate == Fate.REFUSES) {
            core.failed(ask);
        } else {
            core.add(ask, replica.reply(ask.mode()));
        }
    }

    private static ReadReply nothing() {
        return new ReadReply(true, VersionSum.ZERO, null, true, List.of());
    }

    private static ReadReply whole(Entry entry) {
        return new ReadReply(true, new VersionSum(1, 1), null, true, List.of(entry));
    }

    @Test
    void shouldAskOneForDataAndTheOthersForVersions() {
        assertThat(new ReadCore(terms(3, 2, null)).asks())
                .containsExactly(new ReadCore.Ask(0, ReadMode.DATA), new ReadCore.Ask(1, ReadMode.VERSIONS));
    }

    @Test
    void shouldWaitForTheDataThoughEnoughHaveSaidTheirVersions() {
        ReadCore core = new ReadCore(terms(3, 2, null));
        core.asks();
        core.askAnother();
        ReadCore.Ask third = core.asks().get(0);
        assertThat(third.mode()).isEqualTo(ReadMode.DATA); // the first has not sent any yet
        core.add(new ReadCore.Ask(1, ReadMode.VERSIONS), nothing());
        assertThat(core.isDecided()).isFalse();
        core.add(third, nothing());
        assertThat(core.isDecided()).isTrue();
    }

    @Test
    void shouldNotAnswerBeforeTheReplicaBehindHasJoinedWhatItLacks() {
        ReadCore core = new ReadCore(terms(3, 2, null));
        List<ReadCore.Ask> asks = core.asks();
        core.add(asks.get(0), whole(write(1, 5, 0)));
        core.add(asks.get(1), nothing());
        assertThat(core.isDecided()).isFalse();
        List<ReadCore.Repair> repairs = core.repairs();
        assertThat(repairs).hasSize(1);
        assertThat(repairs.get(0).replica()).isEqualTo(1);
        core.repaired(repairs.get(0));
        assertThat(core.outcome().entries()).hasSize(1);
    }

    @Test
    void shouldTurnToAnotherReplicaWhenARepairFails() {
        ReadCore core = new ReadCore(terms(3, 2, null));
        List<ReadCore.Ask> asks = core.asks();
        core.add(asks.get(0), whole(write(1, 5, 0)));
        core.add(asks.get(1), nothing());
        core.repairFailed(core.repairs().get(0));
        ReadCore.Ask spare = core.asks().get(0);
        assertThat(spare).isEqualTo(new ReadCore.Ask(2, ReadMode.FULL));
        core.add(spare, whole(write(1, 5, 0)));
        assertThat(core.outcome().entries()).hasSize(1);
    }

    @Test
    void shouldNotCountARecoveringReplica() {
        ReadCore core = new ReadCore(terms(3, 2, null));
        List<ReadCore.Ask> asks = core.asks();
        core.add(asks.get(0), nothing());
        core.add(asks.get(1), new ReadReply(false, VersionSum.ZERO, null, true, List.of()));
        assertThat(core.isDecided()).isFalse();
        assertThat(core.asks()).containsExactly(new ReadCore.Ask(2, ReadMode.VERSIONS));
    }

    @Test
    void shouldAskOnUntilAReplicaKnowsWhatTheClientHasSeen() {
        Entry seen = write(1, 5, 0);
        ReadCore core = new ReadCore(terms(3, 1, VersionVector.of(new Dot(1, 5))));
        core.add(core.asks().get(0), nothing());
        core.add(core.asks().get(0), nothing());
        assertThat(core.isDecided()).isFalse();
        core.add(core.asks().get(0), whole(seen));
        assertThat(core.outcome().entries()).hasSize(1);
        assertThat(core.outcome().contextLost()).isFalse();
    }

    @Test
    void shouldSayThatAContextIsLostOnlyWhenAllReplicasHaveAnswered() {
        ReadCore core = new ReadCore(terms(2, 1, VersionVector.of(new Dot(1, 5))));
        core.add(core.asks().get(0), nothing());
        core.add(core.asks().get(0), nothing());
        assertThat(core.outcome().contextLost()).isTrue();

        ReadCore other = new ReadCore(terms(2, 1, VersionVector.of(new Dot(1, 5))));
        other.add(other.asks().get(0), nothing());
        other.failed(other.asks().get(0));
        assertThatThrownBy(other::outcome)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
    }

    @Test
    void shouldTimeOutWithItsNumbers() {
        ReadCore core = new ReadCore(terms(3, 2, null));
        core.add(core.asks().get(0), nothing());
        core.expire();
        assertThatThrownBy(core::outcome)
                .isInstanceOfSatisfying(
                        StarlingException.class,
                        e -> assertThat(e.numbers())
                                .containsEntry("required", 2)
                                .containsEntry("received", 1));
    }
}
