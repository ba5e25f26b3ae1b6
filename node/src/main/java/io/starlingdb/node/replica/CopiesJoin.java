package io.starlingdb.node.replica;

import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins whole copies of entries, each partition's by a task of its own, and waits for all. On the loop. */
final class CopiesJoin {
    /**
     * What came of it.
     *
     * @param changed how many copies changed something
     * @param late see {@link RepairTask#late}
     */
    record Result(int changed, List<RowKey> late) {}

    private final Replica replica;
    private final boolean isExchange;
    private final List<Entry> entries;
    private final long deadlineNanos;
    private final DoneHandler<Result> handler;
    private final List<RowKey> late = new ArrayList<>();
    private int left;
    private int changed;
    private @Nullable Throwable failure;

    /** @param entries of one table, those of a partition next to each other */
    CopiesJoin(
            Replica replica, boolean isExchange, List<Entry> entries, long deadlineNanos, DoneHandler<Result> handler) {
        this.replica = replica;
        this.isExchange = isExchange;
        this.entries = entries;
        this.deadlineNanos = deadlineNanos;
        this.handler = handler;
    }

    void start() {
        if (entries.isEmpty()) {
            handler.done(new Result(0, List.of()));
            return;
        }
        ReplicaFoundation on = replica.on();
        TableSchema table =
                on.record().current().schema().table(entries.get(0).key().tableId());
        if (table == null) {
            handler.failed(Replica.tableGone());
            return;
        }
        for (Entry entry : entries) {
            if (!replica.holds(table, entry.key().token())) {
                handler.failed(new MisplacedException());
                return;
            }
            long last = Math.max(0, entry.row().vector().highest());
            if (!on.clock().observe(last)) {
                handler.failed(Replica.clockSkew(last));
                return;
            }
        }
        List<List<Entry>> partitions = byPartition(entries);
        left = partitions.size();
        for (List<Entry> partition : partitions) {
            Part part = new Part();
            RepairTask task = new RepairTask(
                    replica.rules(),
                    replica.times(),
                    isExchange,
                    partition,
                    table,
                    replica.observer(table.id()),
                    deadlineNanos,
                    part);
            part.task = task;
            if (!on.shards().submit(task)) {
                part.failed(Replica.queueFull());
            }
        }
    }

    private static List<List<Entry>> byPartition(List<Entry> entries) {
        List<List<Entry>> partitions = new ArrayList<>();
        for (Entry entry : entries) {
            List<Entry> last = partitions.isEmpty() ? List.of() : partitions.get(partitions.size() - 1);
            if (last.isEmpty() || !last.get(0).key().samePartition(entry.key())) {
                last = new ArrayList<>();
                partitions.add(last);
            }
            last.add(entry);
        }
        return partitions;
    }

    /** One partition's. */
    private final class Part implements DoneHandler<Integer> {
        private @Nullable RepairTask task;

        @Override
        public void done(Integer rows) {
            changed += rows;
            if (task != null) {
                late.addAll(task.late());
            }
            ended();
        }

        @Override
        public void failed(Throwable why) {
            failure = why;
            ended();
        }

        private void ended() {
            if (--left > 0) {
                return;
            }
            if (failure != null) {
                handler.failed(failure);
            } else {
                handler.done(new Result(changed, late));
            }
        }
    }
}
