package io.starlingdb.gossip;

import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;
import java.util.Collection;

/**
 * What a node knows, summed up, so that two can tell in one small message whether and roughly where their views differ. Members fall into
 * buckets by their ids; a bucket's sum is over the ids, ports, incarnations, livenesses and versions of facts of its members, in any order. Ages do
 * not count.
 */
final class ViewSums {

    private static final int BUCKETS = 32;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private final long[] sums;

    private ViewSums(long[] sums) {
        this.sums = sums;
    }

    static ViewSums of(Collection<MemberState> view) {
        long[] sums = new long[BUCKETS];
        for (MemberState state : view) {
            sums[bucket(state)] += hash(state);
        }
        return new ViewSums(sums);
    }

    /** The buckets in which the views differ, as bits. */
    int differingFrom(ViewSums other) {
        int buckets = 0;
        for (int i = 0; i < BUCKETS; i++) {
            buckets |= sums[i] == other.sums[i] ? 0 : 1 << i;
        }
        return buckets;
    }

    /** Whether the member is in one of these buckets. */
    static boolean isIn(int buckets, MemberState state) {
        return (buckets & 1 << bucket(state)) != 0;
    }

    void write(WireWriter out) {
        for (long sum : sums) {
            out.int64(sum);
        }
    }

    static ViewSums read(WireReader in) {
        long[] sums = new long[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            sums[i] = in.int64();
        }
        return new ViewSums(sums);
    }

    private static int bucket(MemberState state) {
        return (int) (state.id().low() & (BUCKETS - 1));
    }

    private static long hash(MemberState state) {
        long hash = mix(state.id().high());
        hash = mix(hash ^ state.id().low());
        hash = mix(hash ^ state.endpoint().port());
        hash = mix(hash ^ state.incarnation());
        hash = mix(hash ^ MemberState.code(state.liveness()));
        return mix(hash ^ state.facts().version());
    }

    /** Stirs all bits into all others (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long mixed = value + FACTOR;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ViewSums view && Arrays.equals(sums, view.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return Arrays.toString(sums);
    }
}
