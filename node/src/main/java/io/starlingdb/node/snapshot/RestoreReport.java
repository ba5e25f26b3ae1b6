package io.starlingdb.node.snapshot;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * How a restore ended.
 *
 * @param snapshot its name
 * @param nodes whose snapshots were read
 * @param tables what was restored
 * @param rows how many rows were written, deleted ones included
 * @param unreadableCopies copies of rows that were corrupt in a node's storage already when the snapshot was taken; other nodes' copies were taken
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RestoreReport(String snapshot, int nodes, List<String> tables, long rows, long unreadableCopies) {}
