package io.starlingdb.node.cql.value;

import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.UserType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Times of the cells of a column that has one for each element or field: of the whole column and of a range of it a list in
 * the elements' order, of one element or field its own; {@code maxwritetime} is always one.
 */
final class CellTimes {

    /** What is asked of the cells. */
    enum Kind {
        WRITE_TIME,
        MAX_WRITE_TIME,
        TTL
    }

    private final TermCompiler terms;
    private final ColumnSchema column;
    private final Kind kind;
    private final ScalarType type;

    CellTimes(TermCompiler terms, ColumnSchema column, Kind kind) {
        this.terms = terms;
        this.column = column;
        this.kind = kind;
        this.type = kind == Kind.TTL ? ScalarType.INT : ScalarType.BIGINT;
    }

    TypedTerm of(Expression argument) {
        if (argument instanceof Expression.Field field && column.type() instanceof UserType user) {
            terms.infer(field); // fails unless there is such a field
            byte[] path = UserType.path(user.indexOf(field.name().text()));
            return single((evaluation, row) -> path);
        } else if (argument instanceof Expression.Element element
                && column.type() instanceof CollectionType collection
                && !(collection instanceof ListType)) {
            return single(terms.compile(element.key(), collection.pathType(), "key"));
        } else if (argument instanceof Expression.Range range
                && column.type() instanceof CollectionType collection
                && !(collection instanceof ListType)) {
            Term from = range.from() == null ? null : terms.compile(range.from(), collection.pathType(), "key");
            Term to = range.to() == null ? null : terms.compile(range.to(), collection.pathType(), "key");
            return several(from, to, collection.pathType());
        }
        if (!(argument instanceof Expression.Column)) {
            terms.infer(argument); // says what is wrong with it
        }
        return several(null, null, ScalarType.BLOB);
    }

    private TypedTerm single(Term path) {
        return new TypedTerm(
                (evaluation, row) -> {
                    byte[] wanted = path.value(evaluation, row);
                    for (RowValues.CellTime cell : row.cellTimes(column)) {
                        if (wanted != null && Arrays.equals(cell.path(), wanted)) {
                            return value(cell);
                        }
                    }
                    return null;
                },
                type);
    }

    private TypedTerm several(@Nullable Term from, @Nullable Term to, CqlType paths) {
        boolean one = kind == Kind.MAX_WRITE_TIME;
        ListType list = new ListType(type, true);
        Term term = (evaluation, row) -> {
            byte[] lower = from == null ? null : from.value(evaluation, row);
            byte[] upper = to == null ? null : to.value(evaluation, row);
            List<byte[]> times = new ArrayList<>();
            byte[] greatest = null;
            for (RowValues.CellTime cell : row.cellTimes(column)) {
                boolean inside = (lower == null || paths.compare(cell.path(), lower) >= 0)
                        && (upper == null || paths.compare(cell.path(), upper) <= 0);
                byte[] time = inside ? value(cell) : null;
                if (time != null) {
                    times.add(time);
                    greatest = greatest == null || type.compare(time, greatest) > 0 ? time : greatest;
                }
            }
            return one ? greatest : times.isEmpty() ? null : list.pack(times);
        };
        return new TypedTerm(term, one ? type : list);
    }

    private byte @Nullable [] value(RowValues.CellTime cell) {
        if (kind == Kind.TTL) {
            return cell.ttl() == null ? null : type.encode(cell.ttl());
        }
        return type.encode(cell.timestamp());
    }
}
