package io.starlingdb.node.cql.system;

import io.starlingdb.node.ring.Partitioner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rows of {@code system.local} and {@code system.peers}. */
final class NodeRows {

    /** The Cassandra version that drivers choose their queries by; 4.0 or later means DESCRIBE on the server and peers_v2. */
    static final String RELEASE_VERSION = "5.0.2";

    static final String CQL_VERSION = "3.4.7";

    private static final String PROTOCOL_VERSION = "5";

    private NodeRows() {}

    static Map<String, Object> local(ClusterFacts facts) {
        NodeFacts node = facts.local();
        Map<String, Object> row = common(facts, node);
        row.put("key", "local");
        row.put("bootstrapped", "COMPLETED");
        row.put("broadcast_address", node.internodeAddress());
        row.put("broadcast_port", node.internodePort());
        row.put("cluster_name", facts.clusterName());
        row.put("cql_version", CQL_VERSION);
        row.put("gossip_generation", 1);
        row.put("listen_address", node.internodeAddress());
        row.put("listen_port", node.internodePort());
        row.put("native_protocol_version", PROTOCOL_VERSION);
        row.put("partitioner", Partitioner.NAME);
        row.put("rpc_address", node.nativeAddress());
        row.put("rpc_port", node.nativePort());
        return row;
    }

    static List<Map<String, Object>> peers(ClusterFacts facts) {
        return facts.peers().stream()
                .map(node -> {
                    Map<String, Object> row = common(facts, node);
                    row.put("peer", node.internodeAddress());
                    row.put("rpc_address", node.nativeAddress());
                    return row;
                })
                .toList();
    }

    static List<Map<String, Object>> peersWithPorts(ClusterFacts facts) {
        return facts.peers().stream()
                .map(node -> {
                    Map<String, Object> row = common(facts, node);
                    row.put("peer", node.internodeAddress());
                    row.put("peer_port", node.internodePort());
                    row.put("native_address", node.nativeAddress());
                    row.put("native_port", node.nativePort());
                    return row;
                })
                .toList();
    }

    private static Map<String, Object> common(ClusterFacts facts, NodeFacts node) {
        Map<String, Object> row = new HashMap<>();
        row.put("data_center", node.datacenter());
        row.put("host_id", node.hostId());
        row.put("rack", node.rack());
        row.put("release_version", RELEASE_VERSION);
        row.put("schema_version", facts.schema().version());
        TreeSet<String> tokens = new TreeSet<>();
        node.tokens().forEach(token -> tokens.add(Long.toString(token)));
        row.put("tokens", tokens);
        return row;
    }
}
