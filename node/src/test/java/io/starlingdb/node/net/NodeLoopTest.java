package io.starlingdb.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.kernel.Cancellable;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeLoopTest {
    private final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final NodeLoop loop = NodeLoop.start(uncaught::add);

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void shouldRunTasksInOrderOnOneThreadAndNeverInsideTheCall() throws Exception {
        loop.execute(() -> {
            loop.checkCurrent();
            loop.execute(() -> ran.add("second"));
            loop.schedule(0, () -> ran.add("third"));
            loop.schedule(-1, () -> ran.add("fourth"));
            ran.add("first");
        });

        assertThat(List.of(next(), next(), next(), next())).containsExactly("first", "second", "third", "fourth");
        assertThatThrownBy(loop::checkCurrent).hasMessageContaining("not on the node's loop");
    }

    @Test
    void shouldNotRunATaskBeforeItsDelayIsOver() throws Exception {
        long from = System.nanoTime();
        CompletableFuture<Long> at = new CompletableFuture<>();

        loop.schedule(20_500_000, () -> at.complete(System.nanoTime()));

        assertThat(at.get(10, TimeUnit.SECONDS) - from).isGreaterThanOrEqualTo(20_500_000);
    }

    @Test
    void shouldNotRunACancelledTask() throws Exception {
        loop.execute(() -> {
            Cancellable soon = loop.schedule(1, () -> ran.add("cancelled soon"));
            Cancellable now = loop.schedule(0, () -> ran.add("cancelled now"));
            soon.cancel();
            now.cancel();
            now.cancel();
            loop.schedule(5_000_000, () -> ran.add("kept"));
        });

        assertThat(next()).isEqualTo("kept");
        assertThat(ran).isEmpty();
    }

    @Test
    void shouldReportWhatATaskOrTimerThrowsAndGoOn() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("task");
        });
        loop.schedule(1, () -> {
            throw new IllegalStateException("timer");
        });

        assertThat(uncaught.poll(10, TimeUnit.SECONDS)).hasMessage("task");
        assertThat(uncaught.poll(10, TimeUnit.SECONDS)).hasMessage("timer");
        loop.execute(() -> ran.add("still there"));
        assertThat(next()).isEqualTo("still there");
    }

    private String next() throws InterruptedException {
        return ran.poll(10, TimeUnit.SECONDS);
    }
}
