package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.replica.DoneHandler;
import io.starlingdb.node.replica.HeldStamps;
import io.starlingdb.node.replica.Refused;
import io.starlingdb.wire.Inbound;
import java.util.concurrent.CompletableFuture;

/**
 * Gives dots to the mutations of logged batches, this node's own and others'. Until the asker has the delta, or has given up, this node answers for
 * its stamp: so from before the dot is drawn until the request's time is over.
 */
final class PrepareIntake {
    private final Surroundings around;

    PrepareIntake(Surroundings around) {
        this.around = around;
    }

    void take(Inbound<PrepareRequest> in) {
        PrepareRequest request = in.message();
        if (request.epoch() <= around.on().record().current().epoch()) {
            answer(in);
            return;
        }
        CompletableFuture<?> unused = around.on()
                .record()
                .atLeast(request.epoch(), in.from())
                .whenComplete((newer, failure) -> {
                    if (failure == null) {
                        answer(in);
                    } else {
                        refuse(in, ReplicaLink.asRefusal(failure));
                    }
                });
    }

    private void answer(Inbound<PrepareRequest> in) {
        prepare(in.message().mutation(), in.deadlineNanos(), new DoneHandler<>() {
            @Override
            public void done(Delta delta) {
                if (in.expectsReply()) {
                    in.reply(new Prepared(delta));
                }
            }

            @Override
            public void failed(Throwable failure) {
                refuse(in, ReplicaLink.asRefusal(failure));
            }
        });
    }

    private void refuse(Inbound<?> in, StarlingException why) {
        if (in.expectsReply()) {
            in.reply(new Refused(
                    why.code(), why.text(), around.on().record().current().epoch()));
        }
    }

    /** Gives a mutation its dot here. */
    void prepare(Mutation mutation, long deadlineNanos, DoneHandler<Delta> handler) {
        if (deadlineNanos == Long.MAX_VALUE) {
            handler.failed(new StarlingException(ErrorCode.INVALID, "A prepared write needs a deadline"));
            return;
        }
        HeldStamps held = around.held();
        long below = around.on().clock().last();
        held.add(below);
        around.timers().at(deadlineNanos, () -> held.remove(below));
        around.on().replica().prepare(mutation, deadlineNanos, handler);
    }
}
