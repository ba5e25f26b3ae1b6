package io.starlingdb.node.coordinator;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.ring.Consistency;

/** Which numbers of replicas stand behind the levels that are none themselves. */
final class Levels {
    private Levels() {}

    /** The level of a read as a number of replicas. */
    static Consistency forRead(Consistency asked) {
        ConsistencyLevel level = asked.level();
        if (level == null) {
            return asked;
        }
        return switch (level) {
            case ANY -> throw StarlingException.invalid("ANY is a level for writes only");
            case SERIAL, LOCAL_SERIAL ->
                throw StarlingException.notImplemented(
                        "Reads at " + level + " need conditional writes, which this version does not have");
            default -> asked;
        };
    }

    /** What a write asks for as a number of replicas. ANY is a sloppy ONE: a hint is enough, whoever keeps it. */
    static WriteTerms forWrite(RequestOptions options) {
        boolean sloppy = options.sloppy() || options.consistency().level() == ConsistencyLevel.ANY;
        return new WriteTerms(replicas(options.consistency()), sloppy);
    }

    private static Consistency replicas(Consistency asked) {
        ConsistencyLevel level = asked.level();
        if (level == null) {
            return asked;
        }
        return switch (level) {
            case ANY -> Consistency.ONE;
            case SERIAL, LOCAL_SERIAL ->
                throw StarlingException.invalid(level + " is a level for conditions, not for the write itself");
            default -> asked;
        };
    }
}
