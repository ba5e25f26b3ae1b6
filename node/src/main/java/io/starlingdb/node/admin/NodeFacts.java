package io.starlingdb.node.admin;

import io.starlingdb.gossip.Member;
import io.starlingdb.node.coordinator.Coordinator;
import org.jspecify.annotations.Nullable;

/** The names of the gossiped facts that the admin resources read; each node states its own. */
public final class NodeFacts {
    /** {@code HOST:PORT} of HTTP/JSON. */
    public static final String HTTP = "http";

    /** {@code HOST:PORT} of the CQL native protocol. */
    public static final String CQL = "cql";

    public static final String DATACENTER = "dc";
    public static final String RACK = "rack";

    /** The epoch of the cluster record that the node has; 0 while it waits. */
    public static final String EPOCH = "epoch";

    /** {@code true} while the node takes no client requests because it is about to stop. */
    public static final String DRAINING = Coordinator.DRAINING_FACT;

    /** How its disk is: {@code well}, {@code full}, {@code failing}. */
    public static final String DISK = Coordinator.DISK_FACT;

    /** About how many bytes of data it holds. */
    public static final String LOAD = "load";

    /** The wire versions that it speaks, {@code OLDEST-NEWEST}. */
    public static final String WIRE = "wire";

    /** The release that it runs. */
    public static final String VERSION = "version";

    /** When its process started: milliseconds since 1970, by its own clock. */
    public static final String STARTED = "started";

    private NodeFacts() {}

    static String text(@Nullable Member member, String fact) {
        String value = member == null ? null : member.fact(fact);
        return value == null ? "" : value;
    }

    /** The fact as a number; {@code missing} if it is not stated, or is none: peers are not trusted. */
    static long number(@Nullable Member member, String fact, long missing) {
        String value = text(member, fact);
        try {
            return value.isEmpty() ? missing : Long.parseLong(value);
        } catch (NumberFormatException e) {
            return missing;
        }
    }
}
