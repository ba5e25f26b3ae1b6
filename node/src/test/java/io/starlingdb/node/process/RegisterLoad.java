package io.starlingdb.node.process;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Steady load at QUORUM whose answers can be judged: registers that only grow, each written by one thread and read by all, and counters. A read
 * that answers less than what was acknowledged, or read, before it began is stale. What fails is counted, as its outcome is unknown. To be closed.
 */
final class RegisterLoad implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int REGISTERS = 400;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final CqlSession session;
    private final PreparedStatement write;
    private final PreparedStatement read;
    private final PreparedStatement add;
    private final AtomicIntegerArray floors = new AtomicIntegerArray(REGISTERS);
    private final AtomicIntegerArray added = new AtomicIntegerArray(THREADS);
    private final AtomicIntegerArray perhapsAdded = new AtomicIntegerArray(THREADS);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** Makes its tables in keyspace {@code drill} and begins. */
    RegisterLoad(NodeProcess contact) {
        contact.cql("CREATE TABLE drill.registers (k int PRIMARY KEY, v int)");
        contact.cql("CREATE TABLE drill.counters (k int PRIMARY KEY, n counter)");
        session = DriverSession.open(contact, "", "none");
        write = session.prepare("INSERT INTO drill.registers (k, v) VALUES (?, ?)");
        read = session.prepare("SELECT v FROM drill.registers WHERE k = ?");
        add = session.prepare("UPDATE drill.counters SET n = n + 1 WHERE k = ?");
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number), "register-load-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    private void work(int thread) {
        for (int value = 1; !ended; value++) {
            int own = thread + THREADS * (value % (REGISTERS / THREADS));
            int written = value;
            if (answered(write.bind(own, value)) != null) {
                floors.accumulateAndGet(own, written, Math::max);
            }
            look(own);
            look((own * 31 + value) % REGISTERS);
            if (value % 8 == 0) {
                perhapsAdded.incrementAndGet(thread);
                if (answered(add.bind(thread)) != null) {
                    added.incrementAndGet(thread);
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void look(int register) {
        int floor = floors.get(register);
        Row[] row = answered(read.bind(register));
        if (row != null) {
            int found = row[0] == null ? 0 : row[0].getInt("v");
            if (found < floor) {
                wrong.add("register " + register + " was " + floor + " before it was read as " + found);
            }
            floors.accumulateAndGet(register, found, Math::max); // what was read is read again
        }
    }

    /** The first row, or none; null if the request failed. */
    private Row[] answered(BoundStatement statement) {
        requests.incrementAndGet();
        try {
            return new Row[] {
                session.execute(statement.setConsistencyLevel(ConsistencyLevel.QUORUM))
                        .one()
            };
        } catch (DriverException e) {
            failures.incrementAndGet();
            return null;
        }
    }

    long requests() {
        return requests.get();
    }

    long failures() {
        return failures.get();
    }

    /** Stale reads. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Holds a node's own copies to what was acknowledged; after the end, once the replicas are equal. */
    void check(NodeProcess node) {
        int[] found = new int[REGISTERS];
        NodeFigures.own(
                node,
                "SELECT k, v FROM drill.registers",
                (JsonNode row) -> found[row.path("k").asInt()] = row.path("v").asInt());
        for (int i = 0; i < REGISTERS; i++) {
            RepairDrill.require(found[i] >= floors.get(i), "register %d is %d, not %d", i, found[i], floors.get(i));
        }
        NodeFigures.own(node, "SELECT k, n FROM drill.counters", (JsonNode row) -> {
            int thread = row.path("k").asInt();
            long sum = row.path("n").asLong();
            RepairDrill.require(
                    sum >= added.get(thread) && sum <= perhapsAdded.get(thread),
                    "counter %d is %d, not %d to %d",
                    thread,
                    sum,
                    added.get(thread),
                    perhapsAdded.get(thread));
        });
    }

    /** Ends the load and waits for what is under way. */
    void end() {
        ended = true;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(60));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        end();
        session.close();
    }
}
