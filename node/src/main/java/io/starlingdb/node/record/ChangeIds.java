package io.starlingdb.node.record;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ChangeId;

/** Numbers the changes of this process life. */
final class ChangeIds {
    private final NodeId self;
    private final long life;
    private long number;

    ChangeIds(NodeId self, long life) {
        this.self = self;
        this.life = life;
    }

    ChangeId next() {
        return new ChangeId(self, life, ++number);
    }
}
