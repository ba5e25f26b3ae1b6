package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.value.Term;
import java.util.ArrayList;
import java.util.List;

/** Finds the markers that give a partition key, which let drivers route a statement to a replica. */
final class Routing {

    private Routing() {}

    static List<Integer> of(PartitionTarget target) {
        if (!(target instanceof PartitionTarget.OfKeys keys)) {
            return List.of();
        }
        List<Integer> markers = new ArrayList<>(keys.columns().size());
        for (ValueList values : keys.columns()) {
            int marker = values instanceof ValueList.One one ? one.term().term().marker() : Term.NO_MARKER;
            if (marker == Term.NO_MARKER) {
                return List.of();
            }
            markers.add(marker);
        }
        return List.copyOf(markers);
    }
}
