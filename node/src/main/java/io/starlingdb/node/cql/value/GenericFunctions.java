package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.CqlDuration;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.SetType;
import io.starlingdb.node.schema.VectorType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions whose types follow from those of their arguments. */
final class GenericFunctions {

    private final Source source;
    private final TermCompiler terms;

    GenericFunctions(Source source, TermCompiler terms) {
        this.source = source;
        this.terms = terms;
    }

    /**
     * The term of a call; null if it is of no such function.
     *
     * @param name the function's name as {@link Functions#key} writes it
     */
    @Nullable
    TypedTerm find(String name, Expression.Call call) {
        return switch (name) {
            case "tojson" -> of(call, Functions.toJson(argument(call).type()));
            case "abs", "exp", "log", "log10", "round" ->
                of(call, MathFunctions.find(name, argument(call).type()));
            case "mapkeys", "mapvalues" ->
                of(call, mapParts(name, argument(call).type()));
            case "collectioncount", "collectionmin", "collectionmax", "collectionsum", "collectionavg" ->
                of(
                        call,
                        collection(
                                name.substring("collection".length()),
                                argument(call).type()));
            case "similaritycosine", "similarityeuclidean", "similaritydotproduct" -> similarity(name, call);
            case "floor" -> floor(call);
            default -> null;
        };
    }

    private TypedTerm argument(Expression.Call call) {
        if (call.arguments().size() != 1) {
            throw source.invalid(
                    call.at(), "Invalid number of arguments for function " + call.function() + ": it takes one");
        }
        return terms.infer(call.arguments().get(0));
    }

    private TypedTerm of(Expression.Call call, @Nullable ScalarFunction function) {
        TypedTerm argument = argument(call);
        if (function == null) {
            throw source.invalid(
                    call.at(),
                    "Invalid call to function " + call.function() + ": it does not take values of type "
                            + argument.type());
        }
        return new TypedTerm(new CallTerm(function, List.of(argument.term())), function.result());
    }

    private static @Nullable ScalarFunction mapParts(String name, CqlType type) {
        if (!(type instanceof MapType map)) {
            return null;
        }
        boolean keys = name.equals("mapkeys");
        CollectionType result = keys ? new SetType(map.key(), true) : new ListType(map.value(), true);
        return ScalarFunction.of(name, result, List.of(type), (e, a) -> {
            List<byte[]> parts = map.unpack(a[0]);
            List<byte[]> chosen = new ArrayList<>(parts.size() / 2);
            for (int i = keys ? 0 : 1; i < parts.size(); i += 2) {
                chosen.add(parts.get(i));
            }
            return result.pack(chosen);
        });
    }

    private static @Nullable ScalarFunction collection(String name, CqlType type) {
        if (!(type instanceof CollectionType collection)) {
            return null;
        }
        if (name.equals("count")) {
            int step = collection instanceof MapType ? 2 : 1;
            return ScalarFunction.of(
                    name,
                    ScalarType.INT,
                    List.of(type),
                    (e, a) -> ScalarType.INT.encode(collection.unpack(a[0]).size() / step));
        }
        CqlType element = collection instanceof SetType set ? set.element() : collection.valueType();
        AggregateFunction aggregate = collection instanceof MapType ? null : Aggregates.find(name, element);
        if (aggregate == null) {
            return null;
        }
        return ScalarFunction.of(name, aggregate.result(), List.of(type), (e, a) -> {
            AggregateFunction.Accumulator accumulator = aggregate.start().get();
            collection.unpack(a[0]).forEach(accumulator::add);
            return accumulator.result();
        });
    }

    private TypedTerm similarity(String name, Expression.Call call) {
        if (call.arguments().size() != 2) {
            throw source.invalid(call.at(), "The function " + call.function() + " takes two vectors");
        }
        Expression left = call.arguments().get(0);
        Expression right = call.arguments().get(1);
        VectorType type = vector(left, null);
        type = type == null ? vector(right, null) : type;
        type = type == null ? vector(left, right) : type;
        if (type == null || type.element() != ScalarType.FLOAT) {
            throw source.invalid(
                    call.at(),
                    "Function " + call.function() + " requires float vector arguments, such as vector<float, 3>");
        }
        List<Term> arguments = List.of(terms.compile(left, type, "arg0"), terms.compile(right, type, "arg1"));
        VectorType vectors = type;
        ScalarFunction function = ScalarFunction.of(
                name,
                ScalarType.FLOAT,
                List.of(type, type),
                (e, a) -> ScalarType.FLOAT.encode(similarity(name, vectors.decode(a[0]), vectors.decode(a[1]))));
        return new TypedTerm(new CallTerm(function, arguments), ScalarType.FLOAT);
    }

    /** The type of a vector, or of two literals of one length. */
    private @Nullable VectorType vector(Expression argument, @Nullable Expression other) {
        if (argument instanceof Expression.ListLiteral list) {
            return other instanceof Expression.ListLiteral || other instanceof Expression.Marker
                    ? new VectorType(
                            ScalarType.FLOAT, Math.max(1, list.elements().size()))
                    : null;
        }
        if (argument instanceof Expression.Marker) {
            return null;
        }
        return terms.infer(argument).type() instanceof VectorType vector ? vector : null;
    }

    private static float similarity(String name, List<Object> left, List<Object> right) {
        double product = 0;
        double leftSquare = 0;
        double rightSquare = 0;
        double distance = 0;
        for (int i = 0; i < left.size(); i++) {
            double a = (Float) left.get(i);
            double b = (Float) right.get(i);
            product += a * b;
            leftSquare += a * a;
            rightSquare += b * b;
            distance += (a - b) * (a - b);
        }
        return switch (name) {
            case "similaritycosine" -> {
                if (leftSquare == 0 || rightSquare == 0) {
                    throw StarlingException.invalid("Function similarity_cosine doesn't support all-zero vectors.");
                }
                yield (float) ((1 + product / Math.sqrt(leftSquare * rightSquare)) / 2);
            }
            case "similarityeuclidean" -> (float) (1 / (1 + distance));
            default -> (float) ((1 + product) / 2);
        };
    }

    /** {@code floor(moment, duration[, start])}. */
    private TypedTerm floor(Expression.Call call) {
        int size = call.arguments().size();
        if (size < 2 || size > 3) {
            throw source.invalid(call.at(), "The function floor takes a moment, a duration, and perhaps a start");
        }
        TypedTerm moment = terms.infer(call.arguments().get(0));
        ScalarType type = moment.type() == ScalarType.TIMEUUID
                ? ScalarType.TIMESTAMP
                : moment.type() instanceof ScalarType scalar ? scalar : ScalarType.TEXT;
        boolean fits =
                type == ScalarType.TIMESTAMP || type == ScalarType.DATE || (type == ScalarType.TIME && size == 2);
        if (!fits) {
            throw source.invalid(
                    call.at(), "Invalid call to function floor: it does not take values of type " + moment.type());
        }
        List<Term> arguments = new ArrayList<>();
        arguments.add(moment.term());
        arguments.add(terms.compile(call.arguments().get(1), ScalarType.DURATION, "arg1(floor)"));
        if (size == 3) {
            arguments.add(terms.compile(call.arguments().get(2), type, "arg2(floor)"));
        }
        CqlType given = moment.type();
        ScalarFunction function =
                ScalarFunction.of("floor", type, List.of(), (e, a) -> floor((ScalarType) given, type, a));
        return new TypedTerm(new CallTerm(function, arguments), type);
    }

    private static byte[] floor(ScalarType given, ScalarType type, byte[][] arguments) {
        CqlDuration duration = (CqlDuration) ScalarType.DURATION.decode(arguments[1]);
        if (type == ScalarType.TIME) {
            return type.encode(Durations.floor((LocalTime) type.decode(arguments[0]), duration));
        }
        if (type == ScalarType.DATE && duration.nanos() != 0) {
            throw StarlingException.invalid("The floor on date values cannot be computed for the " + duration
                    + " duration as precision is below 1 day");
        }
        long start = arguments.length == 3 ? TimeFunctions.millis(type, arguments[2]) : 0;
        Instant floor = Durations.floor(
                Instant.ofEpochMilli(TimeFunctions.millis(given, arguments[0])), duration, Instant.ofEpochMilli(start));
        return type.encode(type == ScalarType.DATE ? LocalDate.ofInstant(floor, ZoneOffset.UTC) : floor);
    }
}
