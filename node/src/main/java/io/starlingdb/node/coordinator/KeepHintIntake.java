package io.starlingdb.node.coordinator;

import io.starlingdb.node.replica.Done;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.wire.Inbound;

/** Keeps hints for other nodes' sloppy writes. A hint that is kept twice is joined with itself. */
final class KeepHintIntake {
    private final CoordinatorFoundation on;

    KeepHintIntake(CoordinatorFoundation on) {
        this.on = on;
    }

    void take(Inbound<KeepHintRequest> in) {
        KeepHintRequest request = in.message();
        if (!on.clock().observe(request.delta().dot().stamp())) {
            return; // minutes ahead of this node's clock: not to be spread
        }
        on.hints().keep(request.target(), request.delta(), new DoneHandler<>() {
            @Override
            public void done(Boolean kept) {
                if (in.expectsReply()) {
                    in.reply(new Done(on.clock().last()));
                }
            }

            @Override
            public void failed(Throwable failure) {
                if (in.expectsReply()) {
                    var why = ReplicaLink.asRefusal(failure);
                    in.reply(new Refused(
                            why.code(), why.text(), on.record().current().epoch()));
                }
            }
        });
    }
}
