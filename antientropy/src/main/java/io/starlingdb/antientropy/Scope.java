package io.starlingdb.antientropy;

import io.starlingdb.kernel.TokenRange;
import io.starlingdb.kernel.Tokens;
import java.util.List;

/**
 * What one exchange is about: a range of the ring that two replicas share, with all tables of the keyspaces that are replicated alike.
 *
 * @param keyspace names them all: the first of those keyspaces
 * @param range on the grid of {@link Tokens}
 */
public record Scope(String keyspace, TokenRange range) implements Comparable<Scope> {
    /** A run of slices, both ends inside. */
    public record Span(int first, int last) {}

    /** The range as runs of slices: two if it goes over the top of the ring. */
    public List<Span> spans() {
        if (range.isWhole()) {
            return List.of(new Span(0, Tokens.SLICES - 1));
        }
        int first = Tokens.slice(range.start() + 1);
        int last = Tokens.slice(range.end());
        return first <= last
                ? List.of(new Span(first, last))
                : List.of(new Span(0, last), new Span(first, Tokens.SLICES - 1));
    }

    @Override
    public int compareTo(Scope other) {
        int order = keyspace.compareTo(other.keyspace);
        return order != 0 ? order : Long.compare(range.start(), other.range.start());
    }
}
