package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Comparison;
import io.starlingdb.antientropy.HashesReply;
import io.starlingdb.antientropy.HashesRequest;
import io.starlingdb.antientropy.LocalPage;
import io.starlingdb.antientropy.Scope;
import io.starlingdb.antientropy.SumsReply;
import io.starlingdb.antientropy.SumsReply.Standing;
import io.starlingdb.antientropy.SumsRequest;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers other nodes' exchanges. Both must know the same record, as it says what ranges there are, who holds them and which tables are in them: a
 * newer epoch is fetched first, an older one is refused.
 */
final class SyncService {
    /** How many entries of one stretch are compared at once. */
    private static final int ENTRIES_MAX = 4_096;

    private final SyncParts on;
    private final RowSums sums;
    private final EntryScans scans;
    private final Supplier<SyncScopes> scopes;
    private final Settlement settlement;
    private final BooleanSupplier mayCompare;
    private final Consumer<Inbound<SumsRequest>> inStep;

    /** @param inStep hears of each exchange by which another node found that there is nothing to do */
    SyncService(
            SyncParts on,
            RowSums sums,
            EntryScans scans,
            Supplier<SyncScopes> scopes,
            Settlement settlement,
            BooleanSupplier mayCompare,
            Consumer<Inbound<SumsRequest>> inStep) {
        this.on = on;
        this.sums = sums;
        this.scans = scans;
        this.scopes = scopes;
        this.settlement = settlement;
        this.mayCompare = mayCompare;
        this.inStep = inStep;
    }

    void start() {
        on.messenger().on(SumsRequest.class, in -> atEpoch(in, in.message().epoch(), this::compareSums));
        on.messenger().on(HashesRequest.class, in -> atEpoch(in, in.message().epoch(), this::compareHashes));
        on.messenger().on(EntriesRequest.class, in -> atEpoch(in, in.message().epoch(), this::give));
        on.messenger().on(EntriesPush.class, in -> atEpoch(in, in.message().epoch(), this::join));
    }

    private <M extends Message> void atEpoch(Inbound<M> in, long epoch, Consumer<Inbound<M>> work) {
        long known = on.record().current().epoch();
        if (!mayCompare.getAsBoolean()) {
            in.reply(Comparison.refused(Standing.NOT_READY, 0));
            return;
        }
        if (epoch == known) {
            work.accept(in);
            return;
        }
        if (epoch > known) {
            on.record().heardOf(epoch, in.from());
        }
        in.reply(Comparison.refused(Standing.OTHER_EPOCH, 0));
    }

    private void compareSums(Inbound<SumsRequest> in) {
        SumsRequest request = in.message();
        if (!scopes.get().contains(request.scope())) {
            in.reply(Comparison.refused(Standing.OTHER_EPOCH, 0));
            return;
        }
        long settled = settledFor(request.scope(), request.settled());
        if (settled < 0) {
            in.reply(Comparison.refused(Standing.NOT_READY, 0));
            return;
        }
        SumsReply reply = Comparison.of(request, sums, settled);
        in.reply(reply);
        boolean isSame = reply.standing() == Standing.COMPARED
                && reply.differing().stream()
                        .allMatch(differing -> differing.ids().isEmpty());
        if (isSame) {
            inStep.accept(in);
        }
    }

    private void compareHashes(Inbound<HashesRequest> in) {
        HashesRequest request = in.message();
        if (settledFor(request.scope(), request.settled()) != request.settled()) {
            in.reply(new HashesReply(Standing.NOT_READY, List.of()));
            return;
        }
        List<EntryScans.Span> spans = new ArrayList<>();
        request.pages().forEach(page -> spans.add(new EntryScans.Span(page.start(), page.end())));
        scans.pages(
                spans,
                ENTRIES_MAX,
                request.settled(),
                then(in, (asked, mine) -> asked.reply(new HashesReply(Standing.COMPARED, compare(request, mine)))));
    }

    /** This owner's settled time of a scope; negative if the asker's is higher, which is adopted first, or this owner must not be compared with. */
    private long settledFor(Scope scope, long theirs) {
        Owned owned = settlement.owned().of(scope);
        if (owned == null || (owned.isDoubtful() && settlement.isOn())) {
            return -1;
        }
        if (!owned.isComplete() && settlement.isOn()) {
            return theirs; // it has no settled time, and compares at any
        }
        if (theirs > owned.settled()) {
            settlement.adopt(owned, theirs);
            return -1;
        }
        return owned.settled();
    }

    private void give(Inbound<EntriesRequest> in) {
        EntriesRequest request = in.message();
        Owned owned = request.keys().isEmpty()
                ? null
                : settlement.owned(request.keys().get(0));
        if (owned != null && owned.isDoubtful() && settlement.isOn()) {
            in.reply(new EntriesReply(List.of(), request.keys().size())); // it may hold what others have purged
            return;
        }
        long settled = owned == null ? -1 : settledFor(owned.scope(), request.settled());
        if (settled < 0) {
            in.reply(Comparison.refused(Standing.NOT_READY, 0));
            return;
        }
        scans.entries(request.keys(), settled, then(in, Inbound::reply));
    }

    private boolean mayTake(EntriesPush push) {
        Owned owned = push.entries().isEmpty()
                ? null
                : settlement.owned(push.entries().get(0).key());
        return owned != null
                && (!settlement.isOn()
                        || (owned.fence() == push.fence()
                                && settledFor(owned.scope(), push.settled()) == push.settled()));
    }

    private static List<HashesReply.Page> compare(HashesRequest request, List<LocalPage> mine) {
        List<HashesReply.Page> pages = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            pages.add(Comparison.of(request.pages().get(i), request.salt(), mine.get(i)));
        }
        return pages;
    }

    private void join(Inbound<EntriesPush> in) {
        List<Entry> given = in.message().entries();
        if (!mayTake(in.message())) {
            in.reply(Comparison.refused(Standing.NOT_READY, 0));
            return;
        }
        on.replica()
                .repair(
                        given,
                        in.deadlineNanos(),
                        then(
                                in,
                                (pushed, changed) -> scans.beyond(
                                        given,
                                        in.message().settled(),
                                        then(
                                                pushed,
                                                (answered, more) ->
                                                        answered.reply(new EntriesReply(more, given.size()))))));
    }

    private <T, M extends Message> DoneHandler<T> then(Inbound<M> in, BiConsumer<Inbound<M>, T> next) {
        return new DoneHandler<>() {
            @Override
            public void done(T result) {
                next.accept(in, result);
            }

            @Override
            public void failed(Throwable failure) {
                in.reply(Comparison.refused(Standing.NOT_READY, 0));
            }
        };
    }
}
