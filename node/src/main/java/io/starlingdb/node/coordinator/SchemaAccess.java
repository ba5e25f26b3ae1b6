package io.starlingdb.node.coordinator;

import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.util.concurrent.CompletableFuture;

/**
 * The cluster's schema as this node knows it, and changes to it. Called on the node's loop; futures complete there.
 */
public interface SchemaAccess {
    /** The newest schema this node knows. */
    Schema current();

    /**
     * Agrees on a change with the cluster: two nodes that change the schema at once do it one after the other, and the second sees
     * what the first did. The future gives the schema that contains the change once every node that lives knows it (or after some seconds,
     * if one does not answer): what is created here may be used anywhere. It fails with what {@code change.applyTo} threw,
     * {@code UNAVAILABLE} or {@code TIMEOUT} (the change may still be chosen).
     */
    CompletableFuture<Schema> change(SchemaChange change);
}
