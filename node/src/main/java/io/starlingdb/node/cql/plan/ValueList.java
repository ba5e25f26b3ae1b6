package io.starlingdb.node.cql.plan;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.schema.ListType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The values that a key column is restricted to: one for {@code =}, several for {@code IN}. They come sorted and without
 * doubles, as Cassandra gives them.
 */
public sealed interface ValueList {

    List<byte[]> values(Evaluation evaluation);

    /** Whether it is one value, written with {@code =}. */
    boolean isSingle();

    record One(KeyTerm term) implements ValueList {
        @Override
        public List<byte[]> values(Evaluation evaluation) {
            return List.of(term.value(evaluation));
        }

        @Override
        public boolean isSingle() {
            return true;
        }
    }

    /** {@code IN (a, b)}. */
    record Listed(List<KeyTerm> terms) implements ValueList {
        @Override
        public List<byte[]> values(Evaluation evaluation) {
            List<byte[]> values = new ArrayList<>(terms.size());
            for (KeyTerm term : terms) {
                values.add(term.value(evaluation));
            }
            return terms.isEmpty()
                    ? values
                    : sorted(values, terms.get(0).column().type()::compare);
        }

        @Override
        public boolean isSingle() {
            return false;
        }
    }

    /** {@code IN ?}. */
    record Bound(Term list, ListType type, String column) implements ValueList {
        @Override
        public List<byte[]> values(Evaluation evaluation) {
            byte[] packed = list.value(evaluation);
            if (packed == null || packed == Evaluation.UNSET) {
                throw StarlingException.invalid(
                        "Invalid " + (packed == null ? "null" : "unset") + " value for IN on column " + column);
            }
            return sorted(type.unpack(packed), type.element()::compare);
        }

        @Override
        public boolean isSingle() {
            return false;
        }
    }

    private static List<byte[]> sorted(List<byte[]> values, Comparator<byte[]> order) {
        TreeSet<byte[]> sorted = new TreeSet<>(order);
        sorted.addAll(values);
        return List.copyOf(sorted);
    }
}
