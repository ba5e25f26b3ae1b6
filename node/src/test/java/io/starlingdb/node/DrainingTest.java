package io.starlingdb.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.gossip.Membership;
import io.starlingdb.node.storage.MemoryEngine;
import io.starlingdb.node.storage.ScheduledDelays;
import io.starlingdb.node.storage.ScheduledShards;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainingTest {
    private final SimWorld world = new SimWorld(3);
    private final List<String> said = new ArrayList<>();
    private int underWay;
    private Draining draining;

    @BeforeEach
    void begin() {
        SimNode node = world.addNode();
        var loop = node.boot();
        ScheduledShards shards = new ScheduledShards(
                new ShardsFoundation(
                        new MemoryEngine(),
                        ShardsSettings.DEFAULTS,
                        node.clock(),
                        loop,
                        () -> Long.MAX_VALUE,
                        StorageListener.NONE),
                world.random("shards"),
                ScheduledDelays.SSD);
        Membership membership = (Membership) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Membership.class}, (proxy, method, arguments) -> {
                    said.add(method.getName());
                    return null;
                });
        draining = new Draining(
                new NodeSeams(node.clock(), loop, world.random("node"), null, shards, null, Runnable::run, null),
                membership,
                () -> underWay);
    }

    private void run(long millis) {
        world.time().runFor(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void shouldTellOthersFirstAndLeaveWhenRequestsHaveEnded() {
        underWay = 2;
        CompletableFuture<?> done = draining.start();
        assertThat(said).containsExactly("updateSelf");
        run(1_000);
        assertThat(said).containsExactly("updateSelf");
        assertThat(done).isNotDone();

        underWay = 0;
        run(200);

        assertThat(said).containsExactly("updateSelf", "leave");
        assertThat(done).isCompleted();
    }

    @Test
    void shouldGiveOthersTimeToHearOfItEvenWhenNothingIsUnderWay() {
        CompletableFuture<?> done = draining.start();
        run(290);
        assertThat(said).containsExactly("updateSelf");
        run(200);
        assertThat(done).isCompleted();
    }

    @Test
    void shouldNotWaitForEverForRequestsThatHang() {
        underWay = 1;
        CompletableFuture<?> done = draining.start();
        run(4_900);
        assertThat(done).isNotDone();
        run(700);
        assertThat(said).containsExactly("updateSelf", "leave");
        assertThat(done).isCompleted();
    }
}
