package io.starlingdb.node.record;

import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every record that any node ever took for chosen, and what is wrong with them. */
final class RecordHistory {
    private final SortedMap<Long, ClusterRecord> records = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /** A node took this record for chosen. */
    void saw(ClusterRecord record) {
        ClusterRecord known = records.putIfAbsent(record.epoch(), record);
        if (known != null && !known.equals(record)) {
            fault("two records of epoch " + record.epoch() + ": " + known + " and " + record);
        }
    }

    void fault(String what) {
        faults.add(what);
    }

    /** What is wrong, in the order in which it was found. */
    List<String> faults() {
        return faults;
    }

    SortedMap<Long, ClusterRecord> records() {
        return records;
    }

    /** Each epoch adds one change to the one before, and no change is made twice. */
    void checkChanges() {
        Set<ChangeId> made = new HashSet<>();
        ClusterRecord before = null;
        for (ClusterRecord record : records.values()) {
            if (record.isFounded()) {
                if (!made.add(newest(record))) {
                    fault("made twice: " + newest(record));
                }
                checkFollows(before, record);
                before = record;
            }
        }
    }

    private void checkFollows(@Nullable ClusterRecord before, ClusterRecord record) {
        if (before == null || before.epoch() + 1 != record.epoch()) {
            return; // nobody was told the one between, or all who were lost it
        }
        List<ChangeId> expected = new ArrayList<>(before.changes());
        expected.add(newest(record));
        int old = Math.max(0, expected.size() - ClusterRecord.CHANGES_KEPT);
        if (!record.changes().equals(expected.subList(old, expected.size()))) {
            fault("epoch " + record.epoch() + " does not follow the one before");
        }
    }

    private static ChangeId newest(ClusterRecord record) {
        return record.changes().get(record.changes().size() - 1);
    }
}
