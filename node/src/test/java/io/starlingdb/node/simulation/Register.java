package io.starlingdb.node.simulation;

import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was done to one cell of a {@code last_write_wins} table, and what a read of it may therefore show.
 *
 * <p><b>Writes issued twice.</b> A write X that is forwarded again may be issued by two replicas, with the first node's time t as its timestamp;
 * only the first may have raised it, to t′, above a cell Z that it overwrote: t′ is then Z's timestamp plus one. The client was told of t. It
 * may seem that a later write Y between the two is lost when X comes back with t′. But Z, which is older than X, has more than Y already, so Y
 * was lost to Z when it was written, by clocks that differ, as on any such table; that X is shown in Z's place harms nobody. So reads must
 * show t, or more; and what is shown with a raised timestamp must have such a Z, which is checked.
 */
final class Register {
    static final int DELETION = -1;

    /** One write. */
    record Event(int value, long requestId) {}

    private final String name;
    private final Issues issues;
    private final List<Event> events = new ArrayList<>();
    private final Floors floors = new Floors();

    Register(String name, Issues issues) {
        this.name = name;
        this.issues = issues;
    }

    /** A client asks for a write; what it was told of it is not needed here. */
    Event begin(int value, long requestId) {
        Event event = new Event(value, requestId);
        events.add(event);
        return event;
    }

    /** So many replicas acknowledged the write, with this context. @return what is wrong; null if nothing is */
    @Nullable
    String done(Event event, CausalContext context, int replicas, long nowNanos) {
        long timestamp = issues.timestamp(event.requestId(), context);
        if (timestamp == 0) {
            return name + ": a write was acknowledged that no node issued";
        }
        floors.raise(replicas, timestamp, nowNanos);
        return null;
    }

    /** What a read showed of this cell. */
    record Seen(int value, long timestamp) {}

    /**
     * Checks one read.
     *
     * @param seen null if it showed no value that {@code matching} accepts
     * @param replicas how many answered
     * @return what is wrong; null if nothing is
     */
    @Nullable
    String check(@Nullable Seen seen, IntPredicate matching, int replicas, long beganNanos) {
        long needed = floors.at(replicas, beganNanos);
        return seen == null ? checkAbsent(matching, needed) : checkSeen(seen, needed);
    }

    private @Nullable String checkAbsent(IntPredicate matching, long needed) {
        if (needed == 0) {
            return null;
        }
        for (Event event : events) {
            boolean hides = event.value() == DELETION || !matching.test(event.value());
            if (hides && issues.timestamp(event.requestId()) >= needed) {
                return null;
            }
        }
        return name + ": shows nothing, though something of timestamp " + needed + " was there before" + history();
    }

    private @Nullable String checkSeen(Seen seen, long needed) {
        for (Event event : events) {
            if (event.value() == seen.value()) {
                if (!issues.has(event.requestId(), seen.timestamp())) {
                    return name + ": shows " + seen + ", which was written with another timestamp" + history();
                }
                if (issues.isRaised(event.requestId(), seen.timestamp()) && !isAboveAnother(seen.timestamp())) {
                    return name + ": shows " + seen + ", raised above nothing" + history();
                }
                return seen.timestamp() >= needed
                        ? null
                        : name + ": shows " + seen + ", though something of timestamp " + needed + " was there before"
                                + history();
            }
        }
        return name + ": shows " + seen.value() + ", which nobody wrote";
    }

    private boolean isAboveAnother(long timestamp) {
        return events.stream().anyMatch(event -> issues.has(event.requestId(), timestamp - 1));
    }

    /** A read of so many replicas has shown this: they hold it, or something newer, from now on. */
    void shown(Seen seen, int replicas, long nowNanos) {
        if (replicas > 1) {
            floors.raise(replicas, seen.timestamp(), nowNanos);
        }
    }

    private String history() {
        StringBuilder text = new StringBuilder("; its writes:");
        for (Event event : events.subList(Math.max(0, events.size() - 8), events.size())) {
            text.append(' ')
                    .append(event.value() == DELETION ? "deletion" : event.value())
                    .append('@')
                    .append(issues.timestamp(event.requestId()));
        }
        return text.toString();
    }
}
