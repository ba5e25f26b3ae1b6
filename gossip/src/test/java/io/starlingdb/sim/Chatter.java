package io.starlingdb.sim;

import io.starlingdb.kernel.Lane;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageCodec;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.ReplyHandler;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The least that lives in a world: nodes that send each other requests without end, each followed by the next. */
final class Chatter implements NemesisTarget {

    static final long TIMEOUT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final MessageRegistry REGISTRY =
            MessageRegistry.builder().register(1, Say.class, new SayCodec()).build();

    private final SimWorld world;
    private final RandomGenerator random;
    private final int conversations;
    long replies;
    long failures;

    Chatter(SimWorld world, int nodes, int conversationsPerNode) {
        this.world = world;
        this.random = world.random("chatter");
        this.conversations = conversationsPerNode;
        for (int i = 0; i < nodes; i++) {
            world.addNode();
        }
        world.nodes().forEach(this::restart);
    }

    @Override
    public void restart(SimNode node) {
        SimScheduler scheduler = node.boot();
        Messenger messenger = new Messenger(
                node.endpoint(),
                REGISTRY,
                node.transport(),
                node.clock(),
                scheduler,
                random,
                MessengerOptions.DEFAULTS);
        messenger.on(
                Say.class,
                in -> in.reply(new Say(in.message().number() + 1, in.message().text())));
        node.onFrame(messenger::receive);
        for (int i = 0; i < conversations; i++) {
            scheduler.execute(() -> say(messenger, 1));
        }
    }

    @Override
    public void kill(SimNode node, boolean loseUnsynced) {
        node.crash(loseUnsynced);
    }

    @Override
    public boolean mayLoseDisk(SimNode node) {
        return true;
    }

    private void say(Messenger messenger, long number) {
        SimNode to = world.nodes().get(random.nextInt(world.nodes().size()));
        messenger.request(
                to.endpoint(), Lane.REQUEST, new Say(number, new byte[100]), TIMEOUT_NANOS, new ReplyHandler() {
                    @Override
                    public void onReply(Message reply) {
                        replies++;
                        say(messenger, ((Say) reply).number());
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        failures++;
                        say(messenger, number);
                    }
                });
    }

    record Say(long number, byte[] text) implements Message {}

    private static final class SayCodec implements MessageCodec<Say> {

        @Override
        public void write(Say message, WireWriter out, int version) {
            out.varint(message.number());
            out.bytes(message.text());
        }

        @Override
        public Say read(WireReader in, int version) {
            return new Say(in.varint(), in.bytes());
        }
    }
}
