package io.starlingdb.node.cql.plan;

import io.starlingdb.node.cql.ast.Relation.Operator;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.RowFilter.Condition;
import io.starlingdb.node.data.RowFilter.Op;
import io.starlingdb.node.schema.CollectionType;
import io.starlingdb.node.schema.ColumnSchema;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.ListType;
import io.starlingdb.node.schema.MapType;
import io.starlingdb.node.schema.UserType;
import java.util.ArrayList;
import java.util.List;

/** A condition that is tested on each row that was read (ALLOW FILTERING); a null value never meets one. */
public sealed interface Filter {

    ColumnSchema column();

    /** The condition of one execution. */
    Condition condition(Evaluation evaluation);

    /** {@code column = value} and {@code column IN (…)}. */
    record OneOf(ColumnSchema column, ValueList values) implements Filter {
        @Override
        public Condition condition(Evaluation evaluation) {
            List<byte[]> wanted = values.values(evaluation);
            if (values.isSingle()) {
                return new Condition(column.id(), Op.EQ, wanted.get(0));
            }
            CqlType element = column.type() instanceof CollectionType collection
                    ? collection.freeze()
                    : column.type() instanceof UserType user ? user.freeze() : column.type();
            return new Condition(column.id(), Op.IN, new ListType(element, true).pack(wanted));
        }
    }

    /** {@code < <= > >=}. */
    record Comparison(ColumnSchema column, Operator operator, KeyTerm term) implements Filter {
        @Override
        public Condition condition(Evaluation evaluation) {
            Op op = switch (operator) {
                case LT -> Op.LT;
                case LTE -> Op.LE;
                case GT -> Op.GT;
                default -> Op.GE;
            };
            return new Condition(column.id(), op, term.value(evaluation));
        }
    }

    /** {@code CONTAINS} and {@code CONTAINS KEY}. */
    record Contains(ColumnSchema column, boolean key, KeyTerm term) implements Filter {
        @Override
        public Condition condition(Evaluation evaluation) {
            return new Condition(column.id(), key ? Op.CONTAINS_KEY : Op.CONTAINS, term.value(evaluation));
        }
    }

    /** {@code map[key] = value}. */
    record Entry(ColumnSchema column, MapType type, KeyTerm key, KeyTerm value) implements Filter {
        @Override
        public Condition condition(Evaluation evaluation) {
            byte[] entry = type.pack(List.of(key.value(evaluation), value.value(evaluation)));
            return new Condition(column.id(), Op.CONTAINS_ENTRY, entry);
        }
    }

    /** All conditions of one execution. */
    static RowFilter all(List<Filter> filters, Evaluation evaluation) {
        if (filters.isEmpty()) {
            return RowFilter.ALL;
        }
        List<Condition> conditions = new ArrayList<>(filters.size());
        for (Filter filter : filters) {
            conditions.add(filter.condition(evaluation));
        }
        return new RowFilter(conditions);
    }
}
