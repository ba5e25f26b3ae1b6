package io.starlingdb.node.coordinator;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.replica.ReadMode;
import io.starlingdb.node.replica.ReadReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides one read of one interval from one replica set: pure. Replicas are numbered as the plan orders them, best first.
 *
 * <p><b>In step.</b> The best replica is asked for data and the others that the level needs for the sum of their versions. If enough have
 * answered, and all say the same, the data is the answer: one round trip.
 *
 * <p><b>Not in step.</b> Those who answered are asked for all they hold of the interval, with vectors. The copies are joined, each replica is
 * sent what it lacks, and the answer is given only when enough replicas hold all of it. So a later read at the same level meets at least
 * one of them, and quorum reads never go backwards.
 *
 * <p><b>At least.</b> If the client hands in what it has seen of a row and the answer knows less, all replicas are asked. If every one of them
 * has answered and none knows it, it is lost; if one has not, the read fails rather than going backwards.
 *
 * <p>A replica that fails, or whose answer does not count because it is recovering, is replaced by the next one. {@link #askAnother} does so
 * before that is known, to hedge. The shell asks whom {@link #asks} names, sends what {@link #repairs} names, and reports what comes of it,
 * until {@link #isDecided}.
 */
final class ReadCore {
    /** One request that is to be sent. */
    record Ask(int replica, ReadMode mode) {}

    /** Entries that a replica lacks; {@code round} tells its acknowledgement from those of earlier ones. */
    record Repair(int replica, int round, List<Entry> entries) {}

    /**
     * What was read.
     *
     * @param entries in the order of the scan; of each partition first the header and the range deletions
     * @param end where the interval ends; null at the end of the query
     * @param contextLost whether no replica has what the client had seen
     */
    record Outcome(List<Entry> entries, @Nullable ResumePoint end, boolean contextLost) {}

    private final ReadTerms terms;
    private final @Nullable ReadReply[] first;
    private final @Nullable ReadReply[] copies;
    private final @Nullable ReadMode[] asked;
    private final boolean[] waiting;
    private final boolean[] hasFailed;
    private List<Ask> asks = new ArrayList<>();
    private List<Repair> repairs = new ArrayList<>();
    private boolean isJoining;
    /** Who has answered: first what data or versions it has, then, when joining, with its whole copy. */
    private QuorumTracker answers;
    /** Who holds all that was joined. */
    private @Nullable QuorumTracker holders;

    private @Nullable Outcome joined;
    private int round;
    private int repairsUnderWay;
    private @Nullable Outcome outcome;
    private @Nullable StarlingException failure;

    ReadCore(ReadTerms terms) {
        int replicas = terms.replicas();
        this.terms = terms;
        this.first = new @Nullable ReadReply[replicas];
        this.copies = new @Nullable ReadReply[replicas];
        this.asked = new @Nullable ReadMode[replicas];
        this.waiting = new boolean[replicas];
        this.hasFailed = new boolean[replicas];
        this.answers = terms.newTracker();
        for (int i = 0; i < terms.contacts(); i++) {
            ask(i, i == 0 ? ReadMode.DATA : ReadMode.VERSIONS);
        }
    }

    /** The requests to send now; each is given out once. */
    List<Ask> asks() {
        List<Ask> out = asks;
        asks = new ArrayList<>(0);
        return out;
    }

    /** The entries to write back now; each is given out once. They are still to be sent when the read is decided. */
    List<Repair> repairs() {
        List<Repair> out = repairs;
        repairs = new ArrayList<>(0);
        return out;
    }

    boolean isDecided() {
        return outcome != null || failure != null;
    }

    /**
     * What was read.
     *
     * @throws StarlingException TIMEOUT if too few replicas answered
     */
    Outcome outcome() {
        if (outcome == null) {
            throw failure != null ? failure : new IllegalStateException("not decided yet");
        }
        return outcome;
    }

    /** A replica has answered. */
    void add(Ask ask, ReadReply reply) {
        if (!isOpen(ask)) {
            return;
        }
        if (!reply.counts()) {
            failed(ask);
            return;
        }
        waiting[ask.replica()] = false;
        answers.answered(ask.replica());
        if (isJoining) {
            copies[ask.replica()] = reply;
            joinIfEnough();
        } else {
            first[ask.replica()] = reply;
            compareIfEnough();
        }
    }

    /** A replica has refused, or will not answer. */
    void failed(Ask ask) {
        if (!isOpen(ask)) {
            return;
        }
        waiting[ask.replica()] = false;
        hasFailed[ask.replica()] = true;
        answers.failed(ask.replica());
        askAnother();
        if (isJoining) {
            joinIfEnough();
        } else {
            compareIfEnough();
        }
    }

    /** A replica has joined what it was sent. */
    void repaired(Repair repair) {
        if (isDecided() || repair.round() != round || holders == null || joined == null) {
            return;
        }
        repairsUnderWay--;
        holders.answered(repair.replica());
        if (holders.isReached()) {
            outcome = joined;
        }
    }

    /** A replica has not joined what it was sent, as far as is known. */
    void repairFailed(Repair repair) {
        if (isDecided() || repair.round() != round) {
            return;
        }
        repairsUnderWay--;
        hasFailed[repair.replica()] = true;
        if (!askAnother() && repairsUnderWay == 0 && !isWaiting()) {
            expire();
        }
    }

    /** The time is over. */
    void expire() {
        if (!isDecided()) {
            QuorumTracker short0 = holders != null && answers.isReached() ? holders : answers;
            failure = StarlingException.timeout(short0.required(), Math.min(short0.received(), short0.required()));
        }
    }

    /** Asks one more replica for what is still waited for. False if there is none. */
    boolean askAnother() {
        if (isDecided()) {
            return false;
        }
        int next = nextReplica();
        if (next < 0) {
            return false;
        }
        if (isJoining) {
            ask(next, ReadMode.FULL);
        } else {
            ask(next, hasData() ? ReadMode.VERSIONS : ReadMode.DATA);
        }
        return true;
    }

    /** Whether the request is of the present phase and its answer is still wanted. */
    private boolean isOpen(Ask ask) {
        return !isDecided() && waiting[ask.replica()] && asked[ask.replica()] == ask.mode();
    }

    private void ask(int replica, ReadMode mode) {
        asked[replica] = mode;
        waiting[replica] = true;
        asks.add(new Ask(replica, mode));
    }

    /** The best replica not asked in this phase; one that has failed before only if there is no other, and only to join. */
    private int nextReplica() {
        for (int i = 0; i < terms.replicas(); i++) {
            if (!hasFailed[i] && (isJoining ? asked[i] != ReadMode.FULL && copies[i] == null : asked[i] == null)) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasData() {
        for (int i = 0; i < first.length; i++) {
            if (first[i] != null && asked[i] == ReadMode.DATA) {
                return true;
            }
        }
        return false;
    }

    private boolean isWaiting() {
        for (boolean one : waiting) {
            if (one) {
                return true;
            }
        }
        return false;
    }

    private void compareIfEnough() {
        if (!answers.isReached()) {
            expireIfImpossible();
            return;
        }
        ReadReply data = null;
        boolean dataUnderWay = false;
        for (int i = 0; i < first.length; i++) {
            if (asked[i] == ReadMode.DATA) {
                data = first[i] != null ? first[i] : data;
                dataUnderWay |= waiting[i];
            }
        }
        if (data == null) {
            if (!dataUnderWay) {
                beginJoin();
            }
        } else if (areInStep(data) && terms.isEnough(data.entries(), data.settled())) {
            outcome = new Outcome(data.entries(), data.end(), false);
        } else {
            beginJoin();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object, not an equal one, says that nothing changed
    private boolean areInStep(ReadReply data) {
        for (ReadReply reply : first) {
            if (reply != null && reply != data && !terms.rules().areInStep(data, reply)) {
                return false;
            }
        }
        return true;
    }

    private void beginJoin() {
        isJoining = true;
        answers = terms.newTracker();
        for (int i = 0; i < first.length; i++) {
            ReadReply reply = first[i];
            waiting[i] = false;
            if (reply != null && reply.whole()) {
                copies[i] = reply;
                answers.answered(i);
            } else if (reply != null) {
                ask(i, ReadMode.FULL);
            }
        }
        joinIfEnough();
    }

    private void joinIfEnough() {
        if (!answers.isReached()) {
            expireIfImpossible();
            return;
        }
        List<ReadReply> present = new ArrayList<>(copies.length);
        long settled = 0;
        for (ReadReply copy : copies) {
            if (copy != null) {
                present.add(copy);
                settled = Math.max(settled, copy.settled());
            }
        }
        JoinedCopies all = JoinedCopies.of(present, terms.order(), terms.mode());
        List<Entry> entries = all.entries();
        boolean isEnough = terms.isEnough(entries, settled);
        if (!isEnough && (askAnother() || isWaiting())) {
            return; // the next copy may know it
        }
        if (!isEnough && (present.size() < terms.replicas() || !terms.areAllReplicas())) {
            expire();
            return;
        }
        joined = new Outcome(entries, all.end(), !isEnough);
        repair(all);
    }

    private void repair(JoinedCopies all) {
        QuorumTracker holding = terms.newTracker();
        holders = holding;
        round++;
        repairs.clear();
        repairsUnderWay = 0;
        for (int i = 0; i < copies.length; i++) {
            ReadReply copy = copies[i];
            if (copy == null) {
                continue;
            }
            List<Entry> missing = terms.rules().repair(all.missingFrom(copy));
            if (missing.isEmpty()) {
                holding.answered(i);
            } else {
                repairs.add(new Repair(i, round, missing));
                repairsUnderWay++;
            }
        }
        if (holding.isReached()) {
            outcome = joined;
        }
    }

    private void expireIfImpossible() {
        if (answers.isImpossible()) {
            expire();
        }
    }
}
