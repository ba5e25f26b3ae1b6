package io.starlingdb.node.admin;

import io.starlingdb.gossip.Liveness;
import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.ClusterRecordCodec;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Asks every node how it sees the cluster, answers when asked, and says where views differ. Loop only. */
public final class Views {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Messenger messenger;
    private final Membership membership;
    private final RecordAgreement agreement;

    public Views(Messenger messenger, Membership membership, RecordAgreement agreement) {
        this.messenger = messenger;
        this.membership = membership;
        this.agreement = agreement;
    }

    /** Answers other nodes from now on. */
    public void start() {
        messenger.on(ViewRequest.class, in -> in.reply(own()));
    }

    private ViewReply own() {
        ClusterRecord record = agreement.current();
        SortedMap<NodeId, ViewReply.Opinion> opinions = new TreeMap<>();
        for (Member member : membership.members()) {
            // Who waited once and is gone is nobody to a founded cluster.
            if (!record.isFounded() || member.liveness() != Liveness.DEAD) {
                opinions.put(
                        member.id(),
                        new ViewReply.Opinion(
                                member.id(),
                                member.endpoint().toString(),
                                NodeState.WAITING.name(),
                                member.liveness()));
            }
        }
        for (RecordMember member : record.members()) {
            opinions.put(
                    member.id(),
                    new ViewReply.Opinion(
                            member.id(),
                            member.endpoint().toString(),
                            member.status().name(),
                            membership.liveness(member.id())));
        }
        CRC32C sum = new CRC32C();
        sum.update(ClusterRecordCodec.encode(record));
        return new ViewReply(record.epoch(), sum.getValue(), List.copyOf(opinions.values()));
    }

    /** Every node's view, this one's first, then ascending by node. */
    public CompletableFuture<ClusterViews> all() {
        ViewReply own = own();
        NodeId self = membership.self().id();
        List<CompletableFuture<ClusterViews.View>> views = new ArrayList<>();
        views.add(CompletableFuture.completedFuture(
                view(self, membership.self().endpoint().toString(), own, own)));
        for (ViewReply.Opinion other : own.opinions()) {
            if (!other.node().equals(self)) {
                views.add(ask(other.address()).thenApply(reply -> view(other.node(), other.address(), own, reply)));
            }
        }
        return CompletableFuture.allOf(views.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> {
                    List<ClusterViews.View> answers =
                            views.stream().map(CompletableFuture::join).toList();
                    return new ClusterViews(
                            answers.stream().allMatch(view -> view.differences().isEmpty()), answers);
                });
    }

    /** Null if it does not answer. */
    private CompletableFuture<@Nullable ViewReply> ask(String address) {
        CompletableFuture<@Nullable ViewReply> answer = new CompletableFuture<>();
        messenger.request(
                Endpoint.parse(address, 7000), Lane.URGENT, new ViewRequest(), PATIENCE_NANOS, new ReplyHandler() {
                    @Override
                    public void onReply(Message reply) {
                        answer.complete(reply instanceof ViewReply view ? view : null);
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        answer.complete(null);
                    }
                });
        return answer;
    }

    private static ClusterViews.View view(NodeId node, String address, ViewReply own, @Nullable ViewReply seen) {
        if (seen == null) {
            return new ClusterViews.View(node.toString(), address, false, 0, false, List.of(), List.of());
        }
        return new ClusterViews.View(
                node.toString(),
                address,
                true,
                seen.epoch(),
                seen.record() == own.record(),
                seen.opinions().stream()
                        .map(opinion -> new ClusterViews.Opinion(
                                opinion.node().toString(),
                                opinion.address(),
                                opinion.status(),
                                opinion.liveness().name()))
                        .toList(),
                differences(own, seen));
    }

    static List<String> differences(ViewReply own, ViewReply seen) {
        List<String> differences = new ArrayList<>();
        if (seen.record() != own.record()) {
            differences.add("knows the record of epoch " + seen.epoch() + ", not " + own.epoch());
        }
        Map<NodeId, ViewReply.Opinion> mine = new TreeMap<>();
        own.opinions().forEach(opinion -> mine.put(opinion.node(), opinion));
        for (ViewReply.Opinion theirs : seen.opinions()) {
            ViewReply.Opinion ours = mine.remove(theirs.node());
            if (ours == null) {
                differences.add("sees " + named(theirs) + ", which is not seen here");
            } else if (!ours.status().equals(theirs.status()) || ours.liveness() != theirs.liveness()) {
                differences.add("sees " + named(theirs) + ", seen here " + ours.status() + " and " + ours.liveness());
            }
        }
        mine.values().forEach(ours -> differences.add("does not see " + ours.address() + " (" + ours.node() + ")"));
        return differences;
    }

    private static String named(ViewReply.Opinion opinion) {
        return opinion.address() + " (" + opinion.node() + ") " + opinion.status() + " and " + opinion.liveness();
    }
}
