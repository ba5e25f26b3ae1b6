package io.starlingdb.node.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.run.ResultSet;
import io.starlingdb.node.cql.system.ClusterFacts;
import io.starlingdb.node.cql.system.NodeFacts;
import io.starlingdb.node.cql.system.SystemTables;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What drivers ask when they connect; the statements are theirs. */
class SystemTablesTest {

    private static final class Facts implements ClusterFacts {
        private Testbed node;

        @Override
        public String clusterName() {
            return "murmuration";
        }

        @Override
        public NodeFacts local() {
            return node(1);
        }

        @Override
        public List<NodeFacts> peers() {
            return List.of(node(2), node(3));
        }

        @Override
        public Schema schema() {
            return node.current();
        }

        private static NodeFacts node(int number) {
            try {
                InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number});
                return new NodeFacts(
                        new UUID(0, number), address, 7000, address, 9042, "dc1", "rack" + number, List.of(5L, -7L));
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Testbed node;

    SystemTablesTest() {
        Facts facts = new Facts();
        node = new Testbed(new SystemTables(facts));
        facts.node = node;
        node.run("CREATE TABLE t (p int, c text, s int STATIC, v list<int>, PRIMARY KEY (p, c))"
                + " WITH CLUSTERING ORDER BY (c DESC)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM system.local WHERE key='local'",
                "SELECT * FROM system.local",
                "SELECT * FROM system.peers",
                "SELECT * FROM system.peers_v2",
                "SELECT host_id, peer, peer_port, native_address, native_port, schema_version FROM system.peers_v2",
                "SELECT * FROM system_schema.keyspaces",
                "SELECT * FROM system_schema.tables",
                "SELECT * FROM system_schema.columns",
                "SELECT * FROM system_schema.types",
                "SELECT * FROM system_schema.functions",
                "SELECT * FROM system_schema.aggregates",
                "SELECT * FROM system_schema.triggers",
                "SELECT * FROM system_schema.indexes",
                "SELECT * FROM system_schema.views",
                "SELECT * from system_virtual_schema.keyspaces",
                "SELECT * from system_virtual_schema.tables",
                "SELECT * from system_virtual_schema.columns",
                "SELECT * FROM system_traces.sessions",
                "SELECT durable_writes, replication FROM system_schema.keyspaces WHERE keyspace_name = 'k'",
                "SELECT * FROM system_schema.tables WHERE keyspace_name IN ('k', 'nothere')",
                "SELECT * FROM system_schema.columns WHERE keyspace_name = 'k' AND table_name = 't'",
            })
    void shouldAnswerWhatDriversAsk(String query) {
        assertThat(node.run(query).kind()).isEqualTo(ResultSet.Kind.ROWS);
    }

    @Test
    void shouldTellOfTheNodeAndItsPeers() {
        assertThat(node.rows("SELECT cluster_name, host_id, rpc_address, rpc_port, data_center, tokens, partitioner"
                        + " FROM system.local WHERE key = 'local'"))
                .containsExactly("'murmuration' | 00000000-0000-0000-0000-000000000001 | '127.0.0.1' | 9042 | 'dc1' |"
                        + " {'-7', '5'} | 'org.apache.cassandra.dht.Murmur3Partitioner'");
        assertThat(node.rows("SELECT peer, rack FROM system.peers"))
                .containsExactlyInAnyOrder("'127.0.0.2' | 'rack2'", "'127.0.0.3' | 'rack3'");
        assertThat(node.rows("SELECT schema_version FROM system.local"))
                .containsExactly(node.current().version().toString());
    }

    @Test
    void shouldFindAPeerByBoundValuesInAPlainQuery() {
        assertThat(node.rows(
                        "SELECT rack FROM system.peers_v2 WHERE peer = :address and peer_port = :port",
                        ScalarType.INET.parseText("127.0.0.3"),
                        ScalarType.INT.encode(7000)))
                .containsExactly("'rack3'");
    }

    @Test
    void shouldTellOfColumnsAsDriversReadThem() {
        assertThat(node.rows("SELECT column_name, kind, position, clustering_order, type FROM system_schema.columns"
                        + " WHERE keyspace_name = 'k' AND table_name = 't'"))
                .containsExactly(
                        "'c' | 'clustering' | 0 | 'desc' | 'text'",
                        "'p' | 'partition_key' | 0 | 'none' | 'int'",
                        "'s' | 'static' | -1 | 'none' | 'int'",
                        "'v' | 'regular' | -1 | 'none' | 'list<int>'");
        assertThat(node.rows("SELECT flags, comment FROM system_schema.tables WHERE keyspace_name = 'k'"))
                .containsExactly("{'compound'} | ''");
    }

    @Test
    void shouldListTheSystemTablesThemselves() {
        assertThat(node.rows("SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'system'"))
                .containsExactly("'local'", "'peers'", "'peers_v2'");
        assertThat(node.rows("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'system'"))
                .containsExactly("{'class': 'org.apache.cassandra.locator.LocalStrategy'}");
        assertThat(node.rows("DESCRIBE CLUSTER"))
                .containsExactly("'murmuration' | 'org.apache.cassandra.dht.Murmur3Partitioner' | 'SimpleSnitch'");
    }

    @Test
    void shouldPageThroughVirtualTables() {
        String query = "SELECT keyspace_name, table_name, column_name FROM system_schema.columns";
        List<String> rows = new ArrayList<>();
        byte[] state = null;
        do {
            ResultSet page = node.run(node.session.withPage(7, state), query);
            rows.addAll(Testbed.rows(page));
            state = page.pagingState();
        } while (state != null);

        assertThat(rows).isEqualTo(node.rows(query)).hasSizeGreaterThan(100);
    }

    @Test
    void shouldRefuseToWriteAndChangeThem() {
        assertThatThrownBy(() -> node.run("INSERT INTO system.local (key) VALUES ('x')"))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("is a system table and cannot be written");
        assertThatThrownBy(() -> node.run("DROP TABLE system.local"))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("belongs to the system and cannot be changed");
        assertThatThrownBy(() -> node.run("DROP KEYSPACE system"))
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("belongs to the system and cannot be changed");
    }
}
