package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.sim.FaultKind;
import io.starlingdb.sim.NetworkFaults;
import io.starlingdb.sim.SimNode;
import io.starlingdb.sim.SimScheduler;
import io.starlingdb.sim.SimWorld;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessengerTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final MessageRegistry REGISTRY =
            MessageRegistry.builder().register(7, Note.class, Note.CODEC).build();

    private final SimWorld world = new SimWorld(11);
    private final List<String> heard = new ArrayList<>();
    private final SimNode one = world.addNode();
    private final SimNode two = world.addNode();
    private final Messenger first = boot(one, MessengerOptions.DEFAULTS);

    @Test
    void shouldDeliverAMessageAndWhoSentIt() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> {
            heard.add(in.from() + " " + in.message().number());
            assertThat(in.expectsReply()).isFalse();
            assertThat(in.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
            assertThatThrownBy(() -> in.reply(new Note(1, ""))).isInstanceOf(IllegalStateException.class);
        });
        first.tell(two.endpoint(), Lane.BULK, new Note(5, ""));
        run(SECOND);
        assertThat(heard).containsExactly("n0:7000 5");
    }

    @Test
    void shouldAnswerARequestOnce() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> {
            in.reply(new Note(in.message().number() * 2, ""));
            assertThatThrownBy(() -> in.reply(new Note(0, ""))).isInstanceOf(IllegalStateException.class);
        });
        ask(21, SECOND);
        assertThat(heard).as("never inside the call").isEmpty();
        run(2 * SECOND);
        assertThat(heard).containsExactly("21: reply 42");
        assertThat(first.pendingRequests()).isZero();
    }

    @Test
    void shouldBringBackWhatWasDoneForATracedRequest() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> {
            TraceLog log = in.trace();
            assertThat(log).isNotNull();
            log.step("thinking");
            in.reply(new Note(in.message().number() * 2, ""));
        });
        TraceLog trace = new TraceLog(one.endpoint(), one.clock());
        first.request(two.endpoint(), Lane.REQUEST, new Note(21, ""), SECOND, trace, handler(21));
        run(2 * SECOND);
        assertThat(heard).containsExactly("21: reply 42");
        assertThat(trace.steps())
                .extracting(step -> step.source().host() + " " + step.activity())
                .containsExactly(
                        "n0 Sending Note to n1:7000",
                        "n1 Received Note from n0:7000",
                        "n1 thinking",
                        "n1 Replying Note",
                        "n0 Note to Note from n1:7000");
    }

    @Test
    void shouldSayInATraceThatNobodyReplied() {
        TraceLog trace = new TraceLog(one.endpoint(), one.clock());
        boot(two, MessengerOptions.DEFAULTS).on(Note.class, in -> {});
        first.request(two.endpoint(), Lane.REQUEST, new Note(21, ""), SECOND, trace, handler(21));
        run(2 * SECOND);
        assertThat(trace.steps())
                .element(1)
                .extracting(TraceStep::activity)
                .asString()
                .contains("TIMEOUT");
    }

    @Test
    void shouldKeepTheFormOfTracedMessages() {
        Traced request = new Traced(1, 7, new byte[] {1, 2, 3});
        TracedReply reply = new TracedReply(List.of(new TraceStep(new Endpoint("h", 7000), "a", 5)), request);
        WireWriter out = new WireWriter();
        new Traced.Codec().write(request, out, 1);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo("01000703010203");
        out.clear();
        new TracedReply.Codec().write(reply, out, 1);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo("01" + "0168" + "1b58" + "0161" + "05" + "01000703010203");
        TracedReply read = new TracedReply.Codec().read(new WireReader(out.toByteArray()), 1);
        assertThat(read.steps()).isEqualTo(reply.steps());
        assertThat(read.reply().body()).containsExactly(1, 2, 3);
    }

    @Test
    void shouldTellTheDeadlineInTheReceiversOwnTime() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> {
            long left = in.deadlineNanos() - two.clock().nanoTime();
            heard.add(left > 290 * MILLI && left <= 300 * MILLI ? "in time" : "left " + left);
        });
        ask(1, 300 * MILLI);
        run(100 * MILLI);
        assertThat(heard).containsExactly("in time");
    }

    @Test
    void shouldTimeOutWithinTenMilliseconds() {
        for (int i = 1; i <= 40; i++) {
            long timeout = i * 33 * MILLI;
            long begin = one.clock().nanoTime();
            first.request(two.endpoint(), Lane.REQUEST, new Note(i, ""), timeout, new ReplyHandler() {
                @Override
                public void onReply(Message reply) {
                    throw new AssertionError("nobody is there");
                }

                @Override
                public void onFailure(Failure failure) {
                    long late = one.clock().nanoTime() - begin - timeout;
                    heard.add(failure + (late >= 0 && late < 10 * MILLI ? "" : " off by " + late));
                }
            });
        }
        run(5 * SECOND);
        assertThat(heard).hasSize(40).allMatch("TIMEOUT"::equals);
    }

    @Test
    void shouldIgnoreAReplyAfterTheTimeoutAndNotMistakeItForAnother() {
        List<Inbound<Note>> held = new ArrayList<>();
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, held::add);
        ask(1, 100 * MILLI);
        run(99 * MILLI);
        world.network().faults(new NetworkFaults(0, 0, 0, 1, 500 * MILLI));
        held.get(0).reply(new Note(100, "")); // in time there, late here
        world.network().heal();
        run(50 * MILLI);
        ask(2, 5 * SECOND);
        run(SECOND);
        assertThat(heard).contains("1: TIMEOUT").noneMatch(line -> line.contains("reply 100"));
        held.get(1).reply(new Note(200, ""));
        run(SECOND);
        assertThat(heard).filteredOn(line -> !line.startsWith("refused")).containsExactly("1: TIMEOUT", "2: reply 200");
    }

    @Test
    void shouldNotSendAReplyThatNobodyWaitsForAnyMore() {
        List<Inbound<Note>> held = new ArrayList<>();
        boot(two, MessengerOptions.DEFAULTS).on(Note.class, held::add);
        ask(1, 100 * MILLI);
        run(SECOND);
        long frames = world.log().frames();
        held.get(0).reply(new Note(100, ""));
        run(SECOND);
        assertThat(world.log().frames()).isEqualTo(frames);
    }

    @Test
    void shouldRefuseOneRequestTooManyAtOnceButNotInsideTheCall() {
        Messenger bounded = boot(world.addNode(), MessengerOptions.DEFAULTS.withPendingMax(3));
        for (int i = 1; i <= 4; i++) {
            bounded.request(two.endpoint(), Lane.REQUEST, new Note(i, ""), SECOND, handler(i));
        }
        assertThat(heard).isEmpty();
        assertThat(bounded.pendingRequests()).isEqualTo(3);
        run(1);
        assertThat(heard).containsExactly("4: OVERLOADED");
        run(2 * SECOND);
        assertThat(heard).containsExactly("4: OVERLOADED", "1: TIMEOUT", "2: TIMEOUT", "3: TIMEOUT");
        bounded.request(two.endpoint(), Lane.REQUEST, new Note(5, ""), SECOND, handler(5));
        assertThat(bounded.pendingRequests()).isEqualTo(1);
    }

    @Test
    void shouldSayWhenARequestIsTooLargeToSend() {
        Messenger small = boot(
                world.addNode(),
                MessengerOptions.DEFAULTS.withFrameBytesMax(100).withVersions(new WireVersions(2, 2)));
        small.request(two.endpoint(), Lane.REQUEST, new Note(1, "x".repeat(200)), SECOND, handler(1));
        small.tell(two.endpoint(), Lane.REQUEST, new Note(1, "x".repeat(200)));
        run(1);
        assertThat(heard).containsExactly("1: UNSENDABLE");
        assertThat(small.pendingRequests()).isZero();
    }

    @Test
    void shouldCallBackExactlyOnceWhateverTheNetworkDoes() {
        for (long seed = 1; seed <= 10; seed++) {
            SimWorld bad = new SimWorld(seed);
            SimNode asker = bad.addNode();
            SimNode answerer = bad.addNode();
            Messenger asking = boot(asker, bad, MessengerOptions.DEFAULTS);
            boot(answerer, bad, MessengerOptions.DEFAULTS).on(Note.class, in -> in.reply(in.message()));
            bad.network().faults(new NetworkFaults(0.1, 0.1, 0.1, 0.1, 100 * MILLI));
            int[] calls = new int[3_000];
            for (int i = 0; i < calls.length; i++) {
                int number = i;
                asking.request(answerer.endpoint(), Lane.REQUEST, new Note(i, ""), 60 * MILLI, new ReplyHandler() {
                    @Override
                    public void onReply(Message reply) {
                        assertThat(((Note) reply).number()).isEqualTo(number);
                        calls[number]++;
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        calls[number]++;
                    }
                });
                bad.time().runFor(MILLI);
            }
            bad.time().runFor(SECOND);
            assertThat(calls).as("seed %d", seed).containsOnly(1);
            assertThat(asking.pendingRequests()).isZero();
            assertThat(bad.faults().of(FaultKind.DUPLICATE)).isPositive();
        }
    }

    @Test
    void shouldLoopMessagesToItselfBackWithoutTheNetwork() {
        first.on(Note.class, in -> in.reply(new Note(in.message().number() + 1, "")));
        first.request(one.endpoint(), Lane.REQUEST, new Note(1, ""), SECOND, handler(1));
        assertThat(heard).isEmpty();
        run(1);
        assertThat(heard).containsExactly("1: reply 2");
        assertThat(world.log().frames()).isZero();
    }

    @Test
    void shouldRefuseFramesOfAnotherClusterOnceBothAreFounded() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> heard.add("got " + in.message().number()));
        first.clusterTag(111);
        first.tell(two.endpoint(), Lane.URGENT, new Note(1, ""));
        second.clusterTag(0);
        run(SECOND);
        second.clusterTag(222);
        first.tell(two.endpoint(), Lane.URGENT, new Note(2, ""));
        run(SECOND);
        second.clusterTag(111);
        first.tell(two.endpoint(), Lane.URGENT, new Note(3, ""));
        run(SECOND);
        assertThat(heard).containsExactly("got 1", "refused OTHER_CLUSTER", "got 3");
    }

    @Test
    void shouldSpeakTheNewestVersionThatBothKnowOnceTheyHaveMet() {
        SimNode newer = world.addNode();
        Messenger newest = boot(newer, MessengerOptions.DEFAULTS.withVersions(new WireVersions(1, 3)));
        Messenger second = boot(two, MessengerOptions.DEFAULTS.withVersions(new WireVersions(1, 2)));
        second.on(Note.class, in -> {
            heard.add(in.message().text());
            if (in.expectsReply()) {
                in.reply(new Note(1, "answer"));
            }
        });
        newest.request(two.endpoint(), Lane.REQUEST, new Note(1, "first"), SECOND, handler(1));
        run(SECOND);
        newest.tell(two.endpoint(), Lane.REQUEST, new Note(1, "second"));
        run(SECOND);
        assertThat(heard)
                .as("the first is in the oldest version, which has no text")
                .containsExactly("", "1: reply 1 answer", "second");
    }

    @Test
    void shouldLearnFromARefusalWhichVersionsThePeerSpeaks() {
        SimNode newer = world.addNode();
        Messenger newest = boot(newer, MessengerOptions.DEFAULTS.withVersions(new WireVersions(3, 4)));
        newest.on(Note.class, in -> in.reply(new Note(9, "")));
        Messenger middle = boot(two, MessengerOptions.DEFAULTS.withVersions(new WireVersions(1, 3)));
        middle.request(newer.endpoint(), Lane.REQUEST, new Note(1, ""), 100 * MILLI, handler(1));
        run(SECOND);
        middle.request(newer.endpoint(), Lane.REQUEST, new Note(2, ""), 100 * MILLI, handler(2));
        run(SECOND);
        first.request(newer.endpoint(), Lane.REQUEST, new Note(3, ""), 100 * MILLI, handler(3));
        run(SECOND);
        first.request(newer.endpoint(), Lane.REQUEST, new Note(4, ""), 100 * MILLI, handler(4));
        run(SECOND);
        assertThat(heard)
                .containsExactly(
                        "refused WIRE_VERSION",
                        "1: TIMEOUT",
                        "2: reply 9",
                        "refused WIRE_VERSION",
                        "3: TIMEOUT",
                        "4: UNSENDABLE");
    }

    @Test
    void shouldReportAHandlerThatFailsAndGoOn() {
        Messenger second = boot(two, MessengerOptions.DEFAULTS);
        second.on(Note.class, in -> {
            if (in.message().number() == 1) {
                throw new IllegalArgumentException("a bug");
            }
            heard.add("got " + in.message().number());
        });
        first.tell(two.endpoint(), Lane.REQUEST, new Note(1, ""));
        first.tell(two.endpoint(), Lane.REQUEST, new Note(2, ""));
        run(SECOND);
        assertThat(heard).containsExactly("failed a bug", "got 2");
    }

    @Test
    void shouldRefuseASecondHandlerAndAnUnknownType() {
        first.on(Note.class, in -> {});
        assertThatThrownBy(() -> first.on(Note.class, in -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.tell(two.endpoint(), Lane.BULK, new Unknown()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.request(two.endpoint(), Lane.BULK, new Unknown(), SECOND, handler(1)))
                .isInstanceOf(IllegalArgumentException.class);
        run(2 * SECOND);
        assertThat(heard).as("who gets an exception gets no call").isEmpty();
    }

    private void ask(long number, long timeoutNanos) {
        first.request(two.endpoint(), Lane.REQUEST, new Note(number, ""), timeoutNanos, handler(number));
    }

    private void run(long nanos) {
        world.time().runFor(nanos);
    }

    private ReplyHandler handler(long number) {
        return new ReplyHandler() {
            @Override
            public void onReply(Message reply) {
                Note note = (Note) reply;
                heard.add((number + ": reply " + note.number() + " " + note.text()).strip());
            }

            @Override
            public void onFailure(Failure failure) {
                heard.add(number + ": " + failure);
            }
        };
    }

    private Messenger boot(SimNode node, MessengerOptions options) {
        return boot(node, world, options);
    }

    private Messenger boot(SimNode node, SimWorld in, MessengerOptions options) {
        SimScheduler scheduler = node.boot();
        Messenger messenger = new Messenger(
                node.endpoint(), REGISTRY, node.transport(), node.clock(), scheduler, in.random("messenger"), options);
        messenger.listen(new WireListener() {
            @Override
            public void refused(Endpoint from, Refusal why) {
                heard.add("refused " + why);
            }

            @Override
            public void handlerFailed(Endpoint peer, RuntimeException failure) {
                heard.add("failed " + failure.getMessage());
            }
        });
        node.onFrame(messenger::receive);
        return messenger;
    }

    private record Unknown() implements Message {}
}
