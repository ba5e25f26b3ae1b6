package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Cancellable;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Scheduler;
import io.starlingdb.kernel.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnreachablePeerTest {
    private static final Endpoint GONE = new Endpoint("gone", 1);
    private static final Endpoint THERE = new Endpoint("there", 1);

    private record Ask(long number) implements Message {}

    private static final MessageCodec<Ask> CODEC = new MessageCodec<>() {
        @Override
        public void write(Ask message, WireWriter out, int version) {
            out.int64(message.number());
        }

        @Override
        public Ask read(WireReader in, int version) {
            return new Ask(in.int64());
        }
    };

    private final List<String> heard = new ArrayList<>();
    private final Messenger messenger = new Messenger(
            new Endpoint("self", 1),
            MessageRegistry.builder().register(200, Ask.class, CODEC).build(),
            (to, lane, frame) -> {},
            new StoppedTime(),
            new NeverScheduler(),
            new Random(1),
            MessengerOptions.DEFAULTS);

    @Test
    void shouldFailOnlyTheRequestsToThatPeerAndEachOnce() {
        ask(GONE, "a");
        ask(THERE, "b");
        ask(GONE, "c");

        messenger.unreachable(GONE);
        messenger.unreachable(GONE);

        assertThat(heard).containsExactly("a UNREACHABLE", "c UNREACHABLE");
        assertThat(messenger.pendingRequests()).isEqualTo(1);
    }

    @Test
    void shouldKeepARequestThatAFailureHandlerMakesToTheSamePeer() {
        messenger.request(GONE, Lane.REQUEST, new Ask(1), 1_000_000, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {}

            @Override
            public void onFailure(Failure failure) {
                ask(GONE, "again");
            }
        });

        messenger.unreachable(GONE);

        assertThat(heard).isEmpty();
        assertThat(messenger.pendingRequests()).isEqualTo(1);
    }

    private void ask(Endpoint to, String name) {
        messenger.request(to, Lane.REQUEST, new Ask(7), 1_000_000, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                heard.add(name + " replied");
            }

            @Override
            public void onFailure(Failure failure) {
                heard.add(name + " " + failure);
            }
        });
    }

    private static final class StoppedTime implements TimeSource {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public long wallMicros() {
            return 0;
        }
    }

    private static final class NeverScheduler implements Scheduler {
        @Override
        public void execute(Runnable task) {}

        @Override
        public Cancellable schedule(long delayNanos, Runnable task) {
            return () -> {};
        }
    }
}
