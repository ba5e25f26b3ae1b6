package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.Transport;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.WireVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks messages against the bytes that nodes of this wire version send, kept as files {@code golden/<name>.v1.hex}: whole frames, as a messenger
 * makes them without checksum.
 */
public final class MessageForms {
    private final MessageRegistry registry;

    public MessageForms(Consumer<MessageRegistry.Builder> messages) {
        MessageRegistry.Builder builder = MessageRegistry.builder();
        messages.accept(builder);
        registry = builder.build();
    }

    /** Checks that the message has the bytes of its file, and that these are read as the same message. */
    public <M extends Message> void check(String name, M message, Class<M> type) {
        byte[] frame = sent(message);
        assertThat(HexFormat.of().formatHex(frame)).as(name).isEqualTo(stored(name));
        assertThat(received(frame, type)).as(name).isEqualTo(message);
    }

    private byte[] sent(Message message) {
        List<byte[]> frames = new ArrayList<>();
        SimWorld world = new SimWorld(1);
        messenger(world, (to, lane, frame) -> frames.add(frame))
                .tell(new Endpoint("other", 7000), Lane.REQUEST, message);
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    private <M extends Message> M received(byte[] frame, Class<M> type) {
        List<M> messages = new ArrayList<>();
        Messenger messenger = messenger(new SimWorld(1), (to, lane, ignored) -> {});
        messenger.on(type, in -> messages.add(in.message()));
        messenger.receive(new Endpoint("other", 7000), frame);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private Messenger messenger(SimWorld world, Transport transport) {
        SimNode node = world.addNode();
        SimScheduler loop = node.boot();
        MessengerOptions options =
                new MessengerOptions(new WireVersions(1, 1), 10, MessengerOptions.DEFAULTS.frameBytesMax(), false);
        return new Messenger(node.endpoint(), registry, transport, node.clock(), loop, world.random("ids"), options);
    }

    private static String stored(String name) {
        String file = "/golden/" + name + ".v1.hex";
        try (InputStream in = MessageForms.class.getResourceAsStream(file)) {
            return in == null
                    ? "no file " + file
                    : new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
