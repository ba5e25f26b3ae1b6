package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * {@code GET /v1/node}: this node about itself.
 *
 * @param address {@code HOST:PORT} between nodes
 * @param cluster the cluster's name
 * @param state see {@link NodeState}
 * @param epoch of its cluster record; 0 while it waits
 * @param members how many nodes it knows, itself included
 * @param alive how many of them are alive
 * @param disk how its disk is
 * @param hints what it keeps for others
 * @param storesHints whether there may be more of them, which are being stored, or read from the disk
 * @param clients who is connected to it by the native protocol
 * @param antiEntropy how far it and its co-replicas are the same
 */
@JsonNaming(SnakeCaseStrategy.class)
public record NodeStatusReport(
        String id,
        String address,
        String http,
        String cql,
        String cluster,
        NodeState state,
        String datacenter,
        String rack,
        long epoch,
        int members,
        int alive,
        long loadBytes,
        String version,
        long uptimeS,
        DiskStatus disk,
        List<HintQueue> hints,
        boolean storesHints,
        List<ClientStatus> clients,
        AntiEntropyStatus antiEntropy) {}
