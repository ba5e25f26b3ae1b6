package io.starlingdb.node.admin;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The admin side of a node that is alone and belongs to no cluster, for tests of the edges. */
public final class AdminFixture {
    private final FakeMembership membership = new FakeMembership();
    private final FakeAgreement agreement = new FakeAgreement();

    /** One node, number 1. */
    public AdminFixture() {
        membership.add(1, Liveness.ALIVE, Map.of("http", "10.0.0.1:8080", "dc", "dc1", "rack", "r1"));
    }

    public ClusterAdmin cluster(TimeSource time) {
        return cluster(membership, agreement, time);
    }

    /** A node that has nobody to ask for views. */
    static ClusterAdmin cluster(FakeMembership membership, FakeAgreement agreement, TimeSource time) {
        return new ClusterAdmin(
                "birds",
                membership,
                agreement,
                time,
                () -> CompletableFuture.completedFuture(new ClusterViews(true, List.of())));
    }

    public NodeAdmin node(LocalNode node, TimeSource time) {
        return new NodeAdmin("birds", node, membership, agreement, time, List.of());
    }
}
