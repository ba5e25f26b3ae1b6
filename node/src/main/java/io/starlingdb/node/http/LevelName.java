package io.starlingdb.node.http;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Consistency levels by the names that clients use, in any case. */
final class LevelName {
    private LevelName() {}

    /** Fails with BAD_REQUEST and the names that there are. */
    static ConsistencyLevel parse(String name) {
        return ConsistencyLevel.find(name)
                .orElseThrow(() -> StarlingException.badRequest("there is no consistency level '" + name
                        + "'; there are "
                        + Arrays.stream(ConsistencyLevel.values())
                                .map(level -> level.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
