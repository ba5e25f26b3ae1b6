package io.starlingdb.node.cql.value;

import io.starlingdb.node.schema.ColumnSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands for the row where there is none. No term compiled without a scope of columns ever asks it. */
final class NoRow implements RowValues {

    @Override
    public byte @Nullable [] value(ColumnSchema column) {
        throw none();
    }

    @Override
    public @Nullable Long writeTime(ColumnSchema column) {
        throw none();
    }

    @Override
    public @Nullable Integer timeToLive(ColumnSchema column) {
        throw none();
    }

    @Override
    public List<CellTime> cellTimes(ColumnSchema column) {
        throw none();
    }

    @Override
    public long token() {
        throw none();
    }

    @Override
    public List<byte[]> siblings(ColumnSchema column) {
        throw none();
    }

    @Override
    public byte @Nullable [] context() {
        throw none();
    }

    private static IllegalStateException none() {
        return new IllegalStateException("a term of columns was evaluated where there is no row");
    }
}
