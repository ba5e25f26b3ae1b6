package io.starlingdb.antientropy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Counts a page as it was on a snapshot. */
final class SnapshotPage {
    private SnapshotPage() {}

    static void count(ModelReplica snapshot, ModelReplica live, int entries) {
        byte[] from = Objects.requireNonNull(live.tree.uncountedFrom());
        byte[] to = live.tree.uncountedTo();
        List<MerkleTree.Counted> read = new ArrayList<>();
        byte[] end = null;
        for (var row : snapshot.rows.tailMap(from, true).entrySet()) {
            byte[] key = row.getKey();
            if (to != null && Arrays.compareUnsigned(key, to) >= 0) {
                break;
            }
            if (read.size() == entries) {
                end = key;
                break;
            }
            read.add(new MerkleTree.Counted(
                    live.table(key), live.slice(key), key, ModelReplica.hash(key, row.getValue())));
        }
        live.tree.endPage(read, end, live);
    }
}
