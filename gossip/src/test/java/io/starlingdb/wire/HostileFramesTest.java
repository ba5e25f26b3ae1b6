package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames to the byte, and what happens to those that are not as they should be: they are counted, and never thrown about. */
class HostileFramesTest {

    private static final Endpoint PEER = new Endpoint("peer", 1);
    private static final MessageRegistry REGISTRY =
            MessageRegistry.builder().register(7, Note.class, Note.CODEC).build();

    private final SimWorld world = new SimWorld(1);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Note> received = new ArrayList<>();
    private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);

    @Test
    void shouldKeepTheBytesOfFrames() {
        Messenger messenger = messenger(true);
        messenger.clusterTag(0x1122334455667788L);
        messenger.tell(PEER, Lane.BULK, new Note(5, ""));
        assertThat(hex(sent.get(0)))
                .isEqualTo("01" + "0102" + "0a" + "0007" + "1122334455667788" + "0000000000000000" + "00" + "05"
                        + "0fc4b18c");
        messenger.receive(PEER, sent.get(0));
        assertThat(received).containsExactly(new Note(5, ""));
    }

    @Test
    void shouldKeepTheBytesOfAFrameWithoutChecksum() {
        Messenger messenger = messenger(false);
        messenger.tell(PEER, Lane.REQUEST, new Note(300, ""));
        assertThat(hex(sent.get(0)))
                .isEqualTo("01" + "0102" + "04" + "0007" + "0000000000000000" + "0000000000000000" + "00" + "ac02");
    }

    @Test
    void shouldCarryTheDeadlineAndARequestIdInARequest() {
        Messenger messenger = messenger(false);
        messenger.request(PEER, Lane.URGENT, new Note(1, ""), 1_500_000, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {}

            @Override
            public void onFailure(Failure failure) {}
        });
        FrameHeader header = Frames.header(new WireReader(sent.get(0)));
        assertThat(header.remainingMicros()).isEqualTo(1_500);
        assertThat(header.requestId()).isNotZero();
        assertThat(header.lane()).isEqualTo(Lane.URGENT);
        assertThat(header.reply()).isFalse();
    }

    @Test
    void shouldRefuseEveryFrameThatIsCutShort() {
        for (boolean checksums : new boolean[] {true, false}) {
            Messenger messenger = messenger(checksums);
            messenger.tell(PEER, Lane.BULK, new Note(300, ""));
            byte[] frame = sent.get(sent.size() - 1);
            for (int length = 0; length < frame.length; length++) {
                messenger.receive(PEER, Arrays.copyOf(frame, length));
            }
        }
        assertThat(received).isEmpty();
    }

    @Test
    void shouldRefuseEveryFrameWithAFlippedBitThanksToItsChecksum() {
        Messenger messenger = messenger(true);
        messenger.tell(PEER, Lane.BULK, new Note(300, ""));
        byte[] frame = sent.get(0);
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            messenger.receive(PEER, flipped);
        }
        assertThat(received).isEmpty();
        assertThat(refused.get(Refusal.BROKEN_FRAME)).isGreaterThan(frame.length * 8 - 2);
    }

    @Test
    void shouldSurviveAnyBytes() {
        Messenger messenger = messenger(false);
        messenger.tell(PEER, Lane.BULK, new Note(300, "some text"));
        Random random = new Random(9);
        for (int i = 0; i < 200_000; i++) {
            byte[] frame = sent.get(0).clone();
            if (random.nextInt(4) == 0) {
                frame = new byte[random.nextInt(60)];
                random.nextBytes(frame);
            }
            for (int changes = random.nextInt(4); changes > 0 && frame.length > 0; changes--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            int end = random.nextInt(8) == 0 ? random.nextInt(frame.length + 1) : frame.length;
            messenger.receive(PEER, frame, 0, end);
        }
        assertThat(refused.keySet()).contains(Refusal.BROKEN_FRAME, Refusal.UNKNOWN_TYPE, Refusal.BROKEN_BODY);
        assertThat(refused.keySet()).contains(Refusal.WIRE_VERSION, Refusal.UNEXPECTED_REPLY);
    }

    @Test
    void shouldRefuseAFrameBeyondTheLimit() {
        Messenger messenger = messenger(false);
        messenger.receive(PEER, new byte[MessengerOptions.DEFAULTS.frameBytesMax() + 1]);
        assertThat(refused).containsOnlyKeys(Refusal.BROKEN_FRAME);
    }

    @Test
    void shouldRefuseAReplyFromSomebodyElseThanWasAsked() {
        Messenger messenger = messenger(false);
        List<Message> replies = new ArrayList<>();
        messenger.request(PEER, Lane.REQUEST, new Note(1, ""), 1_000_000, new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                replies.add(reply);
            }

            @Override
            public void onFailure(Failure failure) {
                throw new AssertionError(failure);
            }
        });
        byte[] forged = sent.get(0).clone();
        forged[3] |= 1; // the reply flag
        messenger.receive(new Endpoint("somebody-else", 1), forged);
        assertThat(replies).isEmpty();
        assertThat(refused).containsOnlyKeys(Refusal.UNEXPECTED_REPLY);
        messenger.receive(PEER, forged);
        messenger.receive(PEER, forged);
        assertThat(replies).hasSize(1);
        assertThat(refused).containsEntry(Refusal.UNEXPECTED_REPLY, 2);
    }

    private Messenger messenger(boolean checksums) {
        SimNode node = world.addNode();
        Messenger messenger = new Messenger(
                node.endpoint(),
                REGISTRY,
                (to, lane, frame) -> sent.add(frame),
                node.clock(),
                node.boot(),
                world.random("messenger"),
                new MessengerOptions(new WireVersions(1, 2), 100, 1 << 20, checksums));
        messenger.on(Note.class, in -> received.add(in.message()));
        messenger.listen(new WireListener() {
            @Override
            public void refused(Endpoint from, Refusal why) {
                refused.merge(why, 1, Integer::sum);
            }

            @Override
            public void handlerFailed(Endpoint peer, RuntimeException failure) {
                throw failure;
            }
        });
        return messenger;
    }

    private static String hex(byte[] frame) {
        return HexFormat.of().formatHex(frame);
    }
}
