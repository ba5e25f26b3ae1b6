package io.starlingdb.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeAdminTest {
    private final FakeMembership membership = new FakeMembership();
    private final Node node = new Node();
    private final Time time = new Time();
    private final Work work = new Work();
    private final ObjectNode none = JsonNodeFactory.instance.objectNode();
    private final NodeAdmin admin = new NodeAdmin("birds", node, membership, new FakeAgreement(), time, List.of(work));

    @BeforeEach
    void known() {
        membership.add(1, Liveness.ALIVE, Map.of("http", "10.0.0.1:8080", "cql", "10.0.0.1:9042", "dc", "dc1"));
        membership.add(2, Liveness.DEAD, Map.of());
    }

    @Test
    void shouldAnswerWhileItWaits() {
        JsonNode json = new ObjectMapper().valueToTree(admin.report());

        assertThat(json.path("state").asText()).isEqualTo("WAITING");
        assertThat(json.path("cluster").asText()).isEqualTo("birds");
        assertThat(json.path("http").asText()).isEqualTo("10.0.0.1:8080");
        assertThat(json.path("members").asInt()).isEqualTo(2);
        assertThat(json.path("alive").asInt()).isEqualTo(1);
        assertThat(json.at("/hints/0/oldest_ms").asLong()).isEqualTo(4);
        assertThat(admin.state().acceptsClients()).isFalse();
    }

    @Test
    void shouldFollowAnOperationToItsEnd() {
        CompletableFuture<OperationStatus> end = admin.operate("flush", none);
        time.nanos = 3_000_000;
        assertThat(admin.operation("flush-1")).isEqualTo(status("flush", OperationStatus.State.RUNNING, 3));

        time.nanos = 5_000_000;
        node.flush.complete(null);
        time.nanos = 9_000_000;

        assertThat(end.join()).isEqualTo(status("flush", OperationStatus.State.DONE, 5));
        assertThat(admin.operation("flush-1")).isEqualTo(end.join());
    }

    @Test
    void shouldTellWhyAnOperationFailed() {
        CompletableFuture<OperationStatus> end = admin.operate("flush", none);
        node.flush.completeExceptionally(new IllegalStateException("the disk is gone"));

        assertThat(end.join().state()).isEqualTo(OperationStatus.State.FAILED);
        assertThat(end.join().error()).isEqualTo("the disk is gone");
    }

    @Test
    void shouldFailWithTheRefusalOfAShortOperationAndRemember() {
        CompletableFuture<OperationStatus> end = admin.operate("flush", none);
        node.flush.completeExceptionally(StarlingException.notFound("there is nothing to flush"));

        assertThat(end)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(StarlingException.class);
        assertThat(admin.operation("flush-1").error()).isEqualTo("there is nothing to flush");
    }

    @Test
    void shouldForgetTheOldestOperations() {
        for (int i = 0; i < 101; i++) {
            admin.operate("flush", none);
        }

        assertThat(admin.operation("flush-101").id()).isEqualTo("flush-101");
        assertRefused(ErrorCode.NOT_FOUND, () -> admin.operation("flush-1"));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertRefused(ErrorCode.NOT_FOUND, () -> admin.operate("explode", none));
    }

    @Test
    void shouldAnswerAtOnceForALongOperationAndShowItsProgress() {
        OperationStatus begun =
                admin.operate("work", none.put("table", "birds")).join();
        assertThat(begun).isEqualTo(status("work", OperationStatus.State.RUNNING, 0));
        assertThat(work.parameters).isEqualTo(none);

        work.progress.at(3, 10, "ranges");
        work.progress.doing("streaming");
        OperationStatus half = admin.operation("work-1");
        assertThat(half.done()).isEqualTo(3);
        assertThat(half.total()).isEqualTo(10);
        assertThat(half.doing()).isEqualTo("streaming");

        work.end.complete(Map.of("rows", 7));
        assertThat(admin.operation("work-1").state()).isEqualTo(OperationStatus.State.DONE);
        assertThat(admin.operation("work-1").result()).isEqualTo(Map.of("rows", 7));
        assertThat(admin.operations()).hasSize(1);
    }

    @Test
    void shouldKeepWhatRunsWhenItForgets() {
        admin.operate("work", none);
        node.flush.complete(null);
        for (int i = 0; i < 200; i++) {
            admin.operate("flush", none);
        }

        assertThat(admin.operation("work-1").state()).isEqualTo(OperationStatus.State.RUNNING);
        assertThat(admin.operations()).hasSize(100);
    }

    private static OperationStatus status(String operation, OperationStatus.State state, long elapsedMs) {
        return new OperationStatus(
                operation + "-1",
                operation,
                state,
                elapsedMs,
                null,
                null,
                null,
                state == OperationStatus.State.DONE ? (Integer) 100 : null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void assertRefused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StarlingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static final class Node implements LocalNode {
        private final CompletableFuture<Void> flush = new CompletableFuture<>();

        @Override
        public NodeState state() {
            return NodeState.WAITING;
        }

        @Override
        public CompletableFuture<Void> drain() {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> flush() {
            return flush;
        }

        @Override
        public List<HintQueue> hints() {
            return List.of(new HintQueue("x", 2, 3, 4, 5, 6));
        }
    }

    private static final class Work implements NodeOperation {
        private final CompletableFuture<Object> end = new CompletableFuture<>();
        private JsonNode parameters = JsonNodeFactory.instance.missingNode();
        private OperationProgress progress = new RunningOperation("", "", new Time());

        @Override
        public String name() {
            return "work";
        }

        @Override
        public CompletableFuture<Object> begin(JsonNode given, OperationProgress told) {
            parameters = given;
            progress = told;
            return end;
        }
    }

    private static final class Time implements TimeSource {
        private long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public long wallMicros() {
            return 0;
        }
    }
}
