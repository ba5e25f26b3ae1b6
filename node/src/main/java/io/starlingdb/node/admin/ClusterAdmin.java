package io.starlingdb.node.admin;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.ring.Rings;
import io.starlingdb.node.ring.SimpleStrategy;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.TransitionSteps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cluster as this node sees it, and its founding. What the record says and what gossip says are joined here by node id. Loop only. */
public final class ClusterAdmin {
    private static final double WHOLE_RING = 0x1p64;

    private final String configuredName;
    private final Membership membership;
    private final RecordAgreement agreement;
    private final TimeSource time;
    private final Supplier<CompletableFuture<ClusterViews>> views;

    /**
     * @param configuredName the name that a cluster founded here gets
     * @param views asks every node how it sees the cluster
     */
    public ClusterAdmin(
            String configuredName,
            Membership membership,
            RecordAgreement agreement,
            TimeSource time,
            Supplier<CompletableFuture<ClusterViews>> views) {
        this.configuredName = configuredName;
        this.membership = membership;
        this.agreement = agreement;
        this.time = time;
        this.views = views;
    }

    /** {@code ?all_views=true}: how every node sees the cluster, those that do not answer within some seconds included. */
    public CompletableFuture<ClusterViews> allViews() {
        return views.get();
    }

    /** {@code GET /v1/cluster}. */
    public ClusterStatus cluster() {
        ClusterRecord record = agreement.current();
        Map<NodeId, Double> shares = shares(record);
        List<ClusterStatus.Node> nodes = new ArrayList<>();
        for (RecordMember member : record.members()) {
            nodes.add(node(member, membership.member(member.id()), shares.getOrDefault(member.id(), 0.0)));
        }
        for (Member member : membership.members()) {
            // Who waited once and is gone is nobody to a founded cluster: a node that took up its former id again, for
            // one.
            boolean isGone = record.isFounded() && member.liveness() == Liveness.DEAD;
            if (record.member(member.id()) == null && !isGone) {
                nodes.add(waiting(member));
            }
        }
        List<ClusterStatus.Change> changes = record.transitions().running().stream()
                .map(running -> change(record, running))
                .toList();
        List<String> erasing = record.transitions().leftovers().stream()
                .map(leftover -> leftover.node().toString())
                .toList();
        return new ClusterStatus(
                record.isFounded() ? record.name() : configuredName, agreed(record), nodes, changes, erasing);
    }

    private ClusterStatus.Change change(ClusterRecord record, Transition running) {
        ChangeProgress progress = ChangeProgress.of(membership, record, running);
        return new ClusterStatus.Change(
                running.id(),
                TransitionSteps.describe(record, running),
                running.phase().name(),
                progress.percent(),
                progress.bytes(),
                progress.bytesTotal(),
                progress.secondsLeft());
    }

    /**
     * {@code GET /v1/cluster/ring}.
     *
     * @param keyspace whose replicas are to be listed, null for owners alone
     * @throws StarlingException NOT_FOUND if there is no such keyspace
     */
    public RingStatus ring(@Nullable String keyspace) {
        ClusterRecord record = agreement.current();
        Ring ring = keyspace == null
                ? new Ring(record.epoch(), record.members(), new SimpleStrategy(1))
                : new Rings(record).ring(record.schema().requireKeyspace(keyspace));
        List<RingStatus.Range> ranges = ring.ranges().stream()
                .map(range -> range(range, keyspace != null))
                .toList();
        return new RingStatus(record.epoch(), ranges);
    }

    /**
     * {@code GET /v1/cluster/safe-to-stop}.
     *
     * @param nodes ids or addresses, separated by commas
     * @throws StarlingException NOT_FOUND for a node that is no member
     */
    public StopSafety safeToStop(String nodes) {
        return SafeToStop.check(
                agreement.current(),
                membership,
                Arrays.stream(nodes.split(","))
                        .map(String::strip)
                        .filter(node -> !node.isEmpty())
                        .toList());
    }

    /**
     * {@code POST /v1/init}: founds a cluster of the nodes that wait, which are all that gossip does not hold dead: one that is only slow is
     * waited for, or the founding fails; it is never left out without a word.
     *
     * @param single of this node alone, whoever else waits
     * @return the cluster; fails with CONFLICT where one exists, UNAVAILABLE or TIMEOUT where a node does not answer
     */
    public CompletableFuture<ClusterStatus> init(boolean single) {
        List<Endpoint> founders = new ArrayList<>();
        for (Member member : membership.members()) {
            boolean self = member.id().equals(membership.self().id());
            if (NodeFacts.number(member, NodeFacts.EPOCH, 0) > 0 && (self || !single)) {
                return CompletableFuture.failedFuture(exists(member));
            }
            if (self || (!single && member.liveness() != Liveness.DEAD)) {
                founders.add(member.endpoint());
            }
        }
        return agreement.init(founders).thenApply(founded -> cluster());
    }

    private StarlingException exists(Member member) {
        return new StarlingException(
                ErrorCode.CONFLICT,
                "There is a cluster already: " + member.endpoint() + " belongs to one. A node with an empty data"
                        + " directory joins it by itself if its seeds name that node");
    }

    /** Whether everybody who is alive has this record. */
    private boolean agreed(ClusterRecord record) {
        return membership.members().stream()
                .filter(member -> member.isAlive() && record.member(member.id()) != null)
                .allMatch(member -> member.id().equals(membership.self().id())
                        || NodeFacts.number(member, NodeFacts.EPOCH, 0) == record.epoch());
    }

    private ClusterStatus.Node node(RecordMember recorded, @Nullable Member seen, double share) {
        Liveness liveness = seen == null ? Liveness.DEAD : seen.liveness();
        return new ClusterStatus.Node(
                recorded.id().toString(),
                recorded.endpoint().toString(),
                NodeFacts.text(seen, NodeFacts.HTTP),
                NodeFacts.text(seen, NodeFacts.CQL),
                recorded.datacenter(),
                recorded.rack(),
                recorded.status().name(),
                liveness.name(),
                NodeFacts.text(seen, NodeFacts.DRAINING).equals("true"),
                NodeFacts.text(seen, NodeFacts.DISK),
                recorded.tokens().size(),
                share,
                NodeFacts.number(seen, NodeFacts.LOAD, 0),
                NodeFacts.text(seen, NodeFacts.VERSION),
                NodeFacts.text(seen, NodeFacts.WIRE),
                uptimeSeconds(seen, time));
    }

    private ClusterStatus.Node waiting(Member member) {
        return new ClusterStatus.Node(
                member.id().toString(),
                member.endpoint().toString(),
                NodeFacts.text(member, NodeFacts.HTTP),
                NodeFacts.text(member, NodeFacts.CQL),
                NodeFacts.text(member, NodeFacts.DATACENTER),
                NodeFacts.text(member, NodeFacts.RACK),
                NodeState.WAITING.name(),
                member.liveness().name(),
                NodeFacts.text(member, NodeFacts.DRAINING).equals("true"),
                NodeFacts.text(member, NodeFacts.DISK),
                0,
                0,
                NodeFacts.number(member, NodeFacts.LOAD, 0),
                NodeFacts.text(member, NodeFacts.VERSION),
                NodeFacts.text(member, NodeFacts.WIRE),
                uptimeSeconds(member, time));
    }

    static long uptimeSeconds(@Nullable Member member, TimeSource time) {
        long nowMillis = time.wallMicros() / 1000;
        if (member == null || member.liveness() == Liveness.DEAD) {
            return 0;
        }
        return Math.max(0, (nowMillis - NodeFacts.number(member, NodeFacts.STARTED, nowMillis)) / 1000);
    }

    private static RingStatus.Range range(OwnedRange owned, boolean withReplicas) {
        return new RingStatus.Range(
                Long.toString(owned.range().start()),
                Long.toString(owned.range().end()),
                owned.owner().id().toString(),
                owned.owner().endpoint().toString(),
                withReplicas
                        ? owned.replicas().members().stream()
                                .map(replica -> replica.id().toString())
                                .toList()
                        : List.of());
    }

    private static Map<NodeId, Double> shares(ClusterRecord record) {
        Map<NodeId, Double> shares = new HashMap<>();
        for (OwnedRange owned : new Ring(record.epoch(), record.members(), new SimpleStrategy(1)).ranges()) {
            long width = owned.range().width();
            double share = width == 0 ? 1 : (width >>> 1) * 2.0 / WHOLE_RING;
            shares.merge(owned.owner().id(), share, Double::sum);
        }
        return shares;
    }
}
