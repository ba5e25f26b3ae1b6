package io.starlingdb.node.storage;

import java.util.concurrent.atomic.LongAdder;

/** What happened in all shards since they were made. */
final class ShardCounters {
    final LongAdder cacheHits = new LongAdder();
    final LongAdder memoryReads = new LongAdder();
    final LongAdder diskReads = new LongAdder();
    final LongAdder tasksDone = new LongAdder();
    final LongAdder tasksFailed = new LongAdder();
    final LongAdder tasksExpired = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder rowsWritten = new LongAdder();
    final LongAdder bytesWritten = new LongAdder();
    final LongAdder corruptRows = new LongAdder();
    final LongAdder failedBatches = new LongAdder();
}
