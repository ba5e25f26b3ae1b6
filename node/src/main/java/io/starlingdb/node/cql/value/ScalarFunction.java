package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.CqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function from values to one value. A null argument makes the result null without a call. */
record ScalarFunction(String name, List<CqlType> parameters, CqlType result, Body body) {

    interface Body {
        byte @Nullable [] apply(Evaluation evaluation, byte[][] arguments);
    }

    static ScalarFunction of(String name, CqlType result, List<CqlType> parameters, Body body) {
        return new ScalarFunction(name, parameters, result, body);
    }

    static ScalarFunction withoutArguments(String name, CqlType result, Body body) {
        return new ScalarFunction(name, List.of(), result, body);
    }

    /** {@code name(type, type)}. */
    String signature() {
        return name + "("
                + String.join(", ", parameters.stream().map(CqlType::toString).toList()) + ")";
    }
}
