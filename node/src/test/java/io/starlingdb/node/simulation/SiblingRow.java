package io.starlingdb.node.simulation;

import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every write to one row of a {@code siblings} table with the context its writer gave, and what a read of the row may therefore show: exactly
 * the values that no write in its history had seen.
 *
 * <p>Contexts are trusted only as far as they have been checked: a read whose vector claims a write must show its values, or a write that
 * had seen them must be in the vector too. So a vector that claims too much is caught where it first shows.
 */
final class SiblingRow {
    /**
     * One write.
     *
     * @param seen the context that its writer gave
     */
    record Event(int value, Set<String> columns, boolean deletes, CausalContext seen, long requestId) {}

    /** An acknowledged write and the moment since which so many replicas have held it. */
    private record Held(Event event, int replicas, long sinceNanos) {}

    private final String name;
    private final Issues issues;
    private final List<Event> events = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();

    /** Writes that most replicas held once: they are not lost with one of them. */
    private final Set<Event> safe = new HashSet<>();

    SiblingRow(String name, Issues issues) {
        this.name = name;
        this.issues = issues;
    }

    Event begin(int value, Set<String> columns, boolean deletes, CausalContext seen, long requestId) {
        Event event = new Event(value, columns, deletes, seen, requestId);
        events.add(event);
        return event;
    }

    /** The write was acknowledged with this context. @return what is wrong with it; null if nothing is */
    @Nullable
    String done(Event event, CausalContext result, int replicas, long nowNanos) {
        if (!holds(result, event)) {
            return name + ": the context of write " + event.value() + " does not hold it";
        }
        for (Event other : events) {
            if (other != event && holds(result, other) && !holds(event.seen(), other)) {
                return name + ": the context of write " + event.value() + " claims " + other.value()
                        + ", which it had not seen";
            }
        }
        held.add(new Held(event, replicas, nowNanos));
        if (replicas > 1) {
            safe.add(event);
        }
        return null;
    }

    /** Checks what a read of so many replicas showed of one column. @return what is wrong; null if nothing is */
    @Nullable
    String check(
            String column, Set<Integer> shown, CausalContext context, int replicas, long beganNanos, Settled settled) {
        for (Held write : held) {
            boolean owed = write.replicas() > 1
                    && write.replicas() + replicas > Floors.REPLICAS
                    && write.sinceNanos() <= beganNanos;
            if (owed && !holds(context, write.event(), settled.atEnd())) {
                return name + ": a read of " + replicas + " has not seen "
                        + write.event().value() + ", acknowledged by " + write.replicas();
            }
        }
        for (int value : shown) {
            if (events.stream().noneMatch(event -> event.value() == value && sets(event, column))) {
                return name + "." + column + ": shows " + value + ", which nobody wrote";
            }
        }
        if (replicas > 1) {
            events.stream()
                    .filter(event -> tells(context, event, settled.atEnd()))
                    .forEach(safe::add);
        }
        for (Event event : events) {
            if (sets(event, column) && holdsSurely(context, event, settled)) {
                boolean replaced = isReplaced(event, column, other -> holds(context, other, settled.atEnd()));
                if (isReplaced(event, column, other -> holdsSurely(context, other, settled))
                        && shown.contains(event.value())) {
                    return name + "." + column + ": still shows " + event.value()
                            + ", which a write that it holds had seen";
                }
                if (!replaced && !shown.contains(event.value())) {
                    return name + "." + column + ": lost " + event.value() + ", which nobody had replaced; shows "
                            + shown;
                }
            } else if (shown.contains(event.value())
                    && sets(event, column)
                    && !holds(context, event, settled.atEnd())) {
                return name + "." + column + ": shows " + event.value() + ", which its context does not hold";
            }
        }
        return null;
    }

    private static boolean sets(Event event, String column) {
        return event.columns().contains(column) && !event.deletes();
    }

    /** Whether a write that is held had seen this one. */
    private boolean isReplaced(Event event, String column, Predicate<Event> isHeld) {
        for (Event other : events) {
            if (other != event
                    && other.columns().contains(column)
                    && holds(other.seen(), event)
                    && isHeld.test(other)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Up to which stamp the row was settled, in µs: of what is settled a context tells no more.
     *
     * @param atBegin when the read began
     * @param atEnd when it had ended
     */
    record Settled(long atBegin, long atEnd) {}

    /** Whether a read with this context has seen the write for sure: one from a settled time may never have left the node that issued it, and died. */
    private boolean holdsSurely(CausalContext context, Event event, Settled settled) {
        return tells(context, event, settled.atEnd())
                || (safe.contains(event) && holds(context, event, settled.atBegin()));
    }

    /** Whether a context tells of the write itself: up to what is settled it claims everything, also what nobody holds. */
    private boolean tells(CausalContext context, Event event, long settled) {
        return issues.dots(event.requestId()).stream().anyMatch(dot -> dot.stamp() > settled && context.hasSeen(dot));
    }

    /** Whether a read with this context may have seen the write. */
    private boolean holds(CausalContext context, Event event, long settled) {
        return holds(context, event) || issues.dots(event.requestId()).stream().anyMatch(dot -> dot.stamp() <= settled);
    }

    private boolean holds(CausalContext context, Event event) {
        return issues.dots(event.requestId()).stream().anyMatch(context::hasSeen);
    }
}
