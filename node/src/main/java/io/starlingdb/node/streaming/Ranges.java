package io.starlingdb.node.streaming;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.Ring;
import java.util.ArrayList;
import java.util.List;

/** Ranges as storage takes them: none wraps. */
final class Ranges {
    private Ranges() {}

    /** The range in one or two parts that do not wrap. */
    static List<TokenRange> unwrapped(TokenRange range) {
        if (!range.wraps()) {
            return List.of(range);
        }
        List<TokenRange> parts = new ArrayList<>(2);
        if (range.start() != Long.MAX_VALUE) {
            parts.add(new TokenRange(range.start(), Long.MAX_VALUE));
        }
        if (range.end() != Long.MIN_VALUE) {
            parts.add(new TokenRange(Long.MIN_VALUE, range.end()));
        }
        return parts;
    }

    /** The ranges of a ring that the node does not hold, adjacent ones put together. */
    static List<TokenRange> notHeldBy(NodeId node, Ring ring) {
        List<TokenRange> ranges = new ArrayList<>();
        for (OwnedRange owned : ring.ranges()) {
            if (!owned.replicas().isWritten(node)) {
                for (TokenRange part : unwrapped(owned.range())) {
                    int last = ranges.size() - 1;
                    if (last >= 0 && ranges.get(last).end() == part.start()) {
                        ranges.set(last, new TokenRange(ranges.get(last).start(), part.end()));
                    } else {
                        ranges.add(part);
                    }
                }
            }
        }
        return ranges;
    }
}
