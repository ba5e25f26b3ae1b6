package io.starlingdb.node.nativeprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.node.schema.Schema;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClusterEventsTest {
    private static final UUID ID = new UUID(1, 1);

    private final ClusterEvents events = new ClusterEvents(Schema.EMPTY);

    @Test
    void shouldTellEachChangeOnce() {
        assertThat(told(9042, true)).containsExactly("NEW_NODE", "UP");
        assertThat(told(9042, true)).isEmpty();
        assertThat(told(9042, false)).containsExactly("DOWN");
        assertThat(told(9042, false)).isEmpty();
        assertThat(told(9042, true)).containsExactly("UP");
    }

    @Test
    void shouldTellOfANodeThatMovedAsOfTwo() {
        told(9042, true);
        assertThat(told(9043, true)).containsExactly("REMOVED_NODE", "NEW_NODE", "UP");
    }

    @Test
    void shouldTellOfANodeThatLeft() {
        told(9042, true);
        assertThat(changes(Map.of())).containsExactly("REMOVED_NODE");
    }

    @Test
    void shouldNotSayThatANewNodeIsUpBeforeItIs() {
        assertThat(told(9042, false)).containsExactly("NEW_NODE");
        assertThat(told(9042, true)).containsExactly("UP");
    }

    @Test
    void shouldHaveClientsLeaveANodeThatDrainsUntilItIsBack() {
        told(9042, true);
        assertThat(told(9042, false, true)).containsExactly("DOWN", "REMOVED_NODE");
        assertThat(told(9042, false, true)).isEmpty();
        assertThat(told(9042, false, false))
                .as("it has started, and does not serve yet")
                .isEmpty();
        assertThat(told(9042, true, false)).containsExactly("NEW_NODE", "UP");
        assertThat(told(9042, false, false)).as("a crash").containsExactly("DOWN");
        assertThat(told(9042, true, false)).containsExactly("UP");
    }

    @Test
    void shouldTellOnceThatANodeIsGoneThatDrainedAndThenLeft() {
        told(9042, true);
        told(9042, false, true);
        assertThat(changes(Map.of())).isEmpty();
    }

    private List<String> told(int port, boolean up) {
        return told(port, up, false);
    }

    private List<String> told(int port, boolean up, boolean leaves) {
        return changes(Map.of(ID, new NodeView(new InetSocketAddress("127.0.0.1", port), up, leaves)));
    }

    /** The kinds of change that are told. */
    private List<String> changes(Map<UUID, NodeView> now) {
        return events.nodes(new TreeMap<>(now)).stream()
                .map(event -> {
                    if (event instanceof com.datastax.oss.protocol.internal.response.event.StatusChangeEvent status) {
                        return status.changeType;
                    }
                    return ((com.datastax.oss.protocol.internal.response.event.TopologyChangeEvent) event).changeType;
                })
                .toList();
    }
}
