package io.starlingdb.node.cql.system;

import io.starlingdb.node.schema.Schema;
import java.util.List;

/** What the system tables tell of. Called on the node's loop; must not block. */
public interface ClusterFacts {

    String clusterName();

    /** This node. */
    NodeFacts local();

    /**
     * The other nodes, those only whose facts are all known: drivers pass over a node of which anything is missing. Never this
     * node.
     */
    List<NodeFacts> peers();

    /** The cluster's schema as this node knows it. */
    Schema schema();
}
