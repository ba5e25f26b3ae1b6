package io.starlingdb.node.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.gossip.Liveness;
import io.starlingdb.kernel.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeAdminTest {
    private final FakeMembership membership = new FakeMembership();
    private final Node node = new Node();
    private final Time time = new Time();
    private final NodeAdmin admin = new NodeAdmin("birds", node, membership, new FakeAgreement(), time);

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
        CompletableFuture<OperationStatus> end = admin.operate("flush");
        time.nanos = 3_000_000;
        assertThat(admin.operation("flush-1"))
                .isEqualTo(new OperationStatus("flush-1", "flush", OperationStatus.State.RUNNING, 3, null));

        time.nanos = 5_000_000;
        node.flush.complete(null);
        time.nanos = 9_000_000;

        assertThat(end.join()).isEqualTo(new OperationStatus("flush-1", "flush", OperationStatus.State.DONE, 5, null));
        assertThat(admin.operation("flush-1")).isEqualTo(end.join());
    }

    @Test
    void shouldTellWhyAnOperationFailed() {
        CompletableFuture<OperationStatus> end = admin.operate("flush");
        node.flush.completeExceptionally(new IllegalStateException("the disk is gone"));

        assertThat(end.join().state()).isEqualTo(OperationStatus.State.FAILED);
        assertThat(end.join().error()).isEqualTo("the disk is gone");
    }

    @Test
    void shouldForgetTheOldestOperations() {
        for (int i = 0; i < 101; i++) {
            admin.operate("flush");
        }

        assertThat(admin.operation("flush-101").id()).isEqualTo("flush-101");
        assertRefused(ErrorCode.NOT_FOUND, () -> admin.operation("flush-1"));
    }

    @Test
    void shouldSayWhatIsPlannedAndWhatIsUnknown() {
        assertRefused(ErrorCode.NOT_IMPLEMENTED, () -> admin.operate("repair"));
        assertRefused(ErrorCode.NOT_FOUND, () -> admin.operate("explode"));
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
            return List.of(new HintQueue("x", 2, 3, 4));
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
