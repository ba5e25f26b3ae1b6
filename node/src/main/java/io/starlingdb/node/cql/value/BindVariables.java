package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Parsed;
import io.starlingdb.node.schema.CqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects, while a statement is planned, what its markers take. */
public final class BindVariables {

    private final @Nullable BindVariable[] variables;

    public BindVariables(Parsed parsed) {
        variables = new BindVariable[parsed.markers().size()];
    }

    /** Says what a marker takes and gives the term of its value. */
    Term bind(Expression.Marker marker, CqlType type, String receiver) {
        String name = marker.name() == null ? receiver : marker.name();
        variables[marker.index()] = new BindVariable(name, type);
        return new BoundTerm(marker.index(), type, name);
    }

    /** All variables in the order of the text; every marker has been bound by then. */
    public List<BindVariable> all() {
        List<BindVariable> all = new ArrayList<>(variables.length);
        for (BindVariable variable : variables) {
            if (variable == null) {
                throw new IllegalStateException("a marker was not planned");
            }
            all.add(variable);
        }
        return all;
    }
}
