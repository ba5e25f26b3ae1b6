package io.starlingdb.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core alone, its time advanced by hand. */
class SwimTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final NodeId SELF = new NodeId(0, 1);
    private static final NodeId PEER = new NodeId(0, 2);
    private static final NodeId THIRD = new NodeId(0, 3);
    private static final Endpoint HERE = new Endpoint("here", 1);
    private static final Endpoint THERE = new Endpoint("there", 1);
    private static final Endpoint YONDER = new Endpoint("yonder", 1);

    private final Swim swim = new Swim(new Self(SELF, HERE, 7), GossipOptions.DEFAULTS, new Random(1));
    private long now;

    @BeforeEach
    void start() {
        swim.start(List.of(), now);
        receive(THERE, new News(PEER, List.of(alive(PEER, THERE), alive(THIRD, YONDER))));
        swim.outbox().takeSends();
    }

    @Test
    void shouldAcknowledgeAPingWithItsNumber() {
        receive(THERE, new Ping(PEER, 42, SELF, List.of()));
        assertThat(sent(Ack.class)).singleElement().satisfies(ack -> {
            assertThat(ack.sequence()).isEqualTo(42);
            assertThat(ack.present()).isEqualTo(SELF);
        });
    }

    @Test
    void shouldAskOthersBeforeItSuspects() {
        Ping ping = nextPing();
        Endpoint silent = ping.target().equals(PEER) ? THERE : YONDER;
        Endpoint helper = ping.target().equals(PEER) ? YONDER : THERE;
        List<Outbox.Send> sends = new ArrayList<>();
        while (swim.member(ping.target()).isAlive()) {
            for (Outbox.Send send : step()) {
                sends.add(send);
                if (send.message() instanceof Ping other && !other.target().equals(ping.target())) {
                    receive(send.to(), new Ack(other.target(), other.sequence(), other.target(), List.of()));
                }
            }
        }
        assertThat(sends)
                .anyMatch(send -> send.to().equals(helper)
                        && send.message() instanceof PingReq request
                        && request.endpoint().equals(silent)
                        && request.sequence() == ping.sequence());
        assertThat(swim.member(ping.target()).liveness()).isEqualTo(Liveness.SUSPECT);
    }

    @Test
    void shouldBeContentWithAnIndirectAnswer() {
        Ping ping = nextPing();
        runAnsweringAllBut(ping.target(), 400 * MILLI);
        receive(THERE, new Ack(other(ping.target()), ping.sequence(), ping.target(), List.of()));
        runAnsweringAllBut(ping.target(), 200 * MILLI);
        assertThat(swim.member(ping.target()).isAlive()).isTrue();
    }

    @Test
    void shouldSuspectAtOnceWhereAnotherNodeAnswers() {
        Ping ping = nextPing();
        receive(THERE, new Ack(new NodeId(9, 9), ping.sequence(), new NodeId(9, 9), List.of()));
        assertThat(swim.member(ping.target()).liveness()).isEqualTo(Liveness.SUSPECT);
    }

    @Test
    void shouldPingForOthersAndSayWhenItGetsNoAnswer() {
        receive(THERE, new PingReq(PEER, 77, THIRD, YONDER, List.of()));
        Outbox.Send relayed = swim.outbox().takeSends().get(0);
        assertThat(relayed.to()).isEqualTo(YONDER);
        Ping ping = (Ping) relayed.message();
        assertThat(ping.target()).isEqualTo(THIRD);

        List<Outbox.Send> sends = runAnsweringAllBut(THIRD, 250 * MILLI);
        assertThat(sends)
                .anyMatch(send -> send.to().equals(THERE) && send.message().equals(new Nack(SELF, 77)));

        receive(YONDER, new Ack(THIRD, ping.sequence(), THIRD, List.of()));
        assertThat(sent(Ack.class)).singleElement().satisfies(ack -> {
            assertThat(ack.sequence()).isEqualTo(77);
            assertThat(ack.present()).isEqualTo(THIRD);
        });
    }

    @Test
    void shouldRefuteWithAHigherIncarnationAndDoubtItself() {
        long before = swim.self().incarnation();
        receive(THERE, new News(PEER, List.of(self(before, Liveness.SUSPECT))));
        assertThat(swim.self().incarnation()).isEqualTo(before + 1);
        assertThat(swim.doubt()).isEqualTo(1);
        receive(THERE, new News(PEER, List.of(self(before, Liveness.DEAD))));
        assertThat(swim.self().incarnation()).as("that was refuted already").isEqualTo(before + 1);
    }

    @Test
    void shouldTellWhoeverItSuspectsSoWithEveryAnswer() {
        receive(YONDER, new News(THIRD, List.of(said(PEER, Liveness.SUSPECT))));
        for (int i = 0; i < 50; i++) {
            receive(THERE, new Ping(PEER, i, SELF, List.of()));
            assertThat(sent(Ack.class))
                    .singleElement()
                    .satisfies(ack -> assertThat(ack.news())
                            .anyMatch(state -> state.id().equals(PEER) && state.liveness() == Liveness.SUSPECT));
        }
    }

    @Test
    void shouldNotJudgeByDeadlinesThatPassedWhileItStoodStill() {
        Ping ping = nextPing();
        receive(YONDER, new News(THIRD, List.of(said(other(ping.target()), Liveness.SUSPECT))));
        now += 30 * SECOND;
        swim.tick(now);
        assertThat(swim.member(ping.target()).isAlive()).isTrue();
        assertThat(swim.member(other(ping.target())).liveness()).isEqualTo(Liveness.SUSPECT);
        assertThat(swim.doubt()).isPositive();
    }

    @Test
    void shouldGiveASuspectTheMaximumUnlessASecondNodeConfirms() {
        receive(YONDER, new News(THIRD, List.of(said(PEER, Liveness.SUSPECT))));
        runAnsweringAllBut(SELF, 4_900 * MILLI);
        assertThat(swim.member(PEER).liveness()).isEqualTo(Liveness.SUSPECT);
        runAnsweringAllBut(SELF, 200 * MILLI);
        assertThat(swim.member(PEER).liveness()).isEqualTo(Liveness.DEAD);
    }

    @Test
    void shouldGiveASuspectTheMinimumOnceASecondNodeConfirmed() {
        receive(YONDER, new News(THIRD, List.of(said(PEER, Liveness.SUSPECT))));
        runAnsweringAllBut(PEER, 2_400 * MILLI);
        assertThat(swim.member(PEER).liveness()).isEqualTo(Liveness.SUSPECT);
        runAnsweringAllBut(PEER, 200 * MILLI);
        assertThat(swim.member(PEER).liveness()).isEqualTo(Liveness.DEAD);
    }

    @Test
    void shouldStopProbingAndAnsweringOnceItHasLeft() {
        swim.leave();
        assertThat(sent(News.class))
                .hasSize(2)
                .allSatisfy(goodbye -> assertThat(goodbye.news())
                        .anyMatch(state ->
                                state.id().equals(SELF) && state.liveness() == Liveness.DEAD && state.isByItself()));
        receive(THERE, new Ping(PEER, 1, SELF, List.of(self(swim.self().incarnation(), Liveness.SUSPECT))));
        assertThat(swim.outbox().takeSends()).isEmpty();
        assertThat(swim.nextTickNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldIgnoreRepeatedAndStrayAnswers() {
        Ping ping = nextPing();
        Ack ack = new Ack(ping.target(), ping.sequence(), ping.target(), List.of());
        receive(THERE, ack);
        receive(THERE, ack);
        receive(THERE, new Ack(PEER, 123_456, THIRD, List.of()));
        receive(THERE, new Nack(PEER, 123_456));
        assertThat(swim.members()).allMatch(Member::isAlive);
    }

    @Test
    void shouldContactAStranger() {
        Endpoint nowhere = new Endpoint("nowhere", 1);
        receive(nowhere, new Ping(new NodeId(0, 99), 1, SELF, List.of()));
        assertThat(swim.outbox().takeSends())
                .anyMatch(send -> send.to().equals(nowhere) && send.message() instanceof PushPull);
    }

    @Test
    void shouldGiveUpAStrangerThatDoesNotAnswerButNeverASeed() {
        Endpoint stranger = new Endpoint("stranger", 1);
        Endpoint seed = new Endpoint("seed", 1);
        swim.contact(List.of(seed), now);
        receive(stranger, new Ping(new NodeId(0, 99), 1, SELF, List.of()));
        List<Outbox.Send> sends = new ArrayList<>(swim.outbox().takeSends());
        sends.addAll(runAnsweringAllBut(SELF, 60 * SECOND));
        assertThat(sends.stream()
                        .filter(send ->
                                send.message() instanceof PushPull && send.to().equals(stranger)))
                .hasSize(10);
        assertThat(sends.stream()
                        .filter(send ->
                                send.message() instanceof PushPull && send.to().equals(seed)))
                .hasSizeGreaterThan(50);
    }

    @Test
    void shouldAskASeedAgainWhereItKnowsNoMemberAnyMore() {
        Endpoint alias = new Endpoint("alias-of-there", 1);
        swim.contact(List.of(alias, THERE), now);
        for (Outbox.Send send : swim.outbox().takeSends()) {
            PushPull request = (PushPull) send.message();
            receive(THERE, new PushPull(PEER, request.sequence(), true, List.of(alive(PEER, THERE))));
        }
        List<Outbox.Send> sends = runAnsweringAllBut(SELF, 60 * SECOND);
        assertThat(sends.stream().filter(send -> send.to().equals(alias)))
                .as("nobody announces that endpoint")
                .hasSizeBetween(3, 100);
    }

    @Test
    void shouldFindThatASeedIsItself() {
        Endpoint alias = new Endpoint("alias-of-here", 1);
        swim.contact(List.of(HERE, alias), now);
        Outbox.Send only = swim.outbox().takeSends().get(0);
        assertThat(only.to()).isEqualTo(alias);
        receive(HERE, only.message());
        assertThat(swim.outbox().takeSends()).isEmpty();
        assertThat(swim.outbox().takeEvents()).as("no conflict with itself").hasSize(4); // two members and their facts
        assertThat(runAnsweringAllBut(SELF, 60 * SECOND))
                .noneMatch(send -> send.to().equals(alias));
    }

    @Test
    void shouldProbeMoreSlowlyAndPatientlyWhileItDoubtsItself() {
        long calm = pingsIn(10 * SECOND);
        for (int i = 0; i < 4; i++) {
            receive(THERE, new News(PEER, List.of(self(swim.self().incarnation(), Liveness.SUSPECT))));
        }
        assertThat(swim.doubt()).isEqualTo(4);
        long doubting = pingsIn(SECOND);
        assertThat(doubting).isLessThan(calm / 10);
        runAnsweringAllBut(SELF, 10 * SECOND);
        assertThat(swim.doubt()).as("answers restore its confidence").isZero();
        assertThat(pingsIn(10 * SECOND)).isBetween(calm - 1, calm + 1);
    }

    @Test
    void shouldDoubtItselfWhenHelpersAreSilentTooAndNotWhenTheySayThatTheyAreThere() {
        Ping first = nextPing();
        receive(THERE, new Nack(other(first.target()), first.sequence()));
        runAnsweringAllBut(first.target(), 700 * MILLI);
        assertThat(swim.member(first.target()).liveness()).isEqualTo(Liveness.SUSPECT);
        assertThat(swim.doubt()).isZero();
        Swim alone = new Swim(new Self(SELF, HERE, 7), GossipOptions.DEFAULTS, new Random(1));
        alone.start(List.of(), 0);
        alone.receive(THERE, new News(PEER, List.of(alive(PEER, THERE), alive(THIRD, YONDER))), 0);
        for (long time = 0; time < SECOND; time = alone.nextTickNanos()) {
            alone.tick(time);
        }
        assertThat(alone.doubt()).isPositive();
    }

    private long pingsIn(long nanos) {
        return runAnsweringAllBut(SELF, nanos).stream()
                .filter(send -> send.message() instanceof Ping)
                .count();
    }

    private Ping nextPing() {
        while (true) {
            for (Outbox.Send send : step()) {
                if (send.message() instanceof Ping ping) {
                    return ping;
                }
            }
        }
    }

    /** Goes on for so long; members acknowledge at once, but for one. */
    private List<Outbox.Send> runAnsweringAllBut(NodeId silent, long nanos) {
        List<Outbox.Send> all = new ArrayList<>();
        long end = now + nanos;
        while (swim.nextTickNanos() <= end) {
            for (Outbox.Send send : step()) {
                all.add(send);
                if (send.message() instanceof Ping ping && !ping.target().equals(silent)) {
                    receive(send.to(), new Ack(ping.target(), ping.sequence(), ping.target(), List.of()));
                }
            }
        }
        now = end;
        return all;
    }

    private List<Outbox.Send> step() {
        now = Math.max(now, swim.nextTickNanos());
        swim.tick(now);
        return swim.outbox().takeSends();
    }

    private void receive(Endpoint from, GossipMessage message) {
        swim.receive(from, message, now);
    }

    private <M extends GossipMessage> List<M> sent(Class<M> type) {
        return swim.outbox().takeSends().stream()
                .map(Outbox.Send::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static NodeId other(NodeId id) {
        return id.equals(PEER) ? THIRD : PEER;
    }

    private static MemberState alive(NodeId id, Endpoint endpoint) {
        return new MemberState(id, endpoint, Member.firstIncarnation(1), Liveness.ALIVE, id, 0, Facts.ofStart(1));
    }

    private static MemberState said(NodeId id, Liveness liveness) {
        return alive(id, id.equals(PEER) ? THERE : YONDER).as(liveness, THIRD);
    }

    private static MemberState self(long incarnation, Liveness liveness) {
        return new MemberState(SELF, HERE, incarnation, liveness, PEER, 0, Facts.ofStart(7));
    }
}
