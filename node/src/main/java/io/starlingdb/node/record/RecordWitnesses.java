package io.starlingdb.node.record;

import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.record.RecordMessage.Await;
import io.starlingdb.node.record.RecordMessage.Known;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits until all who live know a record: whoever is told of a change may then rely on it at every node. */
final class RecordWitnesses {
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RecordSeams seams;
    private final NewestRecord newest;
    private final RecordFetcher fetcher;
    private final RecordAddresses addresses;

    RecordWitnesses(RecordSeams seams, NewestRecord newest, RecordFetcher fetcher, RecordAddresses addresses) {
        this.seams = seams;
        this.newest = newest;
        this.fetcher = fetcher;
        this.addresses = addresses;
    }

    /** Another node wants to know when this one has the record. */
    void await(Inbound<Await> in) {
        long epoch = in.message().epoch();
        fetcher.fetch(epoch, in.from());
        newest.whenKnown(epoch, known -> in.reply(new Known()), () -> {});
    }

    /**
     * Completes once every member knows the record or no longer lives, and at the latest when a change would be given up. It never fails.
     */
    CompletableFuture<ClusterRecord> all(ClusterRecord record, Predicate<NodeId> lives) {
        Census census = new Census(record, lives);
        census.begin();
        return census.complete;
    }

    private final class Census {
        private final ClusterRecord record;
        private final Predicate<NodeId> lives;
        private final Set<NodeId> open = new TreeSet<>();
        private final CompletableFuture<ClusterRecord> complete = new CompletableFuture<>();

        Census(ClusterRecord record, Predicate<NodeId> lives) {
            this.record = record;
            this.lives = lives;
        }

        void begin() {
            for (RecordMember member : record.members()) {
                if (!member.id().equals(seams.self().id())) {
                    open.add(member.id());
                }
            }
            if (open.isEmpty()) {
                complete.complete(record);
                return;
            }
            seams.scheduler().schedule(seams.timings().changeNanos(), () -> complete.complete(record));
            record.members().stream()
                    .filter(member -> open.contains(member.id()))
                    .toList()
                    .forEach(this::ask);
        }

        private void ask(RecordMember member) {
            if (complete.isDone()) {
                return;
            }
            if (!lives.test(member.id())) {
                ended(member);
                return;
            }
            seams.messenger()
                    .request(
                            addresses.of(member),
                            Lane.REQUEST,
                            new Await(record.epoch()),
                            seams.timings().answerNanos(),
                            new ReplyHandler() {
                                @Override
                                public void onReply(Message reply) {
                                    if (reply instanceof Known) {
                                        ended(member);
                                    } else {
                                        again(member);
                                    }
                                }

                                @Override
                                public void onFailure(Failure failure) {
                                    again(member);
                                }
                            });
        }

        private void again(RecordMember member) {
            seams.scheduler().schedule(AGAIN_NANOS, () -> ask(member));
        }

        private void ended(RecordMember member) {
            open.remove(member.id());
            if (open.isEmpty()) {
                complete.complete(record);
            }
        }
    }
}
