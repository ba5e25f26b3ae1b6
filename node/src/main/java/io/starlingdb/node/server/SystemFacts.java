package io.starlingdb.node.server;

import io.starlingdb.gossip.Member;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.NodeCore;
import io.starlingdb.node.config.NodeConfig;
import io.starlingdb.node.cql.system.ClusterFacts;
import io.starlingdb.node.cql.system.NodeFacts;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.Schema;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What CQL's system tables tell, from the cluster record and from what nodes gossip of themselves. Loop only. */
final class SystemFacts implements ClusterFacts {
    private final NodeConfig config;
    private final NodeCore core;
    private final AddressBook addresses;

    SystemFacts(NodeConfig config, NodeCore core, AddressBook addresses) {
        this.config = config;
        this.core = core;
        this.addresses = addresses;
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
            NodeFacts facts = member.id().equals(core.nodeId())
                    ? null
                    : facts(member, core.membership().member(member.id()));
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

    private @Nullable NodeFacts facts(RecordMember recorded, @Nullable Member seen) {
        Endpoint cql = cqlEndpoint(seen);
        InetAddress internode = addresses.find(recorded.endpoint().host());
        InetAddress clients = cql == null ? null : addresses.find(cql.host());
        if (cql == null || internode == null || clients == null) {
            return null;
        }
        return new NodeFacts(
                uuid(recorded.id()),
                internode,
                recorded.endpoint().port(),
                clients,
                cql.port(),
                recorded.datacenter(),
                recorded.rack(),
                recorded.tokens());
    }

    /** Where the member says that drivers reach it; null if it says nothing that makes sense. */
    private static @Nullable Endpoint cqlEndpoint(@Nullable Member member) {
        String stated = member == null ? null : member.fact(io.starlingdb.node.admin.NodeFacts.CQL);
        try {
            return stated == null ? null : Endpoint.parse(stated, 9042);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static UUID uuid(NodeId id) {
        return new UUID(id.high(), id.low());
    }
}
