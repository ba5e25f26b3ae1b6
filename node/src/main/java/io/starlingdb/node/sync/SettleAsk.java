package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.wire.Message;

/**
 * Asks an owner of a scope where it stands. Answered with {@link SettleTold}.
 *
 * @param epoch of the asker's cluster record
 * @param scope what is asked about
 * @param step what is asked
 * @param version {@link Step#CONFIRM}: the version that the owner told before
 * @param settled up to which stamp the scope is settled as the asker knows it, in µs; {@link Step#SETTLED}: from now on
 */
record SettleAsk(long epoch, Scope scope, Step step, long version, long settled) implements Message {
    /** What is asked; the codes are the wire's. */
    enum Step {
        /** Where it stands. */
        LOOK(0),
        /** Whether it still stands where it stood. What exchanges begun before read elsewhere is not taken any more. */
        CONFIRM(1),
        /** To take the scope for settled. */
        SETTLED(2);

        private final int code;

        Step(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Step ofCode(int code) {
            for (Step step : values()) {
                if (step.code == code) {
                    return step;
                }
            }
            throw new IllegalArgumentException("no step has the code " + code);
        }
    }
}
