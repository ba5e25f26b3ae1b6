package io.starlingdb.node.data;

import static io.starlingdb.node.data.PartitionWorld.Act.DELETE_A;
import static io.starlingdb.node.data.PartitionWorld.Act.DELETE_PARTITION;
import static io.starlingdb.node.data.PartitionWorld.Act.DELETE_RANGE;
import static io.starlingdb.node.data.PartitionWorld.Act.SET_A;
import static io.starlingdb.node.data.PartitionWorld.Act.SET_B;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class PartitionExplorerTest {
    private static final List<PartitionWorld.Act> ALL = List.of(SET_A, SET_B, DELETE_A, DELETE_RANGE, DELETE_PARTITION);

    @Test
    void shouldNeverShowWhatADeletionOfPartitionOrRangeCovers() {
        assertThat(Explorer.explore(new PartitionWorld(ALL, 2, 3, null)).wrong())
                .isNull();
    }

    @Test
    void shouldGoByTimestampsWhereClientsChooseThem() {
        assertThat(Explorer.explore(new PartitionWorld(ALL, 2, 2, 11L)).wrong()).isNull();
    }

    @Test
    @EnabledIfSystemProperty(named = "starling.full", matches = "true")
    void shouldNeverShowWhatIsDeletedInLargerWorlds() {
        List<PartitionWorld.Act> rows = List.of(SET_A, DELETE_A, DELETE_RANGE);
        assertThat(Explorer.explore(new PartitionWorld(ALL, 3, 3, null)).wrong())
                .isNull();
        assertThat(Explorer.explore(new PartitionWorld(ALL, 2, 4, null)).wrong())
                .isNull();
        assertThat(Explorer.explore(new PartitionWorld(rows, 2, 3, 11L)).wrong())
                .isNull();
    }
}
