package io.starlingdb.node.admin;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.ring.Location;
import io.starlingdb.node.ring.OwnedRange;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.ReplicationStrategy;
import io.starlingdb.node.ring.Ring;
import io.starlingdb.node.schema.KeyspaceSchema;
import io.starlingdb.node.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Says which rows would have fewer copies than they should, or copies that one failure takes together: on one rack of a datacenter, on several nodes
 * of one machine. What is so already is said too, with how much of it there is now. Pure.
 */
final class PlacementWarnings {
    private final List<RecordMember> before;
    private final List<RecordMember> after;
    private final List<String> warnings = new ArrayList<>();

    private PlacementWarnings(List<RecordMember> before, List<RecordMember> after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The warnings for all keyspaces.
     *
     * @param now the schema as it is
     * @param then the schema as it would be
     * @param before the members as they are
     * @param after the members as they would be
     */
    static List<String> of(Schema now, Schema then, List<RecordMember> before, List<RecordMember> after) {
        PlacementWarnings found = new PlacementWarnings(before, after);
        then.keyspaces().forEach((name, keyspace) -> found.look(now.requireKeyspace(name), keyspace));
        return List.copyOf(found.warnings);
    }

    private void look(KeyspaceSchema asItIs, KeyspaceSchema keyspace) {
        Ring now = ring(asItIs, before);
        Ring then = ring(keyspace, after);
        String name = "Keyspace " + keyspace.name();
        lookForMissing(name, then);
        compare(name, "on one rack", now, then, RecordMember::location);
        compare(name, "on one host", now, then, member -> member.endpoint().host());
    }

    private static Ring ring(KeyspaceSchema keyspace, List<RecordMember> members) {
        return new Ring(0, members, ReplicationStrategy.of(keyspace.replication(), members));
    }

    private void lookForMissing(String keyspace, Ring then) {
        int wanted = then.strategy().factor();
        int least = then.ranges().stream()
                .mapToInt(owned -> owned.replicas().size())
                .min()
                .orElse(wanted);
        if (least < wanted) {
            warnings.add(keyspace + " wants " + wanted + " copies of each row, and would have " + least
                    + " of some: there are too few nodes");
        }
    }

    private void compare(String keyspace, String where, Ring now, Ring then, Function<RecordMember, Object> place) {
        double sharing = sharing(then, place);
        if (sharing > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s would have two or more copies of %s of its rows %s%s (%s)",
                    keyspace,
                    percent(sharing),
                    where,
                    asNow(sharing, sharing(now, place)),
                    String.join(", ", shared(then, place))));
        }
    }

    private static String asNow(double then, double now) {
        String known = percent(now);
        return known.equals(percent(then)) ? ", as it has now" : "; now it is " + known;
    }

    /** The share of the rows of which two copies or more lie in one place. */
    private static double sharing(Ring ring, Function<RecordMember, Object> place) {
        double share = 0;
        for (OwnedRange owned : ring.ranges()) {
            share += repeated(owned, place).isEmpty() ? 0 : part(owned.range());
        }
        return share;
    }

    private static List<String> shared(Ring ring, Function<RecordMember, Object> place) {
        return ring.ranges().stream()
                .flatMap(owned -> repeated(owned, place).stream())
                .map(PlacementWarnings::text)
                .distinct()
                .sorted()
                .toList();
    }

    private static String text(Object place) {
        return place instanceof Location at ? at.datacenter() + "/" + at.rack() : place + "";
    }

    private static Set<Object> repeated(OwnedRange owned, Function<RecordMember, Object> place) {
        Set<Object> seen = new HashSet<>();
        Set<Object> twice = new HashSet<>();
        for (RecordMember member : owned.replicas().members()) {
            Object at = place.apply(member);
            if (!seen.add(at)) {
                twice.add(at);
            }
        }
        return twice;
    }

    private static double part(TokenRange range) {
        return range.width() == 0 ? 1 : (range.width() >>> 1) * 2.0 / 0x1p64;
    }

    private static String percent(double share) {
        double percent = share * 100;
        return percent > 0 && percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
