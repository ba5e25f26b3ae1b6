package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Drives one exchange between two models to its end, every message through its codec. */
final class Drive {
    static final int ROW_BYTES = 1_024;
    private static final int FRAME_BYTES = 36;

    final ModelReplica asker;
    final ModelReplica other;
    final Runnable meanwhile;
    long bytes;
    long rowsSent;
    int messages;

    Drive(ModelReplica asker, ModelReplica other) {
        this(asker, other, () -> {});
    }

    /** @param meanwhile what happens while the exchange waits */
    Drive(ModelReplica asker, ModelReplica other, Runnable meanwhile) {
        this.asker = asker;
        this.other = other;
        this.meanwhile = meanwhile;
    }

    ExchangeResult run(Scope scope) {
        return run(scope, ExchangeOptions.DEFAULTS);
    }

    ExchangeResult run(Scope scope, ExchangeOptions options) {
        Exchange exchange = new Exchange(scope, 1, 0, 5, asker, options);
        Exchange.Step step = exchange.start();
        while (true) {
            if (step instanceof Exchange.Step.Ended ended) {
                return ended.result();
            }
            step = next(exchange, step);
        }
    }

    private Exchange.Step next(Exchange exchange, Exchange.Step step) {
        if (step instanceof Exchange.Step.AskSums ask) {
            return exchange.onSums(
                    sent(Comparison.of(sent(ask.request(), SyncCodecs.SUMS_REQUEST), other, 0), SyncCodecs.SUMS_REPLY));
        }
        if (step instanceof Exchange.Step.Wait) {
            meanwhile.run();
            return exchange.onWaited();
        }
        if (step instanceof Exchange.Step.Read read) {
            List<LocalPage> pages = new ArrayList<>();
            read.stretches().forEach(stretch -> pages.add(asker.read(stretch, read.entriesMax())));
            return exchange.onRead(pages);
        }
        if (step instanceof Exchange.Step.AskHashes ask) {
            List<HashesReply.Page> pages = new ArrayList<>();
            HashesRequest request = sent(ask.request(), SyncCodecs.HASHES_REQUEST);
            for (HashesRequest.Page page : request.pages()) {
                pages.add(Comparison.of(
                        page,
                        request.salt(),
                        other.read(page.start(), page.end(), Math.max(100, page.hashes().length * 2))));
            }
            return exchange.onHashes(
                    sent(new HashesReply(SumsReply.Standing.COMPARED, pages), SyncCodecs.HASHES_REPLY));
        }
        mend(((Exchange.Step.Mend) step).diffs());
        return exchange.onMended();
    }

    private void mend(List<KeyDiff> diffs) {
        for (KeyDiff diff : diffs) {
            byte[] key = diff.key();
            ModelReplica from = diff.isToSend() ? asker : other;
            ModelReplica to = diff.isToSend() ? other : asker;
            Long version = from.rows.get(key);
            if (version != null) {
                send(key.length);
                to.join(key, version);
                if (!version.equals(to.rows.get(key))) {
                    send(key.length);
                    from.join(key, to.rows.get(key));
                }
            }
        }
    }

    private void send(int keyBytes) {
        rowsSent++;
        bytes += ROW_BYTES + keyBytes;
    }

    private <M extends Message> M sent(M message, MessageCodec<M> codec) {
        WireWriter out = new WireWriter();
        codec.write(message, out, 1);
        messages++;
        bytes += out.size() + FRAME_BYTES;
        WireReader in = new WireReader(out.toByteArray());
        M read = codec.read(in, 1);
        in.expectEnd();
        return read;
    }
}
