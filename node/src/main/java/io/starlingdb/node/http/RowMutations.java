package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.MutationBuilder.RowBuilder;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.version.CausalContext;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What PUT, PATCH and DELETE mean, as mutations; pure. PUT is CQL's INSERT in place of whatever the row held; PATCH is
 * UPDATE: it makes no empty row, and adds to counters; DELETE is DELETE of a row, or of all rows that the path names.
 */
final class RowMutations {
    private final RowTarget target;
    private final RowParameters parameters;
    private final MutationBuilder builder;

    RowMutations(RowTarget target, RowParameters parameters, @Nullable CausalContext context, long requestId) {
        this.target = target;
        this.parameters = parameters;
        this.builder = new MutationBuilder(target.table(), target.partitionKey(), target.token())
                .timestamp(parameters.timestampMicros())
                .context(context)
                .requestId(requestId);
    }

    /** The row is what the body says and nothing else. Static columns belong to the partition: only those given change. */
    Mutation put(RowBody body) {
        requireRow("PUT");
        if (target.table().isCounter()) {
            throw StarlingException.invalid("a counter cannot be set: PATCH adds to it");
        }
        RowBuilder row = open(builder.row(target.clustering())).replace().insert();
        for (RowBody.Field field : body.regulars()) {
            if (field.value() != null) {
                row.set(field.column(), field.value());
            }
        }
        setStatics(body.statics());
        return builder.build();
    }

    /** The columns that the body names change; null deletes. Of a counter the body gives the amount to add. */
    Mutation patch(RowBody body) {
        if (body.isEmpty()) {
            throw StarlingException.invalid("the body names no column outside the primary key");
        }
        if (!body.regulars().isEmpty()) {
            requireRow("PATCH of columns that are not static");
            setAll(open(builder.row(target.clustering())), body.regulars());
        }
        setStatics(body.statics());
        return builder.build();
    }

    /** The row goes, or all rows of the partition that start with the clustering columns of the path. */
    Mutation delete() {
        if (target.isRow()) {
            builder.deleteRow(target.clustering());
        } else if (target.clusteringColumns() == 0) {
            builder.deletePartition();
        } else {
            builder.deleteRange(Slice.of(target.clustering()));
        }
        return builder.build();
    }

    private void setStatics(List<RowBody.Field> fields) {
        if (!fields.isEmpty()) {
            setAll(open(builder.statics()), fields);
        }
    }

    private void setAll(RowBuilder row, List<RowBody.Field> fields) {
        for (RowBody.Field field : fields) {
            byte[] value = field.value();
            if (field.column().type() == ScalarType.COUNTER && value != null) {
                requirePlainCounter();
                row.count(field.column(), ByteBuffer.wrap(value).getLong());
            } else {
                row.set(field.column(), value);
            }
        }
    }

    private RowBuilder open(RowBuilder row) {
        return parameters.ttlSeconds() >= 0 ? row.ttl(parameters.ttlSeconds()) : row;
    }

    private void requirePlainCounter() {
        if (parameters.timestampMicros() != null || parameters.ttlSeconds() >= 0) {
            throw StarlingException.invalid("counters take no timestamp and no ttl");
        }
    }

    private void requireRow(String what) {
        if (!target.isRow()) {
            throw StarlingException.invalid(what + " needs the whole primary key in the path");
        }
    }
}
