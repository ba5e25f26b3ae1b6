package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Exchange;
import io.starlingdb.antientropy.Exchange.Step;
import io.starlingdb.antientropy.ExchangeResult;
import io.starlingdb.antientropy.HashesReply;
import io.starlingdb.antientropy.KeyDiff;
import io.starlingdb.antientropy.LocalPage;
import io.starlingdb.antientropy.Place;
import io.starlingdb.antientropy.SumsReply;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the steps of one exchange, on the loop. */
final class ExchangeRun {
    private final SyncParts on;
    private final RowSums sums;
    private final EntryScans scans;
    private final SyncRules rules;
    private final Exchange exchange;
    private final ExchangeTerms terms;
    private final @Nullable Owned owned;
    private final Endpoint peer;
    private final long epoch;
    private final EntryMend.Tally tally = new EntryMend.Tally();
    private final Consumer<ExchangeResult> handler;

    /**
     * @param owned where this owner stands; null if it is none
     * @param handler is called once, on the loop
     */
    ExchangeRun(
            SyncParts on,
            RowSums sums,
            EntryScans scans,
            SyncRules rules,
            Exchange exchange,
            ExchangeTerms terms,
            @Nullable Owned owned,
            Endpoint peer,
            long epoch,
            Consumer<ExchangeResult> handler) {
        this.on = on;
        this.sums = sums;
        this.scans = scans;
        this.rules = rules;
        this.exchange = exchange;
        this.terms = terms;
        this.owned = owned;
        this.peer = peer;
        this.epoch = epoch;
        this.handler = handler;
    }

    void start() {
        run(exchange.start());
    }

    /** What was mended so far. */
    EntryMend.Tally tally() {
        return tally;
    }

    private void run(Step step) {
        if (step instanceof Step.Ended ended) {
            handler.accept(ended.result());
        } else if (step instanceof Step.AskSums ask) {
            ask(ask.request(), SumsReply.class, reply -> run(exchange.onSums(reply)));
        } else if (step instanceof Step.Wait wait) {
            on.loop().schedule(wait.nanos(), () -> run(exchange.onWaited()));
        } else if (step instanceof Step.Read read) {
            read(read);
        } else if (step instanceof Step.AskHashes ask) {
            ask(ask.request(), HashesReply.class, reply -> run(exchange.onHashes(reply)));
        } else if (step instanceof Step.Mend mend) {
            mend(mend.diffs());
        }
    }

    private void read(Step.Read read) {
        List<EntryScans.Span> spans = new ArrayList<>();
        read.stretches().forEach(stretch -> spans.add(span(stretch)));
        scans.pages(spans, read.entriesMax(), terms.settled(), new DoneHandler<>() {
            @Override
            public void done(List<LocalPage> pages) {
                run(exchange.onRead(pages));
            }

            @Override
            public void failed(Throwable failure) {
                run(exchange.onFailure());
            }
        });
    }

    private EntryScans.Span span(Exchange.ToRead stretch) {
        Place unit = stretch.unit();
        byte[] start = stretch.from();
        if (start == null) {
            start = sums.keyOf(unit.table(), unit.at(), unit.from());
        }
        byte[] end = stretch.to();
        if (end == null && unit.to() != 0) {
            end = sums.keyOf(unit.table(), unit.at(), unit.to());
        }
        return new EntryScans.Span(
                start == null ? RowPlaces.sliceStart(unit.table(), unit.at()) : start,
                end == null ? RowPlaces.sliceEnd(unit.table(), unit.at()) : end);
    }

    private void mend(List<KeyDiff> found) {
        List<KeyDiff> diffs = found.stream().filter(rules::isMended).toList();
        begun(owned);
        new EntryMend(on, scans, peer, epoch, terms.forEntries(), tally, new DoneHandler<>() {
                    @Override
                    public void done(Boolean all) {
                        ended(owned);
                        run(exchange.onMended());
                    }

                    @Override
                    public void failed(Throwable failure) {
                        ended(owned);
                        run(exchange.onFailure());
                    }
                })
                .run(diffs);
    }

    /** What this node fetches is on its way to it. */
    private static void begun(@Nullable Owned owned) {
        if (owned != null) {
            owned.beginJoin();
        }
    }

    private static void ended(@Nullable Owned owned) {
        if (owned != null) {
            owned.endJoin(false);
        }
    }

    private <T extends Message> void ask(Message request, Class<T> expected, Consumer<T> next) {
        on.messenger().request(peer, Lane.BULK, request, EntryMend.PATIENCE_NANOS, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                if (expected.isInstance(reply)) {
                    next.accept(expected.cast(reply));
                } else {
                    run(exchange.onFailure());
                }
            }

            @Override
            public void onFailure(Failure failure) {
                run(exchange.onFailure());
            }
        });
    }
}
