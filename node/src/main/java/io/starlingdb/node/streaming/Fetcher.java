package io.starlingdb.node.streaming;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionSteps;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This node as a new owner in one transition: fetches piece after piece, remembers what it has, and has itself recorded as complete when it has
 * everything and that is synced. Loop only.
 *
 * <p>Nothing here is ever undone by a failure: an owner that breaks off is tried again, or another is asked where {@link Handover} allows it, and a
 * restarted node goes on with the pieces it lacks.
 */
final class Fetcher {
    static final String SAVED_NAME = "streaming";
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PIECES_BETWEEN_SAVES = 8;

    private final Streams on;
    private final Bystanders bystanders;
    private final FetchProgress progress;
    private final Runnable changed;
    private final Map<NodeId, Long> retryAt = new HashMap<>();
    private int pieces;
    private int piecesDone;
    private int unsaved;
    private int doneAtFirst = -1;
    private long firstNanos;
    private boolean isOver;

    /**
     * @param progress what was fetched before
     * @param changed is called when there is more to tell of the progress
     */
    Fetcher(Streams on, Bystanders bystanders, FetchProgress progress, Runnable changed) {
        this.on = on;
        this.bystanders = bystanders;
        this.progress = progress;
        this.changed = changed;
    }

    void start() {
        step();
    }

    /** No more is wanted: the transition is over. */
    void stop() {
        isOver = true;
    }

    long transition() {
        return progress.transition();
    }

    /** How far it is, for whoever follows the transition. */
    FetchReport report() {
        return new FetchReport(progress.transition(), piecesDone, pieces, progress.bytes(), secondsLeft());
    }

    /** At the pace since this node began, or began again. */
    private long secondsLeft() {
        if (pieces == piecesDone) {
            return 0;
        }
        int doneSince = piecesDone - doneAtFirst;
        if (doneSince <= 0) {
            return -1;
        }
        long spent = on.time().nanoTime() - firstNanos;
        return TimeUnit.NANOSECONDS.toSeconds(spent / doneSince * (pieces - piecesDone)) + 1;
    }

    private void step() {
        ClusterRecord record = on.record().current();
        Transition transition = record.transitions().find(progress.transition());
        RecordMember me = record.member(on.self());
        if (isOver || transition == null || me == null || transition.isComplete(me)) {
            return;
        }
        if (!on.record().isMyself()) {
            later(); // it lost its memory, and is about to be another member to the record
            return;
        }
        Handover handover = Handover.of(record, transition);
        pieces = 0;
        piecesDone = 0;
        Handover.@Nullable Piece next = null;
        @Nullable RecordMember source = null;
        for (Handover.Piece piece : handover.pieces()) {
            if (!piece.isFetchedBy(on.self())) {
                continue;
            }
            pieces++;
            FetchProgress.Key key = key(piece);
            if (on.rules().isFetched(handover.isEnough(piece, on.self(), progress.fetched(key), bystanders))) {
                piecesDone++;
                continue;
            }
            for (RecordMember wanted : handover.wanted(piece, on.self(), progress.fetched(key), bystanders)) {
                if (source == null && isWorthTrying(wanted.id())) {
                    next = piece;
                    source = wanted;
                }
            }
        }
        if (doneAtFirst < 0) {
            doneAtFirst = piecesDone;
            firstNanos = on.time().nanoTime();
        }
        changed.run();
        if (piecesDone == pieces) {
            finish(transition, me);
        } else if (next == null || source == null) {
            later();
        } else {
            fetch(record, next, source);
        }
    }

    private static FetchProgress.Key key(Handover.Piece piece) {
        return new FetchProgress.Key(piece.keyspace().name(), piece.range());
    }

    private boolean isWorthTrying(NodeId source) {
        Long after = retryAt.get(source);
        return after == null || on.time().nanoTime() - after >= 0;
    }

    private void later() {
        on.loop().schedule(RETRY_NANOS, this::step);
    }

    private void fetch(ClusterRecord record, Handover.Piece piece, RecordMember source) {
        List<RangeFetch.Part> parts = new ArrayList<>();
        for (TableSchema table : piece.keyspace().tables().values()) {
            for (TokenRange range : Ranges.unwrapped(piece.range())) {
                parts.add(new RangeFetch.Part(table.id(), range));
            }
        }
        new RangeFetch(
                        on,
                        source.endpoint(),
                        record.epoch(),
                        parts,
                        bytes -> {
                            progress.add(bytes);
                            changed.run();
                        },
                        ended -> ended(piece, source, ended))
                .start();
    }

    private void ended(Handover.Piece piece, RecordMember source, RangeFetch.Ended ended) {
        boolean isGoneFor = ended == RangeFetch.Ended.DOUBTFUL && bystanders.isGood(source.id());
        if (ended == RangeFetch.Ended.BROKEN_OFF || isGoneFor) {
            // One that said it is not good while gossip says it is: gossip will know soon.
            retryAt.put(source.id(), on.time().nanoTime() + RETRY_NANOS);
            later();
            return;
        }
        progress.done(key(piece), source.id());
        if (++unsaved >= PIECES_BETWEEN_SAVES) {
            unsaved = 0;
            save();
        }
        on.loop().execute(this::step);
    }

    /** Remembers the progress once the rows are synced: it must never be ahead of them. */
    private void save() {
        byte[] content = progress.encode();
        CompletableFuture<@Nullable Void> unused = on.shards().sync().whenComplete((nothing, failure) -> {
            if (failure == null) {
                on.blocking().execute(() -> on.saved().save(SAVED_NAME, content));
            }
        });
    }

    private void finish(Transition transition, RecordMember me) {
        CompletableFuture<@Nullable Void> unused = on.shards().sync().whenComplete((nothing, failure) -> {
            if (failure != null) {
                later();
                return;
            }
            byte[] content = progress.encode();
            on.blocking().execute(() -> {
                on.saved().save(SAVED_NAME, content);
                on.loop().execute(() -> tell(transition, me));
            });
        });
    }

    private void tell(Transition transition, RecordMember me) {
        CompletableFuture<ClusterRecord> unused = on.record()
                .change(record -> TransitionSteps.complete(record, transition.id(), on.self(), me.memory()))
                .whenComplete((record, failure) -> later());
    }
}
