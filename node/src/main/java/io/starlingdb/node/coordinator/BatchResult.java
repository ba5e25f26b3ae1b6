package io.starlingdb.node.coordinator;

import java.util.List;

/** What each mutation of a batch came to, in the order they were given. */
public record BatchResult(List<WriteResult> writes) {
    public BatchResult {
        writes = List.copyOf(writes);
    }
}
