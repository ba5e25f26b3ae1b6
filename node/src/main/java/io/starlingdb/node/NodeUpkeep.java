package io.starlingdb.node;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.concurrent.TimeUnit;

/**
 * What a node does every now and then: reserves stamps ahead of use, notices that the cluster knows it under another id, and erases the data of
 * tables that are no more.
 */
final class NodeUpkeep {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final NodeCore node;
    private final NodeSeams seams;
    private final NodeListener.Life life;
    private final GoneTables goneTables;
    private boolean isReserving;

    NodeUpkeep(NodeCore node, NodeSeams seams, NodeListener.Life life) {
        this.node = node;
        this.seams = seams;
        this.life = life;
        this.goneTables = new GoneTables(seams);
    }

    void start() {
        node.record().listen(goneTables::show);
        goneTables.show(node.record().current());
        tick();
    }

    private void tick() {
        reserveStamps();
        lookForFormerSelf();
        seams.loop().schedule(PERIOD_NANOS, this::tick);
    }

    private void reserveStamps() {
        if (isReserving || !node.clock().reserveIsLow()) {
            return;
        }
        isReserving = true;
        seams.blocking().execute(() -> {
            try {
                node.clock().extendReserve();
            } finally {
                seams.loop().execute(() -> isReserving = false);
            }
        });
    }

    private void lookForFormerSelf() {
        ClusterRecord record = node.record().current();
        if (!record.isFounded() || record.member(node.nodeId()) != null) {
            return;
        }
        for (RecordMember member : record.members()) {
            if (member.endpoint().equals(node.settings().endpoint())
                    && node.membership().liveness(member.id()) == Liveness.DEAD) {
                life.mustResume(member.id());
            }
        }
    }
}
