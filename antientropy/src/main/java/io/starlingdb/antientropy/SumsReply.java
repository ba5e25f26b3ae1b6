package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Says which sums differ.
 *
 * @param standing whether there was an answer
 * @param settled the answerer's settled time of the scope, in µs
 * @param differing for each family of the request
 */
public record SumsReply(Standing standing, long settled, List<Differing> differing) implements Message {
    /** Whether sums could be compared. The codes are the wire's. */
    public enum Standing {
        /** They were. */
        COMPARED(0),
        /** The answerer's sums are being rebuilt. */
        NOT_READY(1),
        /** The answerer knows the ranges by another epoch, or is no owner. */
        OTHER_EPOCH(2),
        /** The answerer's settled time is higher: the asker is to adopt it first. */
        SETTLED_HIGHER(3);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Standing ofCode(int code) {
            for (Standing standing : values()) {
                if (standing.code == code) {
                    return standing;
                }
            }
            throw new IllegalArgumentException("no standing has the code " + code);
        }
    }

    /**
     * The parts of one place that differ.
     *
     * @param ids the parts; of blocks, those with which differing stretches begin
     * @param ends of blocks, those before which the stretches end; else 1 where the answerer keeps the leaf in blocks, and 0
     * @param counts how many entries the answerer has there
     */
    public record Differing(List<Long> ids, List<Long> ends, List<Integer> counts) {}
}
