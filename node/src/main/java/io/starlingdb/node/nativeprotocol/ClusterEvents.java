package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.SchemaChangeTarget;
import com.datastax.oss.protocol.internal.ProtocolConstants.SchemaChangeType;
import com.datastax.oss.protocol.internal.ProtocolConstants.StatusChangeType;
import com.datastax.oss.protocol.internal.ProtocolConstants.TopologyChangeType;
import com.datastax.oss.protocol.internal.response.Event;
import com.datastax.oss.protocol.internal.response.event.SchemaChangeEvent;
import com.datastax.oss.protocol.internal.response.event.StatusChangeEvent;
import com.datastax.oss.protocol.internal.response.event.TopologyChangeEvent;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What clients are told when the cluster changes: the difference between what they were told last and what is now, so nothing is told
 * twice. Loop only.
 *
 * <p>Of a node that drains they are told that it is down, and then that it was removed, until it is up again as a new one. Drivers ignore the
 * first while they have connections to it (Apache's for Java does), and would send requests there until those break: what is
 * on its way then is lost to them, and may not be repeated unless it is idempotent. When a node is removed they end their connections
 * themselves, after what they have under way. Nothing else in the protocol, up to its version 5, asks a client to leave.
 */
public final class ClusterEvents {
    private SortedMap<UUID, NodeView> nodes = new TreeMap<>();
    private Schema schema;

    /** @param schema what clients know when the first of them comes */
    public ClusterEvents(Schema schema) {
        this.schema = schema;
    }

    /**
     * The events that lead from the nodes told of last to these.
     *
     * @param now all other nodes of the cluster, by their ids; never this node itself
     */
    public List<Event> nodes(SortedMap<UUID, NodeView> now) {
        List<Event> events = new ArrayList<>();
        SortedMap<UUID, NodeView> told = new TreeMap<>();
        nodes.forEach((id, before) -> {
            NodeView after = now.get(id);
            if ((after == null || !after.address().equals(before.address())) && !before.leaves()) {
                events.add(removed(before.address()));
            }
        });
        now.forEach((id, after) -> {
            NodeView last = nodes.get(id);
            NodeView before = last != null && last.address().equals(after.address()) ? last : null;
            boolean wasUp = before != null && before.up();
            boolean wasGone = before != null && before.leaves();
            boolean isGone = after.leaves() || (wasGone && !after.up());
            told.put(id, new NodeView(after.address(), after.up(), isGone));
            if (!isGone && (before == null || wasGone)) {
                events.add(new TopologyChangeEvent(TopologyChangeType.NEW_NODE, after.address()));
            }
            if (wasUp != after.up()) {
                events.add(new StatusChangeEvent(
                        after.up() ? StatusChangeType.UP : StatusChangeType.DOWN, after.address()));
            }
            if (isGone && before != null && !wasGone) {
                events.add(removed(after.address()));
            }
        });
        nodes = told;
        return events;
    }

    /** Has clients take their connections to a node away, once what they have under way there is answered. */
    public static Event removed(InetSocketAddress node) {
        return new TopologyChangeEvent(TopologyChangeType.REMOVED_NODE, node);
    }

    /** The events that lead from the schema told of last to this one. */
    public List<Event> schema(Schema now) {
        List<Event> events = new ArrayList<>();
        for (KeyspaceSchema before : schema.keyspaces().values()) {
            if (now.keyspace(before.name()) == null) {
                events.add(keyspace(SchemaChangeType.DROPPED, before.name()));
            }
        }
        for (KeyspaceSchema after : now.keyspaces().values()) {
            KeyspaceSchema before = schema.keyspace(after.name());
            if (before == null) {
                events.add(keyspace(SchemaChangeType.CREATED, after.name()));
            } else if (!before.replication().equals(after.replication())
                    || before.durableWrites() != after.durableWrites()) {
                events.add(keyspace(SchemaChangeType.UPDATED, after.name()));
            }
            content(
                    SchemaChangeTarget.TYPE,
                    after.name(),
                    before == null ? Map.of() : before.types(),
                    after.types(),
                    events);
            content(
                    SchemaChangeTarget.TABLE,
                    after.name(),
                    before == null ? Map.of() : before.tables(),
                    after.tables(),
                    events);
        }
        schema = now;
        return events;
    }

    private static void content(
            String target, String keyspace, Map<String, ?> before, Map<String, ?> after, List<Event> events) {
        for (String name : before.keySet()) {
            if (!after.containsKey(name)) {
                events.add(new SchemaChangeEvent(SchemaChangeType.DROPPED, target, keyspace, name, List.of()));
            }
        }
        after.forEach((name, now) -> {
            Object known = before.get(name);
            if (known == null) {
                events.add(new SchemaChangeEvent(SchemaChangeType.CREATED, target, keyspace, name, List.of()));
            } else if (!known.equals(now)) {
                events.add(new SchemaChangeEvent(SchemaChangeType.UPDATED, target, keyspace, name, List.of()));
            }
        });
    }

    private static Event keyspace(String change, String name) {
        return new SchemaChangeEvent(change, SchemaChangeTarget.KEYSPACE, name, null, List.of());
    }
}
