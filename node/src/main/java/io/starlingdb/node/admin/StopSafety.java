package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * {@code GET /v1/cluster/safe-to-stop}: whether every range of every keyspace keeps its quorum without some nodes.
 *
 * @param safe true if there are no problems
 * @param nodes those that are to be stopped, by id
 * @param ranges how many ranges were looked at, over all keyspaces
 * @param problems the first ranges that would lose their quorum
 * @param problemCount how many there are in all
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StopSafety(boolean safe, List<String> nodes, int ranges, List<Problem> problems, int problemCount) {

    /**
     * One range that would not keep its quorum.
     *
     * @param datacenter whose own quorum it is; empty for that of all replicas
     * @param start the range is {@code (start, end]}; as texts, as they do not fit JSON's numbers
     * @param required how many replicas a quorum is
     * @param left how many replicas would be left that are alive and in good standing
     * @param missing the addresses of the replicas that would not be
     * @param reason a sentence
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Problem(
            String keyspace,
            String datacenter,
            String start,
            String end,
            int required,
            int left,
            List<String> missing,
            String reason) {}
}
