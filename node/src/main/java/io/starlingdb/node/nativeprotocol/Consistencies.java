package io.starlingdb.node.nativeprotocol;

import io.starlingdb.client.ConsistencyLevel;
import java.util.List;

/** The protocol's codes of consistency levels. */
final class Consistencies {
    private static final List<ConsistencyLevel> BY_CODE = List.of(
            ConsistencyLevel.ANY,
            ConsistencyLevel.ONE,
            ConsistencyLevel.TWO,
            ConsistencyLevel.THREE,
            ConsistencyLevel.QUORUM,
            ConsistencyLevel.ALL,
            ConsistencyLevel.LOCAL_QUORUM,
            ConsistencyLevel.EACH_QUORUM,
            ConsistencyLevel.SERIAL,
            ConsistencyLevel.LOCAL_SERIAL,
            ConsistencyLevel.LOCAL_ONE);

    private Consistencies() {}

    /** @throws MalformedBytes if no level has this code */
    static ConsistencyLevel level(int code) {
        if (code < 0 || code >= BY_CODE.size()) {
            throw new MalformedBytes("Unknown code " + code + " for a consistency level");
        }
        return BY_CODE.get(code);
    }

    static int code(ConsistencyLevel level) {
        return BY_CODE.indexOf(level);
    }
}
