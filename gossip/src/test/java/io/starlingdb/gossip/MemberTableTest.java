package io.starlingdb.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of merging, apart from time and messages. */
class MemberTableTest {

    private static final long SECOND = 1_000_000_000L;
    private static final NodeId SELF = new NodeId(0, 1);
    private static final Endpoint HERE = new Endpoint("here", 1);

    @Test
    void shouldComeToOneViewInWhateverOrderNewsArrive() {
        for (int seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            List<MemberState> news = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                news.add(randomState(random));
            }
            List<Member> first = viewAfter(news);
            for (int shuffle = 0; shuffle < 20; shuffle++) {
                List<MemberState> other = new ArrayList<>(news);
                other.addAll(news.subList(0, random.nextInt(news.size()))); // some arrive twice
                Collections.shuffle(other, random);
                assertThat(viewAfter(other)).as("seed %d", seed).isEqualTo(first);
            }
        }
    }

    @Test
    void shouldHoldTheLatestIncarnationAndInItTheWorst() {
        MemberTable table = table();
        NodeId id = new NodeId(0, 5);
        assertThat(after(table, id, 3, Liveness.ALIVE)).isEqualTo(Liveness.ALIVE);
        assertThat(after(table, id, 2, Liveness.DEAD)).as("old news").isEqualTo(Liveness.ALIVE);
        assertThat(after(table, id, 3, Liveness.SUSPECT)).isEqualTo(Liveness.SUSPECT);
        assertThat(after(table, id, 3, Liveness.ALIVE))
                .as("not refuted by itself")
                .isEqualTo(Liveness.SUSPECT);
        assertThat(after(table, id, 4, Liveness.ALIVE)).as("refuted").isEqualTo(Liveness.ALIVE);
        assertThat(after(table, id, 4, Liveness.DEAD)).isEqualTo(Liveness.DEAD);
        assertThat(after(table, id, 4, Liveness.SUSPECT)).isEqualTo(Liveness.DEAD);
        assertThat(after(table, id, 5, Liveness.SUSPECT))
                .as("it lived after that")
                .isEqualTo(Liveness.SUSPECT);
    }

    @Test
    void shouldPickEachMemberEquallyOften() {
        MemberTable table = table();
        for (int i = 2; i < 12; i++) {
            table.merge(state(new NodeId(0, i), 1, Liveness.ALIVE), false, 0);
        }
        int[] picked = new int[12];
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            List<MemberEntry> chosen = table.pick(3, entry -> true, random);
            assertThat(chosen).hasSize(3).doesNotHaveDuplicates();
            chosen.forEach(entry -> picked[(int) entry.id.low()]++);
        }
        for (int i = 2; i < 12; i++) {
            assertThat(picked[i]).isBetween(2_800, 3_200);
        }
        assertThat(table.pick(99, entry -> true, random)).hasSize(10);
    }

    @Test
    void shouldPickAmongTheLivingAsIfItLookedAtAll() {
        for (int seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            MemberTable table = table();
            for (int i = random.nextInt(30); i > 0; i--) {
                table.merge(randomState(random), false, 0);
            }
            int count = random.nextInt(12);
            assertThat(table.pickLiving(count, new Random(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(table.pick(count, entry -> !entry.isDead(), new Random(seed)));
        }
    }

    @Test
    void shouldShrinkASuspicionWithEachConfirmation() {
        GossipOptions.Suspicion options = new GossipOptions.Suspicion(2 * SECOND, 10 * SECOND);
        SuspicionTimer timer = new SuspicionTimer(options, new NodeId(0, 2), 5, SECOND);
        assertThat(timer.deadlineNanos()).isEqualTo(11 * SECOND);
        assertThat(timer.confirm(new NodeId(0, 2))).as("the same node again").isFalse();
        assertThat(timer.confirm(new NodeId(0, 3))).isTrue();
        assertThat(timer.deadlineNanos()).isBetween(5 * SECOND, 7 * SECOND);
        assertThat(timer.confirm(new NodeId(0, 4))).isTrue();
        assertThat(timer.deadlineNanos()).isEqualTo(3 * SECOND);
        assertThat(timer.confirm(new NodeId(0, 5))).as("more than can matter").isFalse();
        timer.shift(SECOND);
        assertThat(timer.deadlineNanos()).isEqualTo(4 * SECOND);
    }

    @Test
    void shouldTellOthersOfEachConfirmationOnce() {
        NewsQueue news = new NewsQueue(3);
        MemberTable table = new MemberTable(new Self(SELF, HERE, 1), GossipOptions.DEFAULTS, news, new Outbox());
        for (int i = 2; i < 6; i++) {
            table.merge(state(new NodeId(0, i), 1, Liveness.ALIVE), false, 0);
        }
        MemberState suspect = state(new NodeId(0, 2), 1, Liveness.SUSPECT);
        table.merge(suspect.as(Liveness.SUSPECT, new NodeId(0, 3)), false, 0);
        MemberEntry entry = table.get(new NodeId(0, 2));
        assertThat(entry).isNotNull();
        table.suspect(entry, 0);
        assertThat(news.take(4))
                .anyMatch(state -> state.id().equals(entry.id) && state.by().equals(SELF));
        while (!news.isEmpty()) {
            news.take(4);
        }
        table.suspect(entry, 0);
        table.merge(suspect.as(Liveness.SUSPECT, new NodeId(0, 3)), false, 0);
        assertThat(news.isEmpty()).as("known already").isTrue();
    }

    @Test
    void shouldGiveTheMinimumWhereNobodyElseCouldConfirm() {
        GossipOptions.Suspicion options = new GossipOptions.Suspicion(2 * SECOND, 10 * SECOND);
        assertThat(new SuspicionTimer(options, SELF, 0, 0).deadlineNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void shouldTellEachPieceOfNewsABoundedNumberOfTimesFreshOnesFirst() {
        NewsQueue news = new NewsQueue(3);
        MemberState old = state(new NodeId(0, 2), 1, Liveness.ALIVE);
        MemberState fresh = state(new NodeId(0, 3), 1, Liveness.DEAD);
        news.add(old);
        assertThat(news.take(7)).containsExactly(old);
        news.add(fresh);
        assertThat(news.take(7)).containsExactly(fresh, old);
        int told = 0;
        while (!news.isEmpty()) {
            told += news.take(7).size();
        }
        assertThat(told).isEqualTo(2 * 3 * 3 - 3); // nine times each, for seven nodes
    }

    @Test
    void shouldTellOnlyTheLatestAboutAMember() {
        NewsQueue news = new NewsQueue(3);
        news.add(state(new NodeId(0, 2), 1, Liveness.ALIVE));
        news.take(3);
        MemberState later = state(new NodeId(0, 2), 1, Liveness.SUSPECT);
        news.add(later);
        assertThat(news.take(3)).containsExactly(later);
    }

    @Test
    void shouldBoundTheNewsOfOneMessage() {
        NewsQueue news = new NewsQueue(3);
        for (int i = 0; i < 100; i++) {
            news.add(state(new NodeId(1, i), 1, Liveness.ALIVE));
        }
        assertThat(news.take(100)).hasSize(NewsQueue.PER_MESSAGE_MAX);
    }

    private static List<Member> viewAfter(List<MemberState> news) {
        MemberTable table = table();
        for (MemberState state : news) {
            assertThat(table.merge(state, false, SECOND)).isNull();
        }
        return table.entries().stream().map(MemberEntry::member).toList();
    }

    private static Liveness after(MemberTable table, NodeId id, long incarnation, Liveness liveness) {
        table.merge(state(id, incarnation, liveness), false, 0);
        MemberEntry entry = table.get(id);
        if (entry == null) {
            throw new AssertionError("unknown");
        }
        return entry.liveness;
    }

    private static MemberTable table() {
        return new MemberTable(new Self(SELF, HERE, 1), GossipOptions.DEFAULTS, new NewsQueue(3), new Outbox());
    }

    /** As nodes would say it: facts of one version are the same whoever tells them. */
    private static MemberState randomState(Random random) {
        NodeId id = new NodeId(0, 2 + random.nextInt(3));
        int version = random.nextInt(4);
        Facts facts = Facts.ofStart(1);
        for (int i = 0; i < version; i++) {
            facts = facts.with("fact", Integer.toString(i));
        }
        Liveness liveness = Liveness.values()[random.nextInt(3)];
        long incarnation = Member.firstIncarnation(1 + random.nextInt(2)) + random.nextInt(3);
        return new MemberState(id, new Endpoint("n" + id.low(), 1), incarnation, liveness, id, 0, facts);
    }

    private static MemberState state(NodeId id, long incarnation, Liveness liveness) {
        return new MemberState(
                id, new Endpoint("n" + id.high() + "-" + id.low(), 1), incarnation, liveness, id, 0, Facts.ofStart(0));
    }
}
