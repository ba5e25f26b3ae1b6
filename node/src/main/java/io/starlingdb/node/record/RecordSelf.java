package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.Location;

/**
 * Who this node is, as configured and as its data directory says.
 *
 * @param id its durable identity
 * @param endpoint where other nodes reach it
 * @param location its datacenter and rack
 * @param tokens how many tokens it gets when a cluster is founded
 * @param clusterName the cluster that it wants to be in; records of clusters with another name are not for it
 */
public record RecordSelf(NodeId id, Endpoint endpoint, Location location, int tokens, String clusterName) {}
