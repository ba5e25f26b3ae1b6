package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.record.RecordAgreement;
import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.Inbound;

/** Tells the node that forwarded a write how it ended. */
record ForwardAnswer(Inbound<?> in, RecordAgreement record) implements WriteHandler {
    @Override
    public void done(VersionVector seen) {
        if (in.expectsReply()) {
            in.reply(new ForwardDone(seen));
        }
    }

    @Override
    public void failed(StarlingException why, boolean isDefinite) {
        if (in.expectsReply()) {
            in.reply(ForwardFailed.because(why, isDefinite, record.current().epoch()));
        }
    }
}
