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

    /** The level of a write as a number of replicas. ANY is ONE as long as there are no hints. */
    static Consistency forWrite(Consistency asked) {
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
