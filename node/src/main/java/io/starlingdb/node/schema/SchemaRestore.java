package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of a snapshot's schema into the present one, as a pure function. A table gets a new id, whether there is one of its name already or not, so it is empty, and keeps
 * its columns' ids, so that the snapshot's rows can be read by it. A keyspace that is missing is made; user-defined types that are missing are added.
 */
public final class SchemaRestore {
    private SchemaRestore() {}

    /**
     * @param tables of {@code snapshot}
     * @param replication of keyspaces that are missing; null for the snapshot's
     * @throws StarlingException CONFLICT where a type of the same name is another
     */
    public static Schema into(
            Schema present, Schema snapshot, List<TableSchema> tables, @Nullable Replication replication) {
        Schema changed = present;
        for (TableSchema table : tables) {
            KeyspaceSchema old = snapshot.requireKeyspace(table.keyspace());
            KeyspaceSchema owner = changed.keyspace(table.keyspace());
            if (owner == null) {
                owner = new KeyspaceSchema(
                        old.name(),
                        replication == null ? old.replication() : replication,
                        old.durableWrites(),
                        new TreeMap<>());
            }
            for (UserType type : old.types().values()) {
                UserType known = owner.type(type.name());
                if (known == null) {
                    owner = owner.with(type);
                } else if (!known.equals(type)) {
                    throw new StarlingException(
                            ErrorCode.CONFLICT,
                            "The type " + owner.name() + "." + type.name()
                                    + " is not the snapshot's: rename or drop it, or restore into another cluster");
                }
            }
            changed = changed.with(owner);
            changed = changed.with(table.withId(changed.nextTableId()).retyped(owner));
        }
        return changed;
    }
}
