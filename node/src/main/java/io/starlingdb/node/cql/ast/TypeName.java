package io.starlingdb.node.cql.ast;

import java.util.List;
import java.util.stream.Collectors;

/** A type as written, for example {@code map<text, frozen<list<int>>>}; the schema decides whether it exists. */
public record TypeName(String name, List<TypeName> arguments, int at) {

    /** The CQL form, as the schema package parses it. */
    public String text() {
        return arguments.isEmpty()
                ? name
                : name + arguments.stream().map(TypeName::text).collect(Collectors.joining(", ", "<", ">"));
    }
}
