package io.starlingdb.architecture.bad.node.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One of each. */
public final class Nondeterminism {

    List<Object> times() {
        LongSupplier reference = System::nanoTime;
        return List.of(
                System.nanoTime(),
                System.currentTimeMillis(),
                Instant.now(),
                LocalDate.now(),
                LocalDateTime.now(ZoneId.of("UTC")),
                Clock.systemUTC(),
                reference);
    }

    List<Object> randoms(List<String> list) {
        Collections.shuffle(list);
        return List.of(
                UUID.randomUUID(),
                ThreadLocalRandom.current(),
                Math.random(),
                new Random(),
                new SplittableRandom(),
                new SecureRandom(),
                RandomGenerator.getDefault());
    }

    List<Object> threads(List<String> list, CompletionStage<String> stage) {
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> 1);
        return List.of(
                list.parallelStream(),
                list.stream().parallel(),
                future.orTimeout(1, TimeUnit.SECONDS),
                stage.thenApplyAsync(String::length));
    }

    Stream<Path> files(Path folder) throws IOException {
        return Files.list(folder);
    }
}
