package io.starlingdb.node.schema;

import org.jspecify.annotations.Nullable;

/** The user-defined types that a type's text may name. */
public interface TypeScope {
    /** No such types. */
    TypeScope NONE = (keyspace, name) -> null;

    /**
     * The type of that exact name.
     *
     * @param keyspace as the text gives it, null where it gives none
     * @return null if there is none; frozen or not is of no consequence
     * @throws io.starlingdb.client.StarlingException {@code INVALID} for one of another keyspace
     */
    @Nullable
    UserType find(@Nullable String keyspace, String name);
}
