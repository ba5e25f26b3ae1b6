package io.starlingdb.node.snapshot;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * A line of {@code GET /v1/node/snapshots}.
 *
 * @param taken ISO-8601, UTC
 * @param scope what was asked for; empty for everything
 * @param tables those that it is of
 * @param bytes what its files have together
 * @param ownBytes how much of that nothing else holds any more: what deleting it would free
 * @param path where it lies on the node's machine
 * @param problem why it cannot be used; empty if it can, as far as that is known without reading all of it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SnapshotInfo(
        String name,
        String taken,
        List<String> scope,
        List<String> tables,
        long bytes,
        long ownBytes,
        String path,
        String problem) {}
