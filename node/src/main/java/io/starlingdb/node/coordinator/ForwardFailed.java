package io.starlingdb.node.coordinator;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.wire.Message;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A forwarded write failed.
 *
 * @param code why
 * @param text the same for people
 * @param numbers that belong to it; only whole numbers travel
 * @param isDefinite whether nothing of it has happened, so that another replica may be asked
 * @param epoch the epoch that the replica knows
 */
record ForwardFailed(ErrorCode code, String text, SortedMap<String, Long> numbers, boolean isDefinite, long epoch)
        implements Message {
    static ForwardFailed because(StarlingException why, boolean isDefinite, long epoch) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        why.numbers().forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(name, number.longValue());
            }
        });
        return new ForwardFailed(why.code(), why.text(), numbers, isDefinite, epoch);
    }

    StarlingException toException() {
        return new StarlingException(code, text, Map.copyOf(numbers));
    }
}
