package io.starlingdb.architecture.bad.node.coordinator;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What looks like an offence and is none. */
public final class Innocent {

    Instant now(Clock clock) {
        return Instant.now(clock);
    }

    CompletableFuture<Integer> later(Executor executor) {
        return CompletableFuture.supplyAsync(() -> 1, executor);
    }

    void shuffle(List<String> list, long seed) {
        Collections.shuffle(list, new Random(seed));
    }
}
