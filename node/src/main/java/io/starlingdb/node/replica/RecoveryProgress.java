package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.DataCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a recovering replica has come, so that a restart goes on from there. Stored as: version (1), the co-replicas done, and for each other
 * one that was begun the part and the last key that was compared.
 */
final class RecoveryProgress {
    private static final int VERSION = 1;
    private static final int ID_BYTES = 16;

    /** A place within a part: behind {@code after}, or at its beginning. */
    record Place(RecoveryParts.Part part, @Nullable RowKey after) {}

    private final Set<NodeId> done = new TreeSet<>();
    private final SortedMap<NodeId, Place> places = new TreeMap<>();

    /** The co-replicas with which everything was exchanged. */
    Set<NodeId> done() {
        return done;
    }

    void done(NodeId peer) {
        done.add(peer);
        places.remove(peer);
    }

    /** Where the exchange with a co-replica goes on; null if it has not begun. */
    @Nullable
    Place place(NodeId peer) {
        return places.get(peer);
    }

    void reached(NodeId peer, Place place) {
        places.put(peer, place);
    }

    byte[] encode() {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.count(done.size());
        done.forEach(out::nodeId);
        out.count(places.size());
        places.forEach((peer, place) -> {
            out.nodeId(peer);
            out.int32(place.part().tableId());
            out.int64(place.part().range().start());
            out.int64(place.part().range().end());
            out.bool(place.after() != null);
            if (place.after() != null) {
                DataCodec.writeKey(place.after(), out);
            }
        });
        return out.toByteArray();
    }

    /** What was stored; nothing done yet if nothing was, or it cannot be read: an exchange may always begin anew. */
    static RecoveryProgress decode(byte @Nullable [] stored) {
        RecoveryProgress progress = new RecoveryProgress();
        if (stored == null) {
            return progress;
        }
        try {
            WireReader in = new WireReader(stored);
            if (in.u8() != VERSION) {
                return progress;
            }
            for (int left = in.count(ID_BYTES); left > 0; left--) {
                progress.done.add(in.nodeId());
            }
            for (int left = in.count(ID_BYTES); left > 0; left--) {
                NodeId peer = in.nodeId();
                RecoveryParts.Part part = new RecoveryParts.Part(in.int32(), new TokenRange(in.int64(), in.int64()));
                progress.places.put(peer, new Place(part, in.bool() ? DataCodec.readKey(in) : null));
            }
            return progress;
        } catch (WireException e) {
            return new RecoveryProgress();
        }
    }
}
