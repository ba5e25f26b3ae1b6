/**
 * Values of CQL: from expressions to serialized bytes.
 *
 * <p>{@link io.starlingdb.node.cql.value.TermCompiler} turns an expression and the type of the place where it stands into
 * a {@link io.starlingdb.node.cql.value.Term}, noting in {@link io.starlingdb.node.cql.value.BindVariables} what each
 * marker takes. An {@link io.starlingdb.node.cql.value.Evaluation} (bound values and a moment) then gives the term's bytes,
 * once per execution, or once per row where it names columns of a {@link io.starlingdb.node.cql.value.RowValues}.
 *
 * <p>{@code Functions} is the catalogue, {@code CallCompiler} chooses among overloads by {@code Assignability}, {@code
 * TimeFunctions}, {@code MathFunctions} and {@code Casts} hold what the functions do; {@code GenericFunctions} those whose types
 * follow from their arguments'. {@code PartCompiler} does literals of composite types and the parts of values, {@code
 * ArithmeticCompiler} sums. {@link io.starlingdb.node.cql.value.UuidSource} is the one
 * place where UUIDs are made.
 */
@NullMarked
package io.starlingdb.node.cql.value;

import org.jspecify.annotations.NullMarked;
