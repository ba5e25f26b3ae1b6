package io.starlingdb.node.paxos;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.paxos.Plan.Attempt;
import io.starlingdb.node.paxos.Plan.Bug;
import io.starlingdb.node.paxos.Proposer.Phase;
import io.starlingdb.node.paxos.Wire.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One state of a small Paxos system, and the states that may follow it.
 *
 * <p>The network is a set of messages that only grows: each may be delivered at any time, any number of times, or never. So
 * every order, delay, loss and duplication is a path through these states. A proposer needs no state of its own: at any time
 * it may have received any set of the answers sent so far, and the real {@link Proposer} says what it sends then.
 *
 * @param voters the acceptors, by position in the plan
 * @param network every message ever sent
 */
record PaxosWorld(List<Voter> voters, Set<Wire> network) {

    static PaxosWorld initial(Plan plan) {
        Set<Wire> sent = new LinkedHashSet<>(); // beginning later is the same as being delivered later
        for (Attempt attempt : plan.attempts()) {
            if (!attempt.onlyAfterWipe()) {
                for (NodeId id : attempt.electorate().voters(attempt.own())) {
                    sent.add(new Wire(Kind.PREPARE, plan.acceptors().indexOf(id), attempt.ballot(), null, null));
                }
            }
        }
        return new PaxosWorld(plan.acceptors().stream().map(id -> Voter.FRESH).toList(), sent);
    }

    /** The values that enough acceptors have accepted under one ballot, judged by the messages that ever said so. */
    Set<String> chosen(Plan plan) {
        record Proposal(Ballot ballot, String value) {}
        Map<Proposal, Set<NodeId>> acceptedBy = new HashMap<>();
        for (Wire wire : network) {
            if (wire.kind() == Kind.ACCEPTED) {
                Proposal proposal = new Proposal(wire.ballot(), String.valueOf(wire.value()));
                acceptedBy
                        .computeIfAbsent(proposal, any -> new LinkedHashSet<>())
                        .add(plan.acceptors().get(wire.voter()));
            }
        }
        Set<String> chosen = new LinkedHashSet<>();
        acceptedBy.forEach((proposal, voters) -> plan.attempts().stream()
                .filter(attempt -> attempt.ballot().equals(proposal.ballot()))
                .filter(attempt -> attempt.electorate().suffices(proposal.value(), voters))
                .forEach(attempt -> chosen.add(proposal.value())));
        return chosen;
    }

    Set<PaxosWorld> successors(Plan plan) {
        Set<PaxosWorld> next = new LinkedHashSet<>();
        for (Attempt attempt : plan.attempts()) {
            boolean begins =
                    !attempt.onlyAfterWipe() || voters.get(plan.wiped()).wiped();
            if (begins && !hasProposed(plan, attempt)) {
                Proposer<String> begun = Proposer.propose(attempt.ballot(), attempt.own(), attempt.electorate());
                propose(plan, begun, 0, next);
            }
        }
        for (Wire wire : network) {
            if (wire.kind() == Kind.PREPARE || wire.kind() == Kind.ACCEPT) {
                vote(plan, wire, next);
            }
        }
        for (int i = 0; i < voters.size(); i++) {
            suffer(plan, i, next);
        }
        Set<PaxosWorld> distinct = new LinkedHashSet<>();
        next.forEach(world -> distinct.add(world.withoutSpent(plan)));
        distinct.remove(this);
        return distinct;
    }

    /**
     * The same world without messages that nobody will heed any more, so that worlds which differ by those alone are explored
     * once: promises to a proposer that has gone on to accepting, and requests below what their acceptor has saved.
     */
    private PaxosWorld withoutSpent(Plan plan) {
        Set<Ballot> accepting = new LinkedHashSet<>();
        network.stream().filter(wire -> wire.kind() == Kind.ACCEPT).forEach(wire -> accepting.add(wire.ballot()));
        Set<Wire> left = new LinkedHashSet<>();
        for (Wire wire : network) {
            Voter voter = voters.get(wire.voter());
            boolean remembers = plan.bugs().isEmpty() && (plan.wiped() != wire.voter() || voter.wiped());
            boolean spent = switch (wire.kind()) {
                case PROMISE -> !plan.has(Bug.REUSES_BALLOT) && accepting.contains(wire.ballot());
                case PREPARE -> remembers && !voter.saved().admits(wire.ballot());
                case ACCEPT, ACCEPTED -> false;
            };
            if (!spent) {
                left.add(wire);
            }
        }
        return new PaxosWorld(voters, left);
    }

    /** Whether the attempt has gone on to accepting: it proposes one value, to all at once, and heeds promises no more. */
    private boolean hasProposed(Plan plan, Attempt attempt) {
        return network.stream()
                .filter(wire -> wire.is(Kind.ACCEPT, attempt.ballot()))
                .anyMatch(wire -> !plan.has(Bug.REUSES_BALLOT) || attempt.own().equals(wire.value()));
    }

    /** What the proposer sends after having received any choice of promises, one or none of each voter. */
    private void propose(Plan plan, Proposer<String> proposer, int voter, Set<PaxosWorld> next) {
        if (proposer.phase() == Phase.PREPARING && voter < voters.size()) {
            propose(plan, proposer, voter + 1, next);
            NodeId id = plan.acceptors().get(voter);
            for (Wire wire : network) {
                if (wire.voter() == voter && wire.is(Kind.PROMISE, proposer.ballot())) {
                    Accepted<String> reported = plan.has(Bug.IGNORES_REPORTED) ? null : wire.reported();
                    propose(plan, proposer.promised(id, reported), voter + 1, next);
                }
            }
            return;
        }
        boolean preparing = proposer.phase() == Phase.PREPARING;
        Set<Wire> sent = new LinkedHashSet<>(network);
        for (NodeId id : proposer.voters()) {
            int index = plan.acceptors().indexOf(id);
            sent.add(new Wire(
                    preparing ? Kind.PREPARE : Kind.ACCEPT,
                    index,
                    proposer.ballot(),
                    preparing ? null : proposer.value(),
                    null));
        }
        next.add(new PaxosWorld(voters, sent));
    }

    private void vote(Plan plan, Wire wire, Set<PaxosWorld> next) {
        Voter voter = voters.get(wire.voter());
        boolean silent = voter.wiped() && !plan.has(Bug.VOTES_AFTER_WIPE);
        if (silent || !voter.memory().admits(wire.ballot())) {
            return;
        }
        boolean prepare = wire.kind() == Kind.PREPARE;
        Acceptor<String> after = prepare
                ? voter.memory().promise(wire.ballot())
                : voter.memory().accept(wire.ballot(), String.valueOf(wire.value()));
        Wire answer = new Wire(
                prepare ? Kind.PROMISE : Kind.ACCEPTED,
                wire.voter(),
                wire.ballot(),
                wire.value(),
                prepare ? after.accepted() : null);
        if (network.contains(answer) && after.equals(voter.memory())) {
            return;
        }
        Voter answering = voter.answering(after, answer);
        if (!plan.crashes()) {
            next.add(flushed(wire.voter(), answering, answering.savedAll()));
        } else if (plan.has(Bug.ANSWERS_BEFORE_SAVED)) {
            Voter unsaved = new Voter(after, voter.saved(), List.of(), voter.wiped());
            next.add(flushed(wire.voter(), answering, unsaved));
        } else {
            next.add(new PaxosWorld(with(wire.voter(), answering), network));
        }
    }

    private void suffer(Plan plan, int index, Set<PaxosWorld> next) {
        Voter voter = voters.get(index);
        if (plan.wiped() == index && !voter.wiped()) {
            next.add(new PaxosWorld(with(index, voter.wipedOut()), network));
        }
        if (plan.crashes()) {
            next.add(new PaxosWorld(with(index, voter.crashed(plan)), network));
            next.add(flushed(index, voter, voter.savedAll()));
        }
    }

    private PaxosWorld flushed(int index, Voter voter, Voter after) {
        Set<Wire> sent = new LinkedHashSet<>(network);
        sent.addAll(voter.waiting());
        return new PaxosWorld(with(index, after), sent);
    }

    private List<Voter> with(int index, Voter voter) {
        List<Voter> changed = new ArrayList<>(voters);
        changed.set(index, voter);
        return changed;
    }
}
