package io.starlingdb.node.record;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.NodeStatus;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange.AlterKeyspace;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Clients that ask for changes, and what they must find true in the end.
 *
 * <p>Most create a keyspace of their own name; some race for a few shared names; some alter a keyspace whose creation was
 * acknowledged elsewhere; some move votes by letting members leave and stay.
 */
final class RecordClients {
    private static final int SHARED_NAMES = 4;

    private final RandomGenerator random;
    private final RecordHistory history;
    private final Map<String, String> outcomes = new TreeMap<>();
    private final List<String> created = new ArrayList<>();
    private final Map<String, Integer> wins = new TreeMap<>();
    private int asked;
    private int acknowledged;

    RecordClients(RandomGenerator random, RecordHistory history) {
        this.random = random;
        this.history = history;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** One client asks this node for something. */
    void ask(PaxosRecordAgreement node) {
        int drawn = random.nextInt(10);
        if (drawn < 5) {
            createOwn(node);
        } else if (drawn < 7) {
            createShared(node);
        } else if (drawn < 9) {
            alterCreated(node);
        } else {
            moveVotes(node);
        }
    }

    /** A keyspace of its own: whatever it is told must be true in the end. */
    private void createOwn(PaxosRecordAgreement node) {
        String name = "own" + ++asked;
        outcomes.put(name, "UNKNOWN");
        node.change(RecordChange.schema(create(name))).whenComplete((record, failure) -> {
            outcomes.put(name, outcome(failure));
            if (failure == null) {
                acknowledged++;
                created.add(name);
                if (record.schema().keyspace(name) == null) {
                    history.fault(name + " was acknowledged with a record without it");
                }
            } else if (outcome(failure).equals("ALREADY_EXISTS")) {
                history.fault(name + " was made twice");
            }
        });
    }

    /** Several want the same name: one at most is told that it made it. */
    private void createShared(PaxosRecordAgreement node) {
        String name = "shared" + random.nextInt(SHARED_NAMES);
        node.change(RecordChange.schema(create(name))).whenComplete((record, failure) -> {
            if (failure == null && wins.merge(name, 1, Integer::sum) > 1) {
                history.fault(name + " was made by two");
            }
        });
    }

    /** What was acknowledged anywhere must be known everywhere from then on. */
    private void alterCreated(PaxosRecordAgreement node) {
        if (created.isEmpty()) {
            return;
        }
        String name = created.get(random.nextInt(created.size()));
        AlterKeyspace change = new AlterKeyspace(name, null, random.nextBoolean(), false);
        node.change(RecordChange.schema(change)).whenComplete((record, failure) -> {
            if (outcome(failure).equals("NOT_FOUND")) {
                history.fault(name + " was not found after its creation was acknowledged");
            }
        });
    }

    private void moveVotes(PaxosRecordAgreement node) {
        int drawn = random.nextInt(100);
        node.change(current -> toggled(current, drawn));
    }

    private static ClusterRecord toggled(ClusterRecord current, int drawn) {
        RecordMember chosen = current.members().get(drawn % current.members().size());
        NodeId id = chosen.id();
        long normal = current.members().stream()
                .filter(member -> member.status() == NodeStatus.NORMAL)
                .count();
        boolean leaves = chosen.status() == NodeStatus.NORMAL;
        if (leaves && normal <= 3) {
            throw StarlingException.invalid("three must stay");
        }
        return current.with(
                current.roster().changing(id, member -> member.as(leaves ? NodeStatus.LEAVING : NodeStatus.NORMAL)));
    }

    /** Compares what clients were told with the record on which all nodes agree in the end. */
    void check(ClusterRecord last) {
        Schema schema = last.schema();
        outcomes.forEach((name, outcome) -> {
            boolean there = schema.keyspace(name) != null;
            if (outcome.equals("OK") && !there) {
                history.fault(name + " was acknowledged and is lost");
            }
            if (outcome.equals("UNAVAILABLE") && there) {
                history.fault(name + " was said not to happen, and did");
            }
        });
        wins.keySet().forEach(name -> {
            if (schema.keyspace(name) == null) {
                history.fault(name + " was acknowledged and is lost");
            }
        });
    }

    static CreateKeyspace create(String name) {
        return new CreateKeyspace(name, Replication.simple(3), true, false);
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "OK";
        }
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        ErrorCode code = cause instanceof StarlingException error ? error.code() : ErrorCode.SERVER_ERROR;
        return code.name();
    }
}
