package io.starlingdb.client.http;

import io.starlingdb.client.ConsistencyLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a {@link StarlingClient} is to be like. */
public final class StarlingClientBuilder {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final List<NodeAddress> nodes = new ArrayList<>();
    private ConsistencyLevel consistency = ConsistencyLevel.QUORUM;
    private Duration timeout = Duration.ofSeconds(10);
    private int tries = 6;

    StarlingClientBuilder() {}

    /**
     * A node, {@code HOST[:PORT]} of its HTTP; to be called for each that requests may go to.
     *
     * @throws IllegalArgumentException if it has another shape
     */
    public StarlingClientBuilder node(String address) {
        nodes.add(NodeAddress.parse(address));
        return this;
    }

    /** The level of requests that do not say (QUORUM). */
    public StarlingClientBuilder consistency(ConsistencyLevel level) {
        consistency = level;
        return this;
    }

    /** How long one try may take (10 s). */
    public StarlingClientBuilder timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /** How often a request is sent at most, the first time included (6); pauses double from 50 ms on. */
    public StarlingClientBuilder tries(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("tries: 1 or more");
        }
        tries = count;
        return this;
    }

    /** @throws IllegalArgumentException without a node */
    public StarlingClient build() {
        JsonCalls calls = new JsonCalls(timeout);
        Failover failover = new Failover(
                calls::send,
                new NodeChoice(nodes, System::nanoTime),
                tries,
                FIRST_PAUSE,
                RandomGenerator.of("L64X128MixRandom"));
        return new StarlingClient(failover, consistency, timeout);
    }
}
