package io.starlingdb.node.process;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Many writes in a short time: unlogged batches of the Apache Java driver, many under way; one that fails is sent again. To be closed. */
final class BulkWrites implements AutoCloseable {
    private static final int BATCH = 50;
    private static final int UNDER_WAY = 24;
    private static final int TRIES = 20;

    private final CqlSession session;
    private final ConsistencyLevel level;
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private final Executor later = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    BulkWrites(NodeProcess contact, ConsistencyLevel level) {
        this.session = DriverSession.open(contact, "", "none");
        this.level = level;
    }

    CqlSession session() {
        return session;
    }

    /** How many batches had to be sent again. */
    long repeated() {
        return repeated.get();
    }

    PreparedStatement prepare(String statement) {
        return session.prepare(statement);
    }

    /** Makes the writes from..to (exclusive) by the given statements; returns when all are acknowledged. */
    void run(int from, int to, IntFunction<BoundStatement> write) {
        Semaphore room = new Semaphore(UNDER_WAY);
        for (int next = from; next < to; next += BATCH) {
            BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
            for (int number = next; number < Math.min(to, next + BATCH); number++) {
                batch.addStatement(write.apply(number));
            }
            room.acquireUninterruptibly();
            send(batch.setConsistencyLevel(level).build(), TRIES, room);
        }
        room.acquireUninterruptibly(UNDER_WAY);
        Throwable why = failed.get();
        if (why != null) {
            throw new IllegalStateException("A batch failed " + TRIES + " times", why);
        }
    }

    private void send(BatchStatement batch, int tries, Semaphore room) {
        session.executeAsync(batch).whenComplete((done, failure) -> {
            if (failure == null) {
                room.release();
            } else if (tries > 1) {
                repeated.incrementAndGet();
                later.execute(() -> send(batch, tries - 1, room));
            } else {
                failed.set(failure);
                room.release();
            }
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
