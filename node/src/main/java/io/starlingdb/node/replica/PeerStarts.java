package io.starlingdb.node.replica;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.SavedState;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Remembers, durably, the newest start of every other node, so that one whose directory was put back from an older copy can be told
 * ({@link StartCheck}). Loop only, but for the constructor.
 *
 * <p>Stored as: version (1), then for each node its id, the highest start, the mark of its newest life, and the highest start before that life.
 */
public final class PeerStarts {
    private static final String SAVED_NAME = "peer-starts";
    private static final int VERSION = 1;
    private static final int KNOWN_BYTES_MIN = 26;

    /** More nodes than this are not remembered: no cluster has as many, but strangers may claim to be anybody. */
    private static final int NODES_MAX = 4_096;

    /**
     * What is known of one node.
     *
     * @param start the highest start
     * @param mark of the life that claimed last
     * @param before the highest start known before that life claimed; 0 for none
     */
    private record Known(long start, long mark, long before) {}

    private final SavedState saved;
    private final Executor blocking;
    private final Scheduler loop;
    private final Map<NodeId, Known> known = new TreeMap<>();

    /**
     * Reads what was remembered (blocks).
     *
     * @param blocking runs what may block, off the loop, in order
     */
    public PeerStarts(SavedState saved, Executor blocking, Scheduler loop) {
        this.saved = saved;
        this.blocking = blocking;
        this.loop = loop;
        byte[] stored = saved.load(SAVED_NAME);
        if (stored != null) {
            decode(stored);
        }
    }

    /** Answers claims from now on. */
    public void start(Messenger messenger) {
        messenger.on(StartClaim.class, this::claimed);
    }

    private void claimed(Inbound<StartClaim> in) {
        long highest = claim(in.message());
        byte[] content = encode();
        // Through the saver also when nothing is new: an earlier save of this very claim may still be under way.
        blocking.execute(() -> {
            saved.save(SAVED_NAME, content);
            loop.execute(() -> in.reply(new StartMemory(highest)));
        });
    }

    /** Takes note of a claim; returns the highest start remembered of other lives. */
    long claim(StartClaim claim) {
        Known last = known.get(claim.node());
        if (last == null && known.size() >= NODES_MAX) {
            return 0;
        }
        if (last != null && last.mark() == claim.mark()) {
            return last.before();
        }
        long before = last == null ? 0 : last.start();
        known.put(claim.node(), new Known(Math.max(claim.start(), before), claim.mark(), before));
        return before;
    }

    byte[] encode() {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.count(known.size());
        known.forEach((node, last) -> {
            out.nodeId(node);
            out.varint(last.start());
            out.int64(last.mark());
            out.varint(last.before());
        });
        return out.toByteArray();
    }

    private void decode(byte[] stored) {
        WireReader in = new WireReader(stored);
        int version = in.u8();
        if (version != VERSION) {
            throw new WireException("the saved " + SAVED_NAME + " has version " + version);
        }
        for (int left = in.count(KNOWN_BYTES_MIN); left > 0; left--) {
            known.put(in.nodeId(), new Known(in.varint(), in.int64(), in.varint()));
        }
    }
}
