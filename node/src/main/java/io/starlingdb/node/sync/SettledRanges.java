package io.starlingdb.node.sync;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Up to which stamp ranges of the ring are settled, by keyspace; what is in none of them is not settled. Changed while it is made only. */
public final class SettledRanges {
    /** Every range ends somewhere else. */
    static final NavigableMap<Long, Range> NOWHERE = new TreeMap<>();

    private static final int FORM = 1;
    private static final int RANGE_BYTES_MIN = 17;

    /** A range and its settled time, a stamp in µs. */
    record Range(TokenRange range, long settled) {}

    private final SortedMap<String, NavigableMap<Long, Range>> byKeyspace = new TreeMap<>();

    void put(String keyspace, TokenRange range, long settled) {
        byKeyspace.computeIfAbsent(keyspace, any -> new TreeMap<>()).put(range.end(), new Range(range, settled));
    }

    /** The ranges of a keyspace, none of which overlaps another, by their ends. */
    NavigableMap<Long, Range> of(String keyspace) {
        return byKeyspace.getOrDefault(keyspace, NOWHERE);
    }

    /** The range of a token; null if there is none. */
    static @Nullable Range at(NavigableMap<Long, Range> ranges, long token) {
        Map.Entry<Long, Range> next = ranges.ceilingEntry(token);
        if (next != null && next.getValue().range().contains(token)) {
            return next.getValue();
        }
        Map.Entry<Long, Range> wrapping = ranges.firstEntry();
        return wrapping != null && wrapping.getValue().range().contains(token) ? wrapping.getValue() : null;
    }

    /** Up to which stamp a token's rows are settled, in µs; 0 if nothing of them is. */
    public long settled(String keyspace, long token) {
        Range range = at(of(keyspace), token);
        return range == null ? 0 : range.settled();
    }

    /** Whether nothing is settled. */
    public boolean isEmpty() {
        return byKeyspace.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SettledRanges ranges && byKeyspace.equals(ranges.byKeyspace);
    }

    @Override
    public int hashCode() {
        return byKeyspace.hashCode();
    }

    @Override
    public String toString() {
        return byKeyspace.toString();
    }

    /** The lowest settled time of anything in a range; -1 if some of it is in none of these. */
    static long lowestIn(NavigableMap<Long, Range> ranges, TokenRange wanted) {
        Range first = at(ranges, wanted.start() + 1);
        long lowest = first == null ? -1 : first.settled();
        Range reached = first;
        for (int i = 0; reached != null && i <= ranges.size(); i++) {
            if (reached.range().isWhole() || reached.range().contains(wanted.end())) {
                return lowest;
            }
            reached = at(ranges, reached.range().end() + 1);
            lowest = reached == null ? -1 : Math.min(lowest, reached.settled());
        }
        return -1;
    }

    /** Their stored form. */
    public byte[] encode() {
        WireWriter out = new WireWriter();
        out.u8(FORM);
        out.count(byKeyspace.size());
        byKeyspace.forEach((keyspace, ranges) -> {
            out.string(keyspace);
            out.count(ranges.size());
            for (Range range : ranges.values()) {
                out.int64(range.range().start());
                out.int64(range.range().end());
                out.varint(range.settled());
            }
        });
        return out.toByteArray();
    }

    /** What {@link #encode} gave; nothing of anything else. */
    public static SettledRanges decode(byte @Nullable [] bytes) {
        SettledRanges all = new SettledRanges();
        if (bytes == null || bytes.length == 0 || bytes[0] != FORM) {
            return all;
        }
        WireReader in = new WireReader(Arrays.copyOfRange(bytes, 1, bytes.length));
        for (int left = in.count(2); left > 0; left--) {
            String keyspace = in.string();
            for (int more = in.count(RANGE_BYTES_MIN); more > 0; more--) {
                all.put(keyspace, new TokenRange(in.int64(), in.int64()), in.varint());
            }
        }
        return all;
    }
}
