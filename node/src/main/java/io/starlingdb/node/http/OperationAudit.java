package io.starlingdb.node.http;

import org.jspecify.annotations.Nullable;

/** Hears of every operation that somebody begins on the node or the cluster. Called on the loop; must not block. */
@FunctionalInterface
public interface OperationAudit {
    /**
     * An operation has begun, or was refused.
     *
     * @param actor user and address
     * @param what path and body of the request
     * @param failure why it was refused; null if it was not
     */
    void told(String actor, String what, @Nullable Throwable failure);
}
