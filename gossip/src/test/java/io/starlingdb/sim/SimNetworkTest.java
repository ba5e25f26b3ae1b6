package io.starlingdb.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimNetworkTest {

    private static final int FRAMES = 2_000;

    private final SimWorld world = new SimWorld(42);
    private final SimNode one = world.addNode();
    private final SimNode two = world.addNode();
    private final List<Integer> arrived = new ArrayList<>();

    @Test
    void shouldDeliverAllInOrderWithoutFaults() {
        sendAll();
        assertThat(arrived).hasSize(FRAMES).isSorted();
        assertThat(world.faults()).hasToString("{}");
    }

    @Test
    void shouldLoseAndCountFrames() {
        world.network().faults(new NetworkFaults(0.1, 0, 0, 0, 1));
        sendAll();
        assertThat(arrived).hasSizeBetween(FRAMES * 85 / 100, FRAMES * 95 / 100).isSorted();
        assertThat(world.faults().of(FaultKind.DROP)).isEqualTo(FRAMES - arrived.size());
    }

    @Test
    void shouldRepeatAndCountFrames() {
        world.network().faults(new NetworkFaults(0, 0.1, 0, 0, 1_000_000));
        sendAll();
        assertThat(arrived).hasSizeGreaterThan(FRAMES * 105 / 100);
        assertThat(arrived.stream().distinct()).hasSize(FRAMES);
        assertThat(world.faults().of(FaultKind.DUPLICATE)).isEqualTo(arrived.size() - FRAMES);
    }

    @Test
    void shouldReorderAndCountFrames() {
        world.network().faults(new NetworkFaults(0, 0, 0.1, 0, 10_000_000));
        sendAll();
        assertThat(arrived).hasSize(FRAMES);
        long overtaken = 0;
        int highest = -1;
        for (int number : arrived) {
            overtaken += number < highest ? 1 : 0;
            highest = Math.max(highest, number);
        }
        assertThat(overtaken).isPositive().isEqualTo(world.faults().of(FaultKind.REORDER));
    }

    @Test
    void shouldHoldUpAndCountFramesInOrder() {
        world.network().faults(new NetworkFaults(0, 0, 0, 0.05, TimeUnit.SECONDS.toNanos(2)));
        boot();
        for (int i = 0; i < FRAMES; i++) {
            send(one, two, i);
        }
        world.time().runFor(TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(arrived.size()).isLessThan(FRAMES / 2);
        world.time().runFor(TimeUnit.SECONDS.toNanos(3));
        assertThat(arrived).hasSize(FRAMES).isSorted();
        assertThat(world.faults().of(FaultKind.DELAY)).isBetween(FRAMES / 40L, FRAMES / 10L);
    }

    @Test
    void shouldCutBothWaysUntilReconnected() {
        boot();
        world.network().partition(List.of(one), List.of(two));
        send(one, two, 1);
        send(two, one, 2);
        run();
        assertThat(arrived).isEmpty();
        assertThat(world.faults().of(FaultKind.PARTITION)).isEqualTo(2);
        world.network().reconnect();
        send(one, two, 3);
        send(two, one, 4);
        run();
        assertThat(arrived).containsExactlyInAnyOrder(3, 4);
    }

    @Test
    void shouldCutOneWayUntilHealed() {
        boot();
        world.network().partitionOneWay(List.of(one), List.of(two));
        send(one, two, 1);
        send(two, one, 2);
        run();
        assertThat(arrived).containsExactly(2);
        assertThat(world.faults().of(FaultKind.PARTITION_ONE_WAY)).isEqualTo(1);
        world.heal();
        send(one, two, 3);
        run();
        assertThat(arrived).containsExactly(2, 3);
    }

    @Test
    void shouldLoseFramesToADeadProcessAndDeliverThemToItsNextLife() {
        boot();
        two.crash(false);
        send(one, two, 1);
        run();
        send(one, two, 2);
        two.boot();
        two.onFrame((from, frame) -> arrived.add(numberOf(frame)));
        run();
        assertThat(arrived).containsExactly(2);
    }

    @Test
    void shouldKeepLanesApart() {
        world.network().faults(new NetworkFaults(0, 0, 0, 0.5, TimeUnit.SECONDS.toNanos(1)));
        boot();
        for (int i = 0; i < 20; i++) {
            one.transport().send(two.endpoint(), Lane.BULK, new byte[] {0, 0});
        }
        world.network().faults(NetworkFaults.NONE);
        one.transport().send(two.endpoint(), Lane.URGENT, new byte[] {0, 77});
        world.time().runFor(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(arrived).contains(77).hasSizeLessThan(20);
    }

    private void sendAll() {
        boot();
        for (int i = 0; i < FRAMES; i++) {
            send(one, two, i);
            world.time().runFor(50_000);
        }
        run();
    }

    private void boot() {
        for (SimNode node : world.nodes()) {
            node.boot();
            node.onFrame((from, frame) -> arrived.add(numberOf(frame)));
        }
    }

    private void run() {
        world.time().runFor(TimeUnit.SECONDS.toNanos(1));
    }

    private static void send(SimNode from, SimNode to, int number) {
        from.transport().send(to.endpoint(), Lane.REQUEST, new byte[] {(byte) (number >>> 8), (byte) number});
    }

    private static int numberOf(byte[] frame) {
        return ((frame[0] & 0xff) << 8) | (frame[1] & 0xff);
    }
}
