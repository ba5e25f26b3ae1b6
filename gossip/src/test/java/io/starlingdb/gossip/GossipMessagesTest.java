package io.starlingdb.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.Refusal;
import io.starlingdb.wire.WireListener;
import io.starlingdb.wire.WireVersions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message to the byte, in a whole frame: {@code golden/gossip/<name>.v1.hex}. A changed byte is a changed protocol. */
class GossipMessagesTest {

    private static final int VERSION_AT = 2;
    private static final Endpoint PEER = new Endpoint("10.0.0.9", 7000);
    private static final NodeId ONE = NodeId.parse("00000000-0000-4000-8000-000000000001");
    private static final NodeId TWO = NodeId.parse("00000000-0000-4000-8000-000000000002");
    private static final NodeId THREE = NodeId.parse("00000000-0000-4000-8000-000000000003");
    private static final Endpoint AT_TWO = new Endpoint("10.0.0.2", 7000);
    private static final Endpoint AT_THREE = new Endpoint("fd00::3", 7001);
    private static final Facts FACTS = Facts.ofStart(1_000).with("dc", "north").with("rack", "r1");
    private static final MemberState ALIVE =
            new MemberState(TWO, AT_TWO, Member.firstIncarnation(1_000) + 3, Liveness.ALIVE, TWO, 0, FACTS);
    private static final MemberState SUSPECT = new MemberState(
            THREE, AT_THREE, Member.firstIncarnation(900), Liveness.SUSPECT, ONE, 0, Facts.ofStart(900));
    private static final MemberState DEAD = new MemberState(
            THREE, AT_THREE, Member.firstIncarnation(900), Liveness.DEAD, THREE, 61_000, Facts.ofStart(900));

    private final SimWorld world = new SimWorld(1);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    static List<GossipMessage> messages() {
        return List.of(
                new Ping(ONE, 300, TWO, List.of(ALIVE)),
                new PingReq(ONE, 301, THREE, AT_THREE, List.of(SUSPECT)),
                new Ack(TWO, 300, TWO, List.of()),
                new Nack(TWO, 301),
                new News(ONE, List.of(SUSPECT, DEAD)),
                new PushPull(ONE, 302, true, List.of(ALIVE, SUSPECT)),
                new JoinRefused(ONE, new Conflict(Conflict.Kind.DUPLICATE_ENDPOINT, TWO, AT_THREE, THREE, AT_THREE)),
                new Compare(ONE, 303, ViewSums.of(List.of(ALIVE, SUSPECT)), List.of(ALIVE)),
                new Part(ONE, 303, true, 1 << 2, List.of(ALIVE)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldKeepItsBytes(GossipMessage message) throws IOException {
        Messenger messenger = messenger(1);
        messenger.tell(PEER, Lane.URGENT, message);
        String name = message.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + ".v1";
        assertThat(HexFormat.of().formatHex(sent.get(0))).as(name).isEqualTo(golden(name));
        messenger.receive(PEER, HexFormat.of().parseHex(golden(name)));
        assertThat(received).containsExactly(message);
        byte[] spokenBefore = sent.remove(0);
        messenger(2).tell(PEER, Lane.URGENT, message);
        spokenBefore[VERSION_AT] = 2;
        assertThat(sent.get(0)).as("in version 2").isEqualTo(spokenBefore);
    }

    @Test
    void shouldSurviveAnyBytes() {
        Messenger messenger = messenger(WireVersions.CURRENT.newest());
        messages().forEach(message -> messenger.tell(PEER, Lane.URGENT, message));
        Random random = new Random(4);
        for (int i = 0; i < 100_000; i++) {
            byte[] frame = sent.get(random.nextInt(sent.size())).clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                frame[22 + random.nextInt(frame.length - 22)] = (byte) random.nextInt();
            }
            messenger.receive(PEER, frame, 0, random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length);
        }
        assertThat(refused).contains(Refusal.BROKEN_BODY);
        assertThat(received).isNotEmpty();
    }

    private Messenger messenger(int version) {
        MessageRegistry.Builder registry = MessageRegistry.builder();
        GossipMessages.register(registry);
        SimNode node = world.addNode();
        Messenger messenger = new Messenger(
                node.endpoint(),
                registry.build(),
                (to, lane, frame) -> sent.add(frame),
                node.clock(),
                node.boot(),
                world.random("messenger"),
                new MessengerOptions(new WireVersions(1, version), 10, 1 << 20, false));
        messenger.listen(new WireListener() {
            @Override
            public void refused(Endpoint from, Refusal why) {
                refused.add(why);
            }

            @Override
            public void handlerFailed(Endpoint peer, RuntimeException failure) {
                throw failure;
            }
        });
        messages().forEach(message -> messenger.on(message.getClass(), in -> received.add(in.message())));
        return messenger;
    }

    private static String golden(String name) throws IOException {
        String path = "/golden/gossip/" + name + ".hex";
        try (InputStream in = GossipMessagesTest.class.getResourceAsStream(path)) {
            return in == null ? "no file " + path : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
