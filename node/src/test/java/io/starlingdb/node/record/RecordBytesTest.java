package io.starlingdb.node.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Accepted;
import io.starlingdb.node.paxos.Acceptor;
import io.starlingdb.node.paxos.Ballot;
import io.starlingdb.node.record.RecordMessage.Accept;
import io.starlingdb.node.record.RecordMessage.Acceptance;
import io.starlingdb.node.record.RecordMessage.Await;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Founder;
import io.starlingdb.node.record.RecordMessage.FounderQuery;
import io.starlingdb.node.record.RecordMessage.Known;
import io.starlingdb.node.record.RecordMessage.Prepare;
import io.starlingdb.node.record.RecordMessage.Promise;
import io.starlingdb.node.record.RecordMessage.Reason;
import io.starlingdb.node.record.RecordMessage.Refusal;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.ClusterRecordCodec;
import io.starlingdb.node.ring.Leftover;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.Move;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.ring.Transition.Completion;
import io.starlingdb.node.ring.TransitionPhase;
import io.starlingdb.node.ring.Transitions;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimWorld;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.MessageRegistry;
import io.starlingdb.wire.Messenger;
import io.starlingdb.wire.MessengerOptions;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireVersions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and stored forms to the byte, in {@code golden/record}. A changed byte is a changed protocol or format. */
class RecordBytesTest {
    private static final Endpoint PEER = new Endpoint("10.0.0.9", 7000);
    private static final NodeId ONE = NodeId.parse("00000000-0000-4000-8000-000000000001");
    private static final NodeId TWO = NodeId.parse("00000000-0000-4000-8000-000000000002");
    private static final NodeId GONE = NodeId.parse("00000000-0000-4000-8000-000000000003");
    private static final Ballot BALLOT = new Ballot(300, ONE, 1_795_392_000_000_000L);
    private static final ClusterRecord RECORD = record();

    private static final ClusterRecord MOVING = RECORD.with(new Transitions(
            List.of(
                    new Transition(
                            290, new Move.Join(TWO), TransitionPhase.READ_NEW, 295, List.of(new Completion(TWO, 77))),
                    new Transition(291, new Move.Decommission(ONE), TransitionPhase.WRITE_BOTH, 291, List.of()),
                    new Transition(292, new Move.Remove(List.of(ONE)), TransitionPhase.WRITE_BOTH, 292, List.of()),
                    new Transition(293, new Move.Replace(TWO, ONE), TransitionPhase.WRITE_BOTH, 293, List.of()),
                    new Transition(
                            294,
                            new Move.Rebalance(new TreeMap<>(Map.of(ONE, List.of(1L << 48, 3L << 48)))),
                            TransitionPhase.WRITE_BOTH,
                            294,
                            List.of()),
                    new Transition(
                            296,
                            new Move.Replicate("k", Replication.networkTopology(Map.of("north", 2))),
                            TransitionPhase.WRITE_BOTH,
                            296,
                            List.of())),
            List.of(new Leftover(ONE, 280)),
            296));

    private static final ClusterRecord REMOVING = RECORD.with(new Transitions(
            List.of(new Transition(
                    291, new Move.Remove(List.of(ONE, TWO)), TransitionPhase.READ_NEW, 292, List.of(), List.of(GONE))),
            List.of(),
            292));

    private final List<byte[]> sent = new ArrayList<>();
    private final List<Message> received = new ArrayList<>();

    private static ClusterRecord record() {
        Roster roster = Roster.EMPTY
                .with(new RecordMember(
                        1,
                        ONE,
                        -1,
                        new Endpoint("10.0.0.1", 7000),
                        new Location("north", "r1"),
                        NodeStatus.NORMAL,
                        List.of(1L << 48, -(1L << 60))))
                .with(new RecordMember(
                        2,
                        TWO,
                        77,
                        new Endpoint("fd00::2", 7001),
                        new Location("süd", "r2"),
                        NodeStatus.JOINING,
                        List.of()))
                .with(new RecordMember(
                        3,
                        GONE,
                        5,
                        new Endpoint("10.0.0.3", 7000),
                        new Location("north", "r1"),
                        NodeStatus.NORMAL,
                        List.of()))
                .without(GONE);
        Schema schema = new CreateKeyspace("k", Replication.simple(2), true, false).applyTo(Schema.EMPTY);
        return new ClusterRecord(
                300,
                UUID.fromString("11111111-2222-4333-8444-555555555555"),
                "golden",
                roster,
                schema,
                List.of(new ChangeId(ONE, 9, 1), new ChangeId(TWO, 10, 200)));
    }

    static List<RecordMessage> messages() {
        return List.of(
                new Prepare(301, BALLOT, TWO),
                new Promise(TWO, new Accepted<>(BALLOT, RECORD)),
                new Accept(301, BALLOT, TWO, RECORD),
                new Acceptance(TWO),
                new Refusal(TWO, Reason.PROMISED_HIGHER, BALLOT),
                new Fetch(),
                new Update(RECORD),
                new FounderQuery(),
                new Founder(ONE, -1, new Endpoint("10.0.0.1", 7000), new Location("north", "r1"), 16, "golden"),
                new Await(301),
                new Known());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldKeepTheBytesOfItsMessages(RecordMessage message) throws IOException {
        Messenger messenger = messenger();
        messenger.tell(PEER, Lane.REQUEST, message);
        String name = message.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ".v1";
        assertThat(HexFormat.of().formatHex(sent.get(0))).as(name).isEqualTo(golden(name));
        messenger.receive(PEER, HexFormat.of().parseHex(golden(name)));
        assertThat(received).containsExactly(message);
    }

    @Test
    void shouldKeepTheBytesOfWhatItStores() throws IOException {
        StoredVote vote = new StoredVote(301, new Acceptor<>(BALLOT, new Accepted<>(BALLOT, RECORD)));
        StoredForms.Identity identity = new StoredForms.Identity(-2, 1_795_392_000_000_000L);
        assertThat(HexFormat.of().formatHex(StoredForms.record(RECORD))).isEqualTo(golden("stored-record.v1"));
        assertThat(HexFormat.of().formatHex(StoredForms.record(MOVING))).isEqualTo(golden("stored-record.v2"));
        assertThat(StoredForms.record(stored("stored-record.v2"))).isEqualTo(MOVING);
        assertThat(HexFormat.of().formatHex(StoredForms.record(REMOVING)))
                .isEqualTo(golden("stored-record-removal.v2"));
        assertThat(StoredForms.record(stored("stored-record-removal.v2"))).isEqualTo(REMOVING);
        assertThat(HexFormat.of().formatHex(StoredForms.vote(vote))).isEqualTo(golden("stored-vote.v1"));
        assertThat(HexFormat.of().formatHex(StoredForms.identity(identity))).isEqualTo(golden("stored-identity.v1"));
        assertThat(StoredForms.record(stored("stored-record.v1"))).isEqualTo(RECORD);
        assertThat(StoredForms.vote(stored("stored-vote.v1"))).isEqualTo(vote);
        assertThat(StoredForms.identity(stored("stored-identity.v1"))).isEqualTo(identity);
    }

    @Test
    void shouldRefuseDamagedFiles() {
        byte[] whole = StoredForms.record(RECORD);
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            assertThatThrownBy(() -> StoredForms.record(damaged)).isInstanceOf(WireException.class);
        }
        assertThatThrownBy(() -> StoredForms.record(new byte[3])).isInstanceOf(WireException.class);
    }

    @Test
    void shouldTakeNoRecordThatCannotBe() {
        RecordMember member = RECORD.members().get(0);
        Roster twice = new Roster(List.of(member, member), List.of(1), 2, List.of());
        Roster strangerVotes = new Roster(List.of(member), List.of(9), 10, List.of());
        Roster returned = new Roster(List.of(member), List.of(1), 2, List.of(ONE));
        for (Roster broken : List.of(twice, strangerVotes, returned)) {
            byte[] bytes = ClusterRecordCodec.encode(RECORD.with(broken));
            assertThatThrownBy(() -> ClusterRecordCodec.decode(bytes)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void shouldSurviveAnyBytes() {
        byte[] whole = ClusterRecordCodec.encode(MOVING);
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] broken = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                ClusterRecordCodec.decode(broken);
            } catch (WireException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private Messenger messenger() {
        MessageRegistry.Builder registry = MessageRegistry.builder();
        RecordMessages.register(registry);
        SimWorld world = new SimWorld(1);
        SimNode node = world.addNode();
        Messenger messenger = new Messenger(
                node.endpoint(),
                registry.build(),
                (to, lane, frame) -> sent.add(frame),
                node.clock(),
                node.boot(),
                world.random("messenger"),
                MessengerOptions.DEFAULTS.withVersions(new WireVersions(1, 1)));
        messages().forEach(message -> messenger.on(message.getClass(), in -> received.add(in.message())));
        return messenger;
    }

    private static byte[] stored(String name) throws IOException {
        return HexFormat.of().parseHex(golden(name));
    }

    private static String golden(String name) throws IOException {
        String path = "/golden/record/" + name + ".hex";
        try (InputStream in = RecordBytesTest.class.getResourceAsStream(path)) {
            return in == null ? "no file " + path : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
