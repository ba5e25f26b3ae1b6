package io.starlingdb.node.ring;

/**
 * How far a transition is. It is done when the record lists it no more. The numbers are stored and sent; they never change.
 */
public enum TransitionPhase {
    /** Reads go to the old owners, writes to old and new ones; the new ones fetch what they lack. */
    WRITE_BOTH(1),
    /** Reads go to the new owners, which are complete; writes still go to both. */
    READ_NEW(2);

    private final int number;

    TransitionPhase(int number) {
        this.number = number;
    }

    /** The number that stands for it in files and messages. */
    public int number() {
        return number;
    }

    /**
     * The phase with this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TransitionPhase ofNumber(int number) {
        for (TransitionPhase phase : values()) {
            if (phase.number == number) {
                return phase;
            }
        }
        throw new IllegalArgumentException("No phase has the number " + number);
    }
}
