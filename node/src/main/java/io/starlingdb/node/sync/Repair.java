package io.starlingdb.node.sync;

import io.starlingdb.antientropy.ExchangeResult;
import io.starlingdb.antientropy.Schedule;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** What an operator asked to have exchanged now, and how far that is. A pair counts once it is in step or mended. */
final class Repair {
    private final SortedSet<Schedule.Pair> left;
    private final int total;
    private final AntiEntropy.Progress progress;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long rows;

    Repair(Collection<Schedule.Pair> pairs, AntiEntropy.Progress progress) {
        this.left = new TreeSet<>(pairs);
        this.total = left.size();
        this.progress = progress;
    }

    void start() {
        tell();
    }

    CompletableFuture<Long> done() {
        return done;
    }

    void ended(Schedule.Pair pair, ExchangeResult result, long mended) {
        if (left.contains(pair)) {
            rows += mended;
            if (result.isComplete()) {
                left.remove(pair);
            }
            tell();
        }
    }

    private void tell() {
        progress.at(total - left.size(), total);
        if (left.isEmpty()) {
            done.complete(rows);
        }
    }
}
