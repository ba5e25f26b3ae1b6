package io.starlingdb.node.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the admin resources ask of the node they stand in; the composition implements it. Loop only: never blocks, and futures complete on the
 * loop.
 */
public interface LocalNode {

    NodeState state();

    /**
     * Stops taking client requests, ends those under way, tells the other nodes, and makes everything durable. What remains is to end the
     * process. Again: the same future.
     */
    CompletableFuture<@Nullable Void> drain();

    /** Completes when everything written before is in files that survive the loss of power. */
    CompletableFuture<@Nullable Void> flush();

    /** How its disk is. */
    default DiskStatus disk() {
        return DiskStatus.UNKNOWN;
    }

    /** What is kept for other nodes that were away; nothing where there are no hints. */
    default List<HintQueue> hints() {
        return List.of();
    }

    /** Whether there may be more of them, which are being stored, or read from the disk. */
    default boolean isStoringHints() {
        return false;
    }

    /** Who is connected by the native protocol. */
    default List<ClientStatus> clients() {
        return List.of();
    }

    /** How far this node and its co-replicas are the same. */
    default AntiEntropyStatus antiEntropy() {
        return AntiEntropyStatus.NONE;
    }
}
