package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The newest record that this node knows and has saved. A record that was chosen is learnt from whoever tells it; it counts
 * once it is durable, so that a restarted node never knows less than it said.
 */
final class NewestRecord {
    private static final long SAVE_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RecordStore store;
    private final RecordSeams seams;
    private final List<Consumer<ClusterRecord>> listeners = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private ClusterRecord current;
    private ClusterRecord saving;

    private record Waiting(long epoch, Consumer<ClusterRecord> then) {}

    NewestRecord(RecordStore store, RecordSeams seams) {
        this.store = store;
        this.seams = seams;
        this.current = store.record();
        this.saving = current;
    }

    ClusterRecord current() {
        return current;
    }

    void listen(Consumer<ClusterRecord> listener) {
        listeners.add(listener);
    }

    /** Takes a record that was chosen, if it is newer than what is known and of this node's cluster. */
    void learn(ClusterRecord chosen, Endpoint from) {
        if (chosen.epoch() <= saving.epoch()) {
            return;
        }
        if (isForeign(chosen)) {
            seams.listener().foreignRecord(from, chosen);
            return;
        }
        saving = chosen;
        save(chosen);
    }

    @SuppressWarnings({"FutureReturnValueIgnored", "ReferenceEquality"
    }) // the stage ends what it was given; nobody waits for it; the same object, not an equal one, says that nothing
    // changed
    private void save(ClusterRecord chosen) {
        store.save(chosen, failure -> {
            if (failure == null) {
                adopt(chosen);
                return;
            }
            seams.listener().saveFailed(failure);
            seams.scheduler().schedule(SAVE_AGAIN_NANOS, () -> saveAgain(chosen));
        });
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private void saveAgain(ClusterRecord chosen) {
        if (saving.epoch() == chosen.epoch()) { // an epoch has one record
            save(chosen);
        }
    }

    /**
     * Calls {@code then} with the current record as soon as its epoch is at least this one, at once if it is already, or
     * {@code late} when that takes too long.
     */
    void whenKnown(long epoch, Consumer<ClusterRecord> then, Runnable late) {
        if (current.epoch() >= epoch) {
            then.accept(current);
            return;
        }
        Waiting wait = new Waiting(epoch, then);
        waiting.add(wait);
        seams.scheduler().schedule(seams.timings().changeNanos(), () -> {
            if (waiting.remove(wait)) {
                late.run();
            }
        });
    }

    /** {@link #whenKnown} as a future; fails with TIMEOUT. */
    CompletableFuture<ClusterRecord> atLeast(long epoch) {
        CompletableFuture<ClusterRecord> known = new CompletableFuture<>();
        whenKnown(epoch, known::complete, () -> known.completeExceptionally(late(epoch)));
        return known;
    }

    private StarlingException late(long epoch) {
        return new StarlingException(
                ErrorCode.TIMEOUT,
                "The cluster record of epoch " + epoch + " is not known here yet; the newest is " + current.epoch());
    }

    private boolean isForeign(ClusterRecord chosen) {
        if (!saving.isFounded()) {
            return !chosen.name().equals(seams.self().clusterName());
        }
        UUID mine = saving.clusterId();
        return !chosen.clusterId().equals(mine);
    }

    private void adopt(ClusterRecord saved) {
        if (saved.epoch() <= current.epoch()) {
            return;
        }
        current = saved;
        List.copyOf(listeners).forEach(listener -> listener.accept(saved));
        List<Waiting> due =
                waiting.stream().filter(wait -> wait.epoch() <= saved.epoch()).toList();
        waiting.removeAll(due);
        due.forEach(wait -> wait.then().accept(saved));
    }
}
