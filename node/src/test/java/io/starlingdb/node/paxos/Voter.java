package io.starlingdb.node.paxos;

import io.starlingdb.node.paxos.Plan.Bug;
import java.util.ArrayList;
import java.util.List;

/**
 * An acceptor with its memory and its disk.
 *
 * @param memory what it goes by
 * @param saved what a crash leaves
 * @param waiting answers that leave when the memory is saved
 * @param wiped whether it has lost its disk
 */
record Voter(Acceptor<String> memory, Acceptor<String> saved, List<Wire> waiting, boolean wiped) {
    static final Voter FRESH = new Voter(Acceptor.fresh(), Acceptor.fresh(), List.of(), false);

    Voter answering(Acceptor<String> after, Wire answer) {
        List<Wire> more = new ArrayList<>(waiting);
        if (!more.contains(answer)) {
            more.add(answer);
        }
        return new Voter(after, saved, more, wiped);
    }

    Voter savedAll() {
        return new Voter(memory, memory, List.of(), wiped);
    }

    Voter crashed(Plan plan) {
        Acceptor<String> left = saved;
        if (plan.has(Bug.FORGETS_PROMISE)) {
            left = new Acceptor<>(Ballot.ZERO, left.accepted());
        }
        if (plan.has(Bug.FORGETS_ACCEPTED)) {
            left = new Acceptor<>(left.promised(), null);
        }
        return new Voter(left, left, List.of(), wiped);
    }

    Voter wipedOut() {
        return new Voter(Acceptor.fresh(), Acceptor.fresh(), List.of(), true);
    }
}
