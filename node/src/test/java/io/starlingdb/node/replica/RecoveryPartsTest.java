package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ChangeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.ring.TokenAllocator;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryPartsTest {
    private static NodeId node(int number) {
        return new NodeId(0, number);
    }

    private static RecoveryParts parts(int nodes, int factor) {
        List<TokenAllocator.Seat> seats = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            seats.add(new TokenAllocator.Seat(new Location("dc", "rack"), 4));
        }
        List<List<Long>> tokens = TokenAllocator.found(seats);
        List<RecordMember> members = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            members.add(new RecordMember(
                    i,
                    node(i),
                    i,
                    new Endpoint("n" + i, 7000),
                    new Location("dc", "rack"),
                    NodeStatus.NORMAL,
                    tokens.get(i - 1)));
        }
        Schema schema =
                new SchemaChange.CreateKeyspace("ks", Replication.simple(factor), true, false).applyTo(Schema.EMPTY);
        for (String name : List.of("t", "u")) {
            List<ColumnDefinition> columns =
                    List.of(new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY));
            schema = new SchemaChange.CreateTable("ks", name, columns, Map.of(), false).applyTo(schema);
        }
        Roster roster = new Roster(members, List.of(1), nodes + 1, List.of());
        ClusterRecord record =
                new ClusterRecord(1, new UUID(0, 1), "test", roster, schema, List.of(new ChangeId(node(1), 1, 1)));
        return new RecoveryParts(record, node(1));
    }

    @Test
    void shouldExchangeEveryTableWholeWhereAllNodesHoldAll() {
        RecoveryParts parts = parts(3, 3);
        assertThat(parts.peers()).containsExactly(node(2), node(3));
        assertThat(parts.with(node(2))).hasSize(2).allSatisfy(part -> {
            assertThat(part.range().start()).isEqualTo(Long.MIN_VALUE);
            assertThat(part.range().end()).isEqualTo(Long.MAX_VALUE);
        });
    }

    @Test
    void shouldNeedNobodyWhereThereIsOneReplica() {
        assertThat(parts(3, 1).peers()).isEmpty();
        assertThat(parts(3, 1).isEnough(Set.of())).isTrue();
    }

    @Test
    void shouldWaitForEveryCoReplica() {
        // A write that this node and one other acknowledged is known to nobody else, be that one alive or dead.
        RecoveryParts parts = parts(5, 5);
        assertThat(parts.isEnough(Set.of(node(2), node(3), node(4)))).isFalse();
        assertThat(parts.isEnough(Set.of(node(2), node(3), node(4), node(5)))).isTrue();
    }

    @Test
    void shouldWaitForNobodyWhoIsNoCoReplica() {
        RecoveryParts parts = parts(5, 2);
        assertThat(parts.isEnough(Set.copyOf(parts.peers()))).isTrue();
    }
}
