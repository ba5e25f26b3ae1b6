package io.starlingdb.node.streaming;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a new owner has fetched for one transition, piece by piece, so that a restart goes on from there. It is saved after the rows are synced,
 * so it never says more than is there. Stored as: version (1), the transition's id, the bytes fetched, and for each piece from whom it is whole.
 */
final class FetchProgress {
    private static final int VERSION = 1;
    private static final int PIECE_BYTES_MIN = 18;
    private static final int ID_BYTES = 16;

    /** A range of a keyspace. */
    record Key(String keyspace, TokenRange range) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::keyspace)
                .thenComparingLong(key -> key.range().end())
                .thenComparingLong(key -> key.range().start());

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final long transition;
    private final SortedMap<Key, Set<NodeId>> fetched = new TreeMap<>();
    private long bytes;

    FetchProgress(long transition) {
        this.transition = transition;
    }

    long transition() {
        return transition;
    }

    Set<NodeId> fetched(Key piece) {
        return fetched.getOrDefault(piece, Set.of());
    }

    void done(Key piece, NodeId source) {
        fetched.computeIfAbsent(piece, any -> new TreeSet<>()).add(source);
    }

    long bytes() {
        return bytes;
    }

    void add(long moreBytes) {
        bytes += moreBytes;
    }

    byte[] encode() {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.varint(transition);
        out.varint(bytes);
        out.count(fetched.size());
        fetched.forEach((piece, sources) -> {
            out.string(piece.keyspace());
            out.int64(piece.range().start());
            out.int64(piece.range().end());
            out.count(sources.size());
            sources.forEach(out::nodeId);
        });
        return out.toByteArray();
    }

    /** What was stored for this transition; nothing if it was another, or cannot be read: everything may be fetched anew. */
    static FetchProgress decode(byte @Nullable [] stored, long transition) {
        FetchProgress progress = new FetchProgress(transition);
        if (stored == null) {
            return progress;
        }
        try {
            WireReader in = new WireReader(stored);
            if (in.u8() != VERSION || in.varint() != transition) {
                return progress;
            }
            progress.bytes = in.varint();
            for (int left = in.count(PIECE_BYTES_MIN); left > 0; left--) {
                Key piece = new Key(in.string(), new TokenRange(in.int64(), in.int64()));
                for (int sources = in.count(ID_BYTES); sources > 0; sources--) {
                    progress.done(piece, in.nodeId());
                }
            }
            return progress;
        } catch (WireException e) {
            return new FetchProgress(transition);
        }
    }
}
