package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.plan.BatchPlan;
import io.starlingdb.node.cql.plan.ColumnOperation;
import io.starlingdb.node.cql.plan.WritePlan;
import io.starlingdb.node.cql.value.Evaluation;
import io.starlingdb.node.cql.value.Term;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.RowChange;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.ring.Partitioner;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.version.CausalContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the mutations of writes: values evaluated, keys encoded, one mutation for each partition. */
final class WriteRun {

    /** The longest time to live, 20 years of 365 days, in seconds. */
    static final int TTL_MAX = 20 * 365 * 24 * 3600;

    private final Evaluation evaluation;
    private final RandomGenerator random;
    private final Supplier<byte[]> contextSecret;

    WriteRun(Evaluation evaluation, RandomGenerator random, Supplier<byte[]> contextSecret) {
        this.evaluation = evaluation;
        this.random = random;
        this.contextSecret = contextSecret;
    }

    /**
     * The mutations of one statement; none if it changes nothing, because all its values were left unset.
     *
     * @param given the timestamp where the statement has none; null to let the server choose
     */
    List<Mutation> mutations(WritePlan plan, @Nullable Long given) {
        Long timestamp = plan.timestamp() == null ? given : timestamp(plan.timestamp(), given);
        // A counter's increments are ordered by the server alone; drivers send a timestamp with every request.
        Long effective = plan.table().isCounter() ? null : timestamp;
        List<byte[]> keys = plan.keys().keys(evaluation);
        List<Mutation> mutations = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            MutationBuilder builder = new MutationBuilder(plan.table(), key, Partitioner.token(key))
                    .timestamp(effective)
                    .context(plan.context() == null ? null : context(plan, plan.context(), key))
                    .requestId(random.nextLong());
            build(plan, builder);
            Mutation mutation = effective(builder.build());
            if (mutation != null) {
                mutations.add(mutation);
            }
        }
        return mutations;
    }

    /** The mutations of a batch, those of one partition and timestamp made one. */
    List<Mutation> mutations(BatchPlan plan, @Nullable Long given) {
        Long timestamp = plan.timestamp() == null ? given : timestamp(plan.timestamp(), given);
        List<Mutation> mutations = new ArrayList<>(plan.writes().size());
        for (WritePlan write : plan.writes()) {
            mutations.addAll(mutations(write, timestamp));
        }
        return MutationMerge.byPartition(mutations);
    }

    private void build(WritePlan plan, MutationBuilder builder) {
        switch (plan.deletion()) {
            case PARTITION -> builder.deletePartition();
            case ROWS -> plan.clustering().prefixes(evaluation).forEach(builder::deleteRow);
            case SLICES -> {
                for (Slice slice : plan.clustering().slices(evaluation)) {
                    builder.deleteRange(slice);
                }
            }
            case NONE -> columns(plan, builder);
        }
    }

    private void columns(WritePlan plan, MutationBuilder builder) {
        Integer ttl = plan.ttl() == null ? null : ttl(plan.ttl());
        if (!plan.statics().isEmpty()) {
            change(builder.statics(), plan.statics(), ttl);
        }
        if (plan.insertsMarker() || !plan.regulars().isEmpty()) {
            for (byte[] clustering : plan.clustering().prefixes(evaluation)) {
                MutationBuilder.RowBuilder row = builder.row(clustering);
                if (plan.insertsMarker()) {
                    row.insert();
                }
                change(row, plan.regulars(), ttl);
            }
        }
    }

    private void change(MutationBuilder.RowBuilder row, List<ColumnOperation> operations, @Nullable Integer ttl) {
        if (ttl != null) {
            row.ttl(ttl);
        }
        for (ColumnOperation operation : operations) {
            operation.apply(evaluation, row);
        }
    }

    /** Without the row changes that change nothing; null if nothing is left. */
    static @Nullable Mutation effective(Mutation mutation) {
        boolean all = true;
        for (RowChange change : mutation.rows()) {
            all &= isEffective(change);
        }
        if (all && !mutation.rows().isEmpty()) {
            return mutation;
        }
        List<RowChange> rows =
                mutation.rows().stream().filter(WriteRun::isEffective).toList();
        boolean nothing = rows.isEmpty() && mutation.rangeDeletions().isEmpty() && !mutation.deletesPartition();
        return nothing ? null : MutationMerge.withRows(mutation, rows);
    }

    private static boolean isEffective(RowChange change) {
        return change.insertsMarker()
                || change.removal() != RowChange.Removal.NONE
                || !change.columns().isEmpty();
    }

    private @Nullable Long timestamp(Term term, @Nullable Long given) {
        byte[] value = term.value(evaluation);
        if (value == Evaluation.UNSET) {
            return given;
        }
        if (value == null) {
            throw StarlingException.invalid("Invalid null value of timestamp");
        }
        return (Long) ScalarType.BIGINT.decode(value);
    }

    /** The context that the client handed back, which must be one of the row that is written. */
    private @Nullable CausalContext context(WritePlan plan, Term term, byte[] key) {
        byte[] value = term.value(evaluation);
        if (value == null || value == Evaluation.UNSET) {
            return null;
        }
        byte[] clustering = plan.clustering().prefixes(evaluation).get(0);
        byte[] binding = RowKey.row(plan.table().id(), Partitioner.token(key), key, clustering)
                .bytes();
        return CausalContext.decode((String) ScalarType.TEXT.decode(value), binding, contextSecret.get());
    }

    /** Null to take the table's. */
    private @Nullable Integer ttl(Term term) {
        byte[] value = term.value(evaluation);
        if (value == Evaluation.UNSET) {
            return null;
        }
        if (value == null) {
            return 0;
        }
        int ttl = (Integer) ScalarType.INT.decode(value);
        if (ttl < 0) {
            throw StarlingException.invalid("A TTL must be greater or equal to 0, but was " + ttl);
        }
        if (ttl > TTL_MAX) {
            throw StarlingException.invalid("ttl is too large. requested (" + ttl + ") maximum (" + TTL_MAX + ")");
        }
        return ttl;
    }
}
