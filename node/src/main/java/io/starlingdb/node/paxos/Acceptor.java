package io.starlingdb.node.paxos;

import org.jspecify.annotations.Nullable;

/**
 * What one voter must not forget about one decree: the ballot that it promised, and what it accepted last. Immutable; each
 * step returns the state after it, which must be durable before the answer leaves.
 *
 * @param promised the highest ballot answered; anything below is refused
 * @param accepted the value accepted last, null if none was
 */
public record Acceptor<V>(Ballot promised, @Nullable Accepted<V> accepted) {

    /** The state of a voter that nobody has asked yet. */
    public static <V> Acceptor<V> fresh() {
        return new Acceptor<>(Ballot.ZERO, null);
    }

    /** Whether {@code ballot} may be answered: it is not below the promise. A repeated message is answered again. */
    public boolean admits(Ballot ballot) {
        return ballot.compareTo(promised) >= 0;
    }

    /**
     * The state after promising {@code ballot}; the answer tells {@link #accepted()}.
     *
     * @throws IllegalArgumentException if the ballot is not {@linkplain #admits admitted}
     */
    public Acceptor<V> promise(Ballot ballot) {
        requireAdmitted(ballot);
        return ballot.equals(promised) ? this : new Acceptor<>(ballot, accepted);
    }

    /**
     * The state after accepting {@code value} under {@code ballot}, which promises that ballot too.
     *
     * @throws IllegalArgumentException if the ballot is not {@linkplain #admits admitted}
     */
    public Acceptor<V> accept(Ballot ballot, V value) {
        requireAdmitted(ballot);
        return new Acceptor<>(ballot, new Accepted<>(ballot, value));
    }

    private void requireAdmitted(Ballot ballot) {
        if (!admits(ballot)) {
            throw new IllegalArgumentException("Ballot " + ballot + " is below the promised " + promised);
        }
    }
}
