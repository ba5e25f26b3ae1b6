package io.starlingdb.node.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.SchemaChange.AlterKeyspace;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecordAgreementTest {

    @Test
    void shouldMakeTwoRacingChangesBoth() {
        RecordCluster cluster = RecordCluster.founded(3);
        CompletableFuture<ClusterRecord> one = cluster.node(0).agreement().change(create("one"));
        CompletableFuture<ClusterRecord> other = cluster.node(1).agreement().change(create("other"));
        cluster.result(one);
        cluster.result(other);
        cluster.await(3);
        assertThat(cluster.node(2).agreement().current().schema().keyspaces()).containsOnlyKeys("one", "other");
    }

    @Test
    void shouldRefuseTheSecondOfTwoThatWantTheSame() {
        RecordCluster cluster = RecordCluster.founded(3);
        CompletableFuture<ClusterRecord> one = cluster.node(0).agreement().change(create("same"));
        CompletableFuture<ClusterRecord> other = cluster.node(1).agreement().change(create("same"));
        int failed = 0;
        for (CompletableFuture<ClusterRecord> each : List.of(one, other)) {
            try {
                cluster.result(each);
            } catch (StarlingException refused) {
                assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
                failed++;
            }
        }
        assertThat(failed).isEqualTo(1);
        assertThat(cluster.node(0).agreement().current().epoch()).isEqualTo(2);
    }

    @Test
    void shouldNotChangeTheRecordFromAMinority() {
        RecordCluster cluster = RecordCluster.founded(3);
        cluster.cutOff(2);
        assertCode(
                ErrorCode.UNAVAILABLE,
                () -> cluster.result(cluster.node(2).agreement().change(create("minority"))));
        cluster.result(cluster.node(0).agreement().change(create("majority")));
        cluster.world().heal();
        cluster.await(2);
        assertThat(cluster.node(2).agreement().current().schema().keyspaces()).containsOnlyKeys("majority");
    }

    @Test
    void shouldNotCallAChangeFailedThatMayHaveHappened() {
        RecordCluster cluster = RecordCluster.founded(3);
        CompletableFuture<ClusterRecord> change = cluster.node(0).agreement().change(create("open"));
        runUntilVoted(cluster);
        cluster.cutOff(0);
        assertCode(ErrorCode.TIMEOUT, () -> cluster.result(change));
        cluster.world().heal();
        cluster.result(cluster.node(1).agreement().change(create("next")));
        assertThat(cluster.node(1).agreement().current().schema().keyspaces()).containsOnlyKeys("next", "open");
    }

    @Test
    void shouldRecogniseItsOwnChangeThatAnotherCompleted() {
        RecordCluster cluster = RecordCluster.founded(3);
        CompletableFuture<ClusterRecord> change = cluster.node(0).agreement().change(create("mine"));
        runUntilVoted(cluster);
        cluster.cutOff(0);
        cluster.result(cluster.node(1).agreement().change(create("theirs")));
        assertThat(change).isNotDone();
        cluster.world().heal();
        ClusterRecord record = cluster.result(change);
        assertThat(record.schema().keyspaces()).containsOnlyKeys("mine", "theirs");
        assertThat(record.epoch()).isEqualTo(3);
    }

    @Test
    void shouldJudgeByTheNewestRecordBeforeItRefuses() {
        RecordCluster cluster = RecordCluster.founded(3);
        cluster.cutOff(2);
        cluster.result(cluster.node(0).agreement().change(create("new")));
        cluster.world().heal();
        assertThat(cluster.node(2).agreement().current().epoch()).isEqualTo(1);
        RecordChange alter = RecordChange.schema(new AlterKeyspace("new", null, false, false));
        assertThat(cluster.result(cluster.node(2).agreement().change(alter)).epoch())
                .isEqualTo(3);
        assertCode(
                ErrorCode.NOT_FOUND,
                () -> cluster.result(cluster.node(2)
                        .agreement()
                        .change(RecordChange.schema(new AlterKeyspace("none", null, false, false)))));
    }

    @Test
    void shouldWaitForAllWhoLiveToKnowARecord() {
        RecordCluster cluster = RecordCluster.founded(3);
        cluster.cutOff(2);
        RecordAgreement agreement = cluster.node(0).agreement();
        ClusterRecord record = cluster.result(agreement.change(create("new")));
        CompletableFuture<ClusterRecord> known = agreement.knownByAll(record, id -> true);
        cluster.runFor(5);
        assertThat(known).isNotDone();
        cluster.world().heal();
        cluster.result(known);
        assertThat(cluster.node(2).agreement().current().epoch()).isEqualTo(record.epoch());
    }

    @Test
    void shouldNotWaitForTheDeadToKnowARecord() {
        RecordCluster cluster = RecordCluster.founded(3);
        RecordNode dead = cluster.node(2);
        dead.kill(false);
        RecordAgreement agreement = cluster.node(0).agreement();
        ClusterRecord record = cluster.result(agreement.change(create("new")));
        cluster.result(agreement.knownByAll(record, id -> !id.equals(dead.id())));
        assertThat(cluster.node(1).agreement().current().epoch()).isEqualTo(record.epoch());
    }

    @Test
    void shouldSpendNoEpochWhereThereIsNothingToDo() {
        RecordCluster cluster = RecordCluster.founded(3);
        ClusterRecord same = cluster.result(cluster.node(1).agreement().change(current -> current));
        assertThat(same.epoch()).isEqualTo(1);
    }

    @Test
    void shouldAskWhoeverWaitsToWaitForTheFounding() {
        RecordCluster cluster = new RecordCluster(2);
        assertCode(
                ErrorCode.BOOTSTRAPPING,
                () -> cluster.result(cluster.node(0).agreement().change(create("early"))));
    }

    @Test
    void shouldRecordANodeThatLostItsDiskUnderANewActor() {
        RecordCluster cluster = RecordCluster.founded(3);
        RecordNode victim = cluster.node(1);
        int before = member(cluster, victim).actor();
        victim.kill(true);
        victim.machine().disk().wipe();
        victim.boot(cluster.endpoints());
        cluster.await(2);
        assertThat(victim.agreement().isMyself()).isTrue();
        assertThat(member(cluster, victim).actor()).isEqualTo(4).isNotEqualTo(before);
        cluster.cutOff(2);
        cluster.result(cluster.node(0).agreement().change(create("with its vote")));
    }

    @Test
    void shouldRecordANodeThatMoved() {
        RecordCluster cluster = RecordCluster.founded(3);
        RecordNode old = cluster.node(2);
        int before = member(cluster, old).actor();
        old.kill(false);
        RecordNode moved = cluster.add("test").movedFrom(old);
        moved.boot(cluster.endpoints());
        cluster.await(2);
        assertThat(member(cluster, moved).endpoint()).isEqualTo(moved.endpoint());
        assertThat(member(cluster, moved).actor()).isEqualTo(before);
    }

    @Test
    void shouldMoveVotesWithTheMembers() {
        RecordCluster cluster = RecordCluster.founded(4);
        cluster.result(cluster.node(0)
                .agreement()
                .change(current -> current.with(
                        current.roster().changing(cluster.node(3).id(), member -> member.as(NodeStatus.LEAVING)))));
        cluster.cutOff(2, 3);
        cluster.result(cluster.node(0).agreement().change(create("by two of three")));
    }

    @Test
    void shouldFetchWhatItMissed() {
        RecordCluster cluster = RecordCluster.founded(3);
        cluster.cutOff(2);
        cluster.result(cluster.node(0).agreement().change(create("missed")));
        cluster.world().heal();
        Endpoint hint = cluster.node(0).endpoint();
        assertThat(cluster.result(cluster.node(2).agreement().atLeast(2, hint)).epoch())
                .isEqualTo(2);
        assertCode(
                ErrorCode.TIMEOUT,
                () -> cluster.result(cluster.node(2).agreement().atLeast(9, hint)));
    }

    @Test
    void shouldKnowItsRecordAfterARestart() {
        RecordCluster cluster = RecordCluster.founded(3);
        cluster.result(cluster.node(0).agreement().change(create("kept")));
        cluster.await(2);
        cluster.node(1).kill(true);
        cluster.node(1).boot(List.of());
        assertThat(cluster.node(1).agreement().current())
                .isEqualTo(cluster.node(0).agreement().current());
    }

    /** Until a voter besides node 0 has accepted its change, which node 0 does not know yet. */
    private static void runUntilVoted(RecordCluster cluster) {
        boolean voted = cluster.world()
                .time()
                .runUntil(() -> hasAccepted(cluster.node(1)) || hasAccepted(cluster.node(2)), 1_000_000_000L);
        assertThat(voted).isTrue();
        assertThat(cluster.node(0).agreement().current().epoch()).isEqualTo(1);
    }

    private static boolean hasAccepted(RecordNode node) {
        byte[] vote = node.disk().load("record-vote");
        StoredVote stored = vote == null ? null : StoredForms.vote(vote);
        return stored != null && stored.epoch() == 2 && stored.acceptor().accepted() != null;
    }

    private static RecordMember member(RecordCluster cluster, RecordNode node) {
        RecordMember member = cluster.node(0).agreement().current().member(node.id());
        assertThat(member).isNotNull();
        return member;
    }

    private static RecordChange create(String name) {
        return RecordChange.schema(RecordClients.create(name.replace(' ', '_')));
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
