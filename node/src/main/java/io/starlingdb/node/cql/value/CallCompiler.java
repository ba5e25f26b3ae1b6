package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Source;
import io.starlingdb.node.schema.CqlJson;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the function that a call means and compiles its arguments. Of several overloads the one is taken whose parameters
 * fit best: a parameter that is exactly the argument's type before one that the argument can be assigned to.
 */
final class CallCompiler {

    private final Source source;
    private final TermCompiler terms;
    private final @Nullable RowFunctions rowFunctions;
    private final GenericFunctions generic;

    CallCompiler(Source source, TermCompiler terms, TermCompiler.@Nullable Columns columns) {
        this.source = source;
        this.terms = terms;
        this.rowFunctions = columns == null ? null : new RowFunctions(source, terms, columns);
        this.generic = new GenericFunctions(source, terms);
    }

    /** @param wanted the type that the result should have, if the place says one */
    TypedTerm call(Expression.Call call, @Nullable CqlType wanted) {
        if (call.keyspace() != null && !call.keyspace().text().equals("system")) {
            throw source.notImplemented(call.at(), "User-defined functions are not implemented");
        }
        String name = Functions.key(call.function().text());
        TypedTerm ofRow = rowFunctions == null ? null : rowFunctions.find(name, call);
        if (ofRow != null) {
            return ofRow;
        }
        TypedTerm ofTypes = generic.find(name, call);
        if (ofTypes != null) {
            return ofTypes;
        }
        if (name.equals("fromjson")) {
            return fromJson(call, wanted);
        }
        ScalarFunction function = choose(call, wanted);
        List<Term> arguments = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            arguments.add(terms.compile(
                    call.arguments().get(i), function.parameters().get(i), "arg" + i + "(" + function.name() + ")"));
        }
        return new TypedTerm(new CallTerm(function, arguments), function.result());
    }

    /** Of the type of the place where it stands, so not where that has none. */
    private TypedTerm fromJson(Expression.Call call, @Nullable CqlType wanted) {
        if (wanted == null) {
            throw source.invalid(call.at(), "fromJson() cannot be used in the selection clause of a SELECT statement");
        }
        if (call.arguments().size() != 1) {
            throw source.invalid(call.at(), "The function " + call.function() + " takes one text");
        }
        Term text = terms.compile(call.arguments().get(0), ScalarType.TEXT, "arg0(fromjson)");
        ScalarFunction function = ScalarFunction.of("from_json", wanted, List.of(ScalarType.TEXT), (e, a) -> {
            String json = (String) ScalarType.TEXT.decode(a[0]);
            return json.strip().equals("null") ? null : CqlJson.value(wanted, json);
        });
        return new TypedTerm(new CallTerm(function, List.of(text)), wanted);
    }

    TypedTerm cast(Expression.Cast cast) {
        CqlType to = terms.type(cast.type());
        if (cast.value() instanceof Expression.Marker) {
            return new TypedTerm(terms.compile(cast.value(), to, "a value"), to);
        }
        TypedTerm value = terms.infer(cast.value());
        ScalarFunction function = Casts.find(value.type(), to);
        if (function == null) {
            throw source.invalid(cast.at(), value.type() + " cannot be cast to " + to);
        }
        return new TypedTerm(new CallTerm(function, List.of(value.term())), to);
    }

    private ScalarFunction choose(Expression.Call call, @Nullable CqlType wanted) {
        List<ScalarFunction> overloads = Functions.named(call.function().text());
        if (overloads.isEmpty()) {
            throw source.invalid(call.at(), "Unknown function '" + call.function() + "'");
        }
        List<ScalarFunction> best = new ArrayList<>();
        int bestScore = Integer.MAX_VALUE;
        for (ScalarFunction function : overloads) {
            int score = score(function, call.arguments(), wanted);
            if (score >= 0 && score <= bestScore) {
                if (score < bestScore) {
                    best.clear();
                }
                bestScore = score;
                best.add(function);
            }
        }
        if (best.size() == 1) {
            return best.get(0);
        }
        String known = String.join(
                ", ", overloads.stream().map(ScalarFunction::signature).toList());
        throw source.invalid(
                call.at(),
                best.isEmpty()
                        ? "Invalid call to function " + call.function() + ": none of its forms matches (" + known + ")"
                        : "Ambiguous call to function " + call.function() + " (" + known
                                + "): say the types, as (timestamp) ?");
    }

    /** How many arguments fit only by assignment; −1 if the function does not fit. */
    private int score(ScalarFunction function, List<Expression> arguments, @Nullable CqlType wanted) {
        if (function.parameters().size() != arguments.size()
                || (wanted != null && !Assignability.type(function.result(), wanted))) {
            return -1;
        }
        int score = 0;
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            CqlType parameter = function.parameters().get(i);
            if (argument instanceof Expression.Marker) {
                score++;
            } else if (argument instanceof Expression.Literal literal) {
                if (!Assignability.literal(literal.kind(), parameter)) {
                    return -1;
                }
                score += Assignability.preferred(literal) == parameter ? 0 : 1;
            } else {
                CqlType type = terms.infer(argument).type();
                if (!Assignability.type(type, parameter)) {
                    return -1;
                }
                score += type.equals(parameter) ? 0 : 1;
            }
        }
        return score;
    }
}
