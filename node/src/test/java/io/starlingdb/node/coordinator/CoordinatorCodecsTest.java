package io.starlingdb.node.coordinator;

import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.replica.MessageForms;
import io.starlingdb.node.ring.Consistency;
import io.starlingdb.node.version.CausalContext;
import io.starlingdb.node.version.Dot;
import io.starlingdb.node.version.VersionVector;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CoordinatorCodecsTest {
    private final MessageForms forms = new MessageForms(CoordinatorCodecs::register);

    private static Mutation mutation() {
        CausalContext context = new CausalContext(VersionVector.of(1, 5, 9));
        return new Mutation(100, new byte[] {1, 2}, -7, 77L, 78, context, 79, true, List.of(), List.of());
    }

    @Test
    void shouldKeepTheFormsOfForwardedWrites() {
        forms.check(
                "coordinator/forward",
                new ForwardRequest(5, 6, 7, mutation(), Consistency.of(ConsistencyLevel.LOCAL_QUORUM)),
                ForwardRequest.class);
        forms.check(
                "coordinator/forward-by-number",
                new ForwardRequest(5, 6, 7, mutation(), Consistency.replicas(2)),
                ForwardRequest.class);
    }

    @Test
    void shouldKeepTheFormsOfTheirAnswers() {
        forms.check("coordinator/forward-done", new ForwardDone(VersionVector.of(3, 10, 20)), ForwardDone.class);
        forms.check(
                "coordinator/forward-failed",
                new ForwardFailed(
                        ErrorCode.UNAVAILABLE, "too few", new TreeMap<>(Map.of("required", 2L, "alive", 1L)), true, 8),
                ForwardFailed.class);
    }

    @Test
    void shouldKeepTheFormsOfSloppyWrites() {
        RowKey key = RowKey.row(3, 77, new byte[] {1, 2}, new byte[] {9});
        Delta delta = new Delta(
                new Dot(4, 1_000_001), 1_000_000, List.of(new RowDelta(key, new Dot(4, 1_000_001), Row.EMPTY)));
        forms.check("coordinator/keep-hint", new KeepHintRequest(new NodeId(5, 6), delta), KeepHintRequest.class);
        forms.check(
                "coordinator/sloppy-forward",
                new SloppyForward(new ForwardRequest(5, 6, 7, mutation(), Consistency.replicas(2))),
                SloppyForward.class);
    }

    @Test
    void shouldKeepTheFormsOfPreparedWrites() {
        Dot dot = new Dot(4, 1_000_001);
        RowKey key = RowKey.row(3, 77, new byte[] {1, 2}, new byte[] {9});
        forms.check("coordinator/prepare", new PrepareRequest(5, mutation()), PrepareRequest.class);
        forms.check(
                "coordinator/prepared",
                new Prepared(new Delta(dot, 1_000_000, List.of(new RowDelta(key, dot, Row.EMPTY)))),
                Prepared.class);
    }
}
