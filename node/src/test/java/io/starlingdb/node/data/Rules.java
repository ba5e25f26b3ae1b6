package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules under exploration. The production rules are {@link #REAL}; {@link PlantedBugs} has rules with faults. */
interface Rules {
    /** What runs in production. */
    Rules REAL = new Rules() {};

    default Delta issue(Mutation mutation, @Nullable Row current, ConflictMode mode, int actor, long stamp, long life) {
        return Issuer.issue(mutation, only(current), mode, actor, stamp, life, 0);
    }

    default Row joinIssued(@Nullable Row mine, RowDelta delta, ConflictMode mode, long life, JoinObserver observer) {
        return Join.issue(mine, delta, mode, life, observer);
    }

    default Row joinDelta(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
        return Join.join(mine, delta, mode, observer);
    }

    default Row joinRow(@Nullable Row mine, @Nullable Row theirs, ConflictMode mode, JoinObserver observer) {
        return Join.join(mine, theirs, mode, observer);
    }

    default @Nullable Row settle(Row row, ConflictMode mode, long settled) {
        return Settling.settle(row, mode, settled);
    }

    default @Nullable RowDelta admit(@Nullable Row mine, RowDelta delta, long settled) {
        return Settling.admit(mine, delta, settled);
    }

    default @Nullable Row yieldTo(@Nullable Row mine, @Nullable Row good, long settled) {
        return mine == null ? null : Settling.yieldTo(mine, good, settled);
    }

    /** A replica that holds one entry. */
    static CurrentRows only(@Nullable Row current) {
        return new CurrentRows() {
            @Override
            public @Nullable Row get(RowKey key) {
                return current;
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                return List.of();
            }
        };
    }
}
