package io.starlingdb.node.paxos;

import org.jspecify.annotations.Nullable;

/**
 * A message between proposers and acceptors; what does not apply to its kind is null. Refusals are left out: all that they do
 * is to end an attempt, and an attempt may end at any time.
 */
record Wire(
        Kind kind,
        int voter,
        Ballot ballot,
        @Nullable String value,
        @Nullable Accepted<String> reported) {

    enum Kind {
        PREPARE,
        PROMISE,
        ACCEPT,
        ACCEPTED
    }

    boolean is(Kind wanted, Ballot of) {
        return kind == wanted && ballot.equals(of);
    }
}
