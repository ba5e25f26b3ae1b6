package io.starlingdb.node.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.ConflictMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold of copies that come out of long random histories. */
class JoinPropertiesTest {
    private static final Effect[] EFFECTS = {
        Effect.SET_X, Effect.SET_Y, Effect.SET_XY, Effect.DELETE_X, Effect.INSERT_X, Effect.DELETE_ROW,
        Effect.REPLACE_WITH_X, Effect.ADD_A, Effect.ADD_B, Effect.REMOVE_A, Effect.CLEAR, Effect.BECOME_B
    };
    private static final Effect[] COUNTS = {Effect.COUNT, Effect.DELETE_COUNTER};
    private static final int STEPS = 30;

    private static RowWorld walk(long seed, ConflictMode mode, boolean counters) {
        Random random = new Random(seed);
        Scenario scenario =
                Scenario.of(mode, counters ? COUNTS : EFFECTS).writes(8).withCrashes(2, Scenario.Losses.TAIL);
        if (!counters) {
            scenario = scenario.withContexts(2);
        }
        if (mode == ConflictMode.LAST_WRITE_WINS && !counters) {
            scenario = scenario.clientTimestamps(13L, 15L);
        }
        RowWorld world = new RowWorld(scenario, Rules.REAL);
        for (int step = 0; step < STEPS; step++) {
            List<RowWorld> next = world.next();
            List<String> kinds =
                    next.stream().map(JoinPropertiesTest::kindOf).distinct().toList();
            if (kinds.isEmpty()) {
                break;
            }
            // There are many more possible writes than deliveries: one kind of event is as likely as another.
            String kind = kinds.get(random.nextInt(kinds.size()));
            List<RowWorld> alike =
                    next.stream().filter(one -> kindOf(one).equals(kind)).toList();
            world = alike.get(random.nextInt(alike.size()));
        }
        return world;
    }

    /** The event's verb. */
    private static String kindOf(RowWorld world) {
        return world.event().split(" ", 4)[2];
    }

    private static Row join(Row left, Row right, ConflictMode mode) {
        return Join.join(left, right, mode, JoinObserver.NONE);
    }

    @Property(tries = 60)
    void shouldHoldWhatTheFullHistorySaysAfterEachStep(
            @ForAll long seed, @ForAll ConflictMode mode, @ForAll boolean counters) {
        for (RowWorld world = walk(seed, mode, counters); world != null; world = world.before()) {
            assertThat(world.wrong()).isNull();
        }
    }

    @Property(tries = 60)
    void shouldJoinInAnyOrderToTheSameRow(@ForAll long seed, @ForAll ConflictMode mode, @ForAll boolean counters) {
        RowWorld world = walk(seed, mode, counters);
        List<Row> rows = new ArrayList<>(world.rows());
        world.writes().forEach(write -> rows.add(write.delta().row()));
        Row one = rows.stream().reduce(Row.EMPTY, (left, right) -> join(left, right, mode));
        Collections.shuffle(rows, new Random(seed));
        Row other = rows.stream().reduce(Row.EMPTY, (left, right) -> join(left, right, mode));

        assertThat(other).isEqualTo(one);
        assertThat(RowHash.of(RowWorld.KEY, other)).isEqualTo(RowHash.of(RowWorld.KEY, one));
    }

    @Property(tries = 60)
    void shouldCommuteAssociateAndRepeat(@ForAll long seed, @ForAll ConflictMode mode, @ForAll boolean counters) {
        List<Row> rows = walk(seed, mode, counters).rows();
        for (Row a : rows) {
            assertThat(join(a, a, mode)).isSameAs(a);
            for (Row b : rows) {
                Row both = join(a, b, mode);
                assertThat(join(b, a, mode)).isEqualTo(both);
                assertThat(join(both, b, mode)).isSameAs(both);
                for (Row c : rows) {
                    assertThat(join(both, c, mode)).isEqualTo(join(a, join(b, c, mode), mode));
                }
            }
        }
    }

    @Property(tries = 60)
    void shouldJoinADeltaAsTheRowThatItIs(@ForAll long seed, @ForAll ConflictMode mode, @ForAll boolean counters) {
        RowWorld world = walk(seed, mode, counters);
        for (Row row : world.rows()) {
            for (History.Write write : world.writes()) {
                Row asDelta = Join.join(row, write.delta(), mode, JoinObserver.NONE);
                assertThat(join(row, write.delta().row(), mode)).isEqualTo(asDelta);
            }
        }
    }

    @Property(tries = 60)
    void shouldReadBackWhatWasWritten(@ForAll long seed, @ForAll ConflictMode mode, @ForAll boolean counters) {
        RowWorld world = walk(seed, mode, counters);
        for (Row row : world.rows()) {
            Row stored = RowCodec.decode(RowWorld.KEY, RowCodec.encode(RowWorld.KEY, row));
            assertThat(stored).isEqualTo(row);
            assertThat(RowHash.of(RowWorld.KEY, stored)).isEqualTo(RowHash.of(RowWorld.KEY, row));
            for (int i = 0; i < row.cellCount(); i++) {
                assertThat(stored.cellAt(i).history()).isEqualTo(row.cellAt(i).history());
            }
            LocalMark mark = row.mark();
            LocalMark read = stored.mark();
            assertThat(read == null ? null : read.last()).isEqualTo(mark == null ? null : mark.last());
        }
    }
}
