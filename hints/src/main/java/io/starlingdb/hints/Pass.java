package io.starlingdb.hints;

import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One pass over the store, portion by portion: finds each target's oldest hints, what has to go, and what the oldest and the lowest stamp
 * really are, of which only bounds are known between passes.
 *
 * <p>A store orders nothing by age, and an index of all keys in memory would take more of it than the hints are worth; a pass takes about 1 µs
 * a hint, once for {@link DeliveryPace#ordered} hints delivered. Targets with fewer hints than that need none.
 */
final class Pass {
    /** The latest first, so that it is the one to make way. */
    private static final Comparator<Ordered> LATEST_FIRST = Comparator.comparingLong(Ordered::firstMillis)
            .thenComparingLong(Ordered::version)
            .reversed();

    private final HintStore store;
    private final int orderedMax;
    private final long expiredBefore;
    private final Map<NodeId, Found> found = new TreeMap<>();
    private final int portions;
    private int portion;

    /** A hint's place in the order. */
    private record Ordered(long firstMillis, long version, HintKey key) {}

    /** What was found of one target. */
    private static final class Found {
        private final Target target;
        private final PriorityQueue<Ordered> oldest = new PriorityQueue<>(LATEST_FIRST);
        private long oldestMillis = Long.MAX_VALUE;
        private long lowestStamp = Long.MAX_VALUE;
        private boolean isAll = true;

        Found(Target target) {
            this.target = target;
        }
    }

    /** @param expiredBefore hints first stored before this have to go, wall clock in ms */
    Pass(HintStore store, Iterable<Target> targets, int orderedMax, long expiredBefore) {
        this.store = store;
        this.orderedMax = orderedMax;
        this.expiredBefore = expiredBefore;
        this.portions = store.portions();
        for (Target target : targets) {
            found.put(target.id, new Found(target));
            target.passBegins();
        }
    }

    boolean isOver() {
        return portion == portions;
    }

    /** Looks through one portion; answers the hints in it that have to go. */
    List<StoredHint> step() {
        List<StoredHint> going = new ArrayList<>();
        store.visit(portion++, (key, hint) -> {
            Found of = found.get(key.target());
            if (of == null) {
                return; // the target's first hint came after the pass had begun
            }
            if (of.target.isGone || hint.firstMillis() < expiredBefore) {
                going.add(new StoredHint(key, hint));
                return;
            }
            of.oldestMillis = Math.min(of.oldestMillis, hint.firstMillis());
            of.lowestStamp = Math.min(of.lowestStamp, hint.lowestStamp());
            if (!of.target.isWhole) {
                order(of, new Ordered(hint.firstMillis(), hint.version(), key));
            }
        });
        return going;
    }

    private void order(Found of, Ordered hint) {
        of.oldest.add(hint);
        if (of.oldest.size() > orderedMax) {
            of.oldest.poll();
            of.isAll = false;
        }
    }

    /** Tells the targets what was found. */
    void end() {
        for (Found of : found.values()) {
            List<Ordered> ordered = new ArrayList<>(of.oldest);
            ordered.sort(LATEST_FIRST.reversed());
            of.target.passed(
                    of.oldestMillis,
                    of.lowestStamp,
                    ordered.stream().map(Ordered::key).toList(),
                    of.isAll);
        }
    }
}
