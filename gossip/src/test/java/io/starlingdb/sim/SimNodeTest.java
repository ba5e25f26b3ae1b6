package io.starlingdb.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimNodeTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final SimWorld world = new SimWorld(3);
    private final SimNode node = world.addNode();
    private final List<String> happened = new ArrayList<>();

    @Test
    void shouldCancelAllTasksOfALifeThatEnds() {
        SimScheduler life = node.boot();
        life.schedule(SECOND, () -> happened.add("late"));
        life.execute(() -> happened.add("soon"));
        world.time().runFor(1);
        assertThat(node.crash(false)).isTrue();
        life.execute(() -> happened.add("after death"));
        node.boot().execute(() -> happened.add("next life"));
        world.time().runFor(2 * SECOND);
        assertThat(happened).containsExactly("soon", "next life");
        assertThat(world.faults().of(FaultKind.CRASH)).isEqualTo(1);
    }

    @Test
    void shouldNeverRunATaskInsideTheCallThatHandedItOverNorTooEarly() {
        SimScheduler life = node.boot();
        life.execute(() -> happened.add("executed"));
        assertThat(happened).isEmpty();
        for (int i = 1; i <= 50; i++) {
            long delay = i * 123_456_789L;
            long due = node.clock().nanoTime() + delay;
            life.schedule(delay, () -> assertThat(node.clock().nanoTime()).isGreaterThanOrEqualTo(due));
        }
        world.time().runFor(10 * SECOND);
    }

    @Test
    void shouldKeepWhatWasSavedAndSyncedWhenPowerFails() {
        node.boot();
        node.disk().save("id", new byte[] {1});
        SimLog log = node.disk().log("journal");
        log.append(new byte[100]);
        log.sync();
        log.append(new byte[100]);
        node.crash(true);
        assertThat(node.disk().load("id")).containsExactly(1);
        assertThat(node.disk().log("journal").size()).isBetween(100, 199);
        assertThat(world.faults().of(FaultKind.UNSYNCED_LOSS)).isEqualTo(1);
    }

    @Test
    void shouldKeepAllThatWasWrittenWhenOnlyTheProcessDies() {
        node.boot();
        node.disk().log("journal").append(new byte[100]);
        node.crash(false);
        assertThat(node.disk().log("journal").size()).isEqualTo(100);
        assertThat(world.faults().of(FaultKind.UNSYNCED_LOSS)).isZero();
    }

    @Test
    void shouldLoseEverythingWithTheDisk() {
        node.boot();
        node.disk().save("id", new byte[] {1});
        node.disk().log("journal").append(new byte[1]);
        node.crash(false);
        node.disk().wipe();
        assertThat(node.disk().load("id")).isNull();
        assertThat(node.disk().log("journal").size()).isZero();
        assertThat(world.faults().of(FaultKind.DISK_LOSS)).isEqualTo(1);
        node.disk().wipe();
        assertThat(world.faults().of(FaultKind.DISK_LOSS))
                .as("nothing was left to lose")
                .isEqualTo(1);
    }

    @Test
    void shouldPutBackAnOlderCopyOfADisk() {
        node.disk().save("id", new byte[] {1});
        node.disk().log("journal").append(new byte[] {1, 2});
        Runnable putBack = node.disk().copy();
        node.disk().save("id", new byte[] {2});
        node.disk().save("newer", new byte[] {3});
        node.disk().log("journal").append(new byte[] {3});

        putBack.run();

        assertThat(node.disk().load("id")).containsExactly(1);
        assertThat(node.disk().load("newer")).isNull();
        assertThat(node.disk().log("journal").read()).containsExactly(1, 2);
        assertThat(world.faults().of(FaultKind.OLD_DISK)).isEqualTo(1);
    }

    @Test
    void shouldLetWhatIsAttachedShareTheFateOfTheDisk() {
        node.disk().attach(new SimDurable() {
            @Override
            public boolean crash(boolean loseUnsynced) {
                happened.add("crash " + loseUnsynced);
                return loseUnsynced;
            }

            @Override
            public boolean wipe() {
                happened.add("wipe");
                return true;
            }
        });
        node.boot();
        node.crash(true);
        node.disk().wipe();
        assertThat(happened).containsExactly("crash true", "wipe");
        assertThat(world.faults().of(FaultKind.UNSYNCED_LOSS)).isEqualTo(1);
        assertThat(world.faults().of(FaultKind.DISK_LOSS)).isEqualTo(1);
    }

    @Test
    void shouldMakeTasksAndFramesWaitWhilePaused() {
        SimNode other = world.addNode();
        other.boot();
        node.boot()
                .schedule(SECOND, () -> happened.add("task at " + world.time().nowNanos() / SECOND));
        node.onFrame((from, frame) -> happened.add("frame at " + world.time().nowNanos() / SECOND));
        node.pause(5 * SECOND);
        other.transport().send(node.endpoint(), Lane.URGENT, new byte[4]);
        world.time().runFor(4 * SECOND);
        assertThat(happened).isEmpty();
        world.time().runFor(2 * SECOND);
        assertThat(happened).containsExactly("frame at 5", "task at 5");
        assertThat(world.faults().of(FaultKind.PAUSE)).isEqualTo(1);
    }

    @Test
    void shouldSkewAndJumpWallClocksButNeverTheMonotonicOne() {
        SimNode other = world.addNode();
        long minutes = TimeUnit.MINUTES.toMicros(3);
        node.clock().skew(minutes);
        assertThat(node.clock().wallMicros() - other.clock().wallMicros()).isEqualTo(minutes);
        long before = node.clock().nanoTime();
        world.time().runFor(SECOND);
        node.clock().skew(-minutes);
        assertThat(node.clock().wallMicros() - other.clock().wallMicros()).isEqualTo(-minutes);
        assertThat(node.clock().nanoTime() - before).isBetween(SECOND - 100_000, SECOND + 100_000);
        assertThat(world.faults().of(FaultKind.CLOCK_SKEW)).isEqualTo(2);
        assertThat(world.faults().of(FaultKind.CLOCK_JUMP)).isEqualTo(1);
        world.heal();
        assertThat(node.clock().wallMicros()).isEqualTo(other.clock().wallMicros());
    }

    @Test
    void shouldGiveEachMonotonicClockItsOwnOrigin() {
        assertThat(node.clock().nanoTime()).isNotEqualTo(world.addNode().clock().nanoTime());
    }
}
