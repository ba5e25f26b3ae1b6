package io.starlingdb.node.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotSetTest {
    @TempDir
    Path root;

    @Test
    void shouldWantMostReplicasOfEveryRange() throws IOException {
        ClusterRecord record = SnapshotFixture.record(3, 3);
        SnapshotFixture.take(root, 1, record, "monday");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> complete(SnapshotSet.in(root)))
                .withMessageContaining("n2:7000")
                .withMessageContaining("--partial");

        SnapshotFixture.take(root, 2, record, "monday");

        assertThatCode(() -> complete(SnapshotSet.in(root))).doesNotThrowAnyException();
    }

    @Test
    void shouldNotCountANodeThatWasRecovering() throws IOException {
        ClusterRecord record = SnapshotFixture.record(3, 3);
        SnapshotFixture.take(root, 1, record, "monday");
        SnapshotFixture.snapshots(root)
                .take(
                        "monday",
                        new Snapshots.Taker(SnapshotFixture.node(2), "n2:7000", "1.0", true, record, List.of()),
                        1,
                        Steps.NONE);

        assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> complete(SnapshotSet.in(root)));
    }

    @Test
    void shouldRefuseSnapshotsThatDoNotBelongTogether() throws IOException {
        ClusterRecord record = SnapshotFixture.record(3, 3);
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> SnapshotSet.in(root))
                .withMessageContaining("no snapshot in");
        SnapshotFixture.take(root, 1, record, "monday");
        SnapshotFixture.take(root, 1, record, "tuesday");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> SnapshotSet.in(root))
                .withMessageContaining("two snapshots of the node n1:7000");
        SnapshotFixture.snapshots(root.resolve("node1")).delete("monday");
        SnapshotFixture.take(root, 2, record, "monday");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> SnapshotSet.in(root))
                .withMessageContaining("several names: monday, tuesday");
    }

    @Test
    void shouldChooseTablesByName() throws IOException {
        SnapshotFixture.take(root, 1, SnapshotFixture.record(1, 1), "monday");
        SnapshotSet set = SnapshotSet.in(root);

        assertThat(set.tables(List.of())).extracting(TableSchema::toString).containsExactly("ks.t", "ks.u");
        assertThat(set.tables(List.of("ks.u")))
                .extracting(TableSchema::toString)
                .containsExactly("ks.u");
        assertThatExceptionOfType(SnapshotException.class)
                .isThrownBy(() -> set.tables(List.of("ks.v")))
                .withMessageContaining("nothing of 'ks.v'; it has ks.t, ks.u");
    }

    private static void complete(SnapshotSet set) {
        set.requireComplete(set.tables(List.of()));
    }
}
