package io.starlingdb.node.streaming;

import org.jspecify.annotations.Nullable;

/**
 * How far one new owner is in one transition; gossiped, so that any node can tell.
 *
 * @param done pieces it has, of {@code pieces}
 * @param bytes that it has fetched
 * @param secondsLeft about how long it still takes at the pace so far; -1 while that is not known
 */
public record FetchReport(long transition, int done, int pieces, long bytes, long secondsLeft) {
    /** The gossip fact that has it. */
    public static final String FACT = "streaming";

    String text() {
        return transition + " " + done + " " + pieces + " " + bytes + " " + secondsLeft;
    }

    /** The report of a fact; null for none, or for what is none. */
    public static @Nullable FetchReport parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(" ", -1);
        if (parts.length < 4) {
            return null;
        }
        try {
            return new FetchReport(
                    Long.parseLong(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Long.parseLong(parts[3]),
                    parts.length > 4 ? Long.parseLong(parts[4]) : -1);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
