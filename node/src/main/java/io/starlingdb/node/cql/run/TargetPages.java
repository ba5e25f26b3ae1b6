package io.starlingdb.node.cql.run;

import io.starlingdb.node.data.PartitionRows;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ResumePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One partition, or one range of tokens. */
record TargetPages(Partitions target, QueryTemplate template, Reads reads) implements Pages {

    @Override
    public CompletableFuture<Page> next(Position from, int rows) {
        return reads.read(
                        template.query(target, from.after(), rows),
                        template.deadline().options())
                .thenApply(result -> {
                    List<Part> parts = new ArrayList<>(result.partitions().size());
                    for (PartitionRows partition : result.partitions()) {
                        parts.add(new Part(0, partition));
                    }
                    ResumePoint more = result.more();
                    return new Page(parts, more == null ? null : new Position(0, more));
                });
    }
}
