package io.starlingdb.node.server;

import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.cql.system.ClusterFacts;
import io.starlingdb.node.cql.system.NodeFacts;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.Schema;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What CQL's system tables tell, from the cluster record and from what nodes gossip of themselves. Loop only. */
final class SystemFacts implements ClusterFacts {
    private final NodeConfig config;
    private final NodeCore core;
    private final AddressBook addresses;
    private final ClientEndpoints endpoints;

    SystemFacts(NodeConfig config, NodeCore core, AddressBook addresses, ClientEndpoints endpoints) {
        this.config = config;
        this.core = core;
        this.addresses = addresses;
        this.endpoints = endpoints;
    }

    @Override
    public String clusterName() {
        return config.clusterName();
    }

    @Override
    public NodeFacts local() {
        RecordMember member = core.record().current().member(core.nodeId());
        NodeConfig.Network network = config.network();
        InetAddress address = addresses.find(network.advertiseAddress());
        InetAddress shown = address == null ? InetAddress.getLoopbackAddress() : address;
        return new NodeFacts(
                uuid(core.nodeId()),
                shown,
                network.internodePort(),
                shown,
                network.cqlPort(),
                config.placement().datacenter(),
                config.placement().rack(),
                member == null ? List.of() : member.tokens());
    }

    @Override
    public List<NodeFacts> peers() {
        List<NodeFacts> peers = new ArrayList<>();
        for (RecordMember member : core.record().current().members()) {
            NodeFacts facts = member.id().equals(core.nodeId()) ? null : facts(member);
            if (facts != null) {
                peers.add(facts);
            }
        }
        return peers;
    }

    @Override
    public Schema schema() {
        return core.schemaAccess().current();
    }

    private @Nullable NodeFacts facts(RecordMember member) {
        InetSocketAddress clients = endpoints.of(member.id());
        InetAddress internode = addresses.find(member.endpoint().host());
        if (clients == null || internode == null) {
            return null;
        }
        return new NodeFacts(
                uuid(member.id()),
                internode,
                member.endpoint().port(),
                clients.getAddress(),
                clients.getPort(),
                member.datacenter(),
                member.rack(),
                member.tokens());
    }

    private static UUID uuid(NodeId id) {
        return new UUID(id.high(), id.low());
    }
}
