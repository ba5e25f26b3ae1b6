package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Schedule;
import io.starlingdb.antientropy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How old what was compared is, by range and by table, at one moment. */
final class StateReport {
    private final Schedule schedule;
    private final SyncScopes scopes;
    private final RepairedRows repaired;
    private final long now;

    StateReport(Schedule schedule, SyncScopes scopes, RepairedRows repaired, long now) {
        this.schedule = schedule;
        this.scopes = scopes;
        this.repaired = repaired;
        this.now = now;
    }

    /** Each range with each co-replica. */
    List<SyncState.Range> ranges() {
        List<SyncState.Range> ranges = new ArrayList<>();
        for (Schedule.Pair pair : schedule.pairs()) {
            Scope scope = pair.scope();
            ranges.add(new SyncState.Range(
                    scope.keyspace(),
                    scope.range().start(),
                    scope.range().end(),
                    pair.peer().toString(),
                    ageMs(pair)));
        }
        return ranges;
    }

    /** Each table; those of one scope are exchanged together. */
    List<SyncState.Table> tables() {
        SortedMap<String, Long> oldest = new TreeMap<>();
        SortedMap<String, Scope> scopeOf = new TreeMap<>();
        for (Schedule.Pair pair : schedule.pairs()) {
            String name = pair.scope().keyspace();
            oldest.merge(name, ageMs(pair), SyncState::older);
            scopeOf.put(name, pair.scope());
        }
        List<SyncState.Table> tables = new ArrayList<>();
        scopeOf.forEach((name, scope) -> {
            for (int table : scopes.tables(scope)) {
                RepairedRows.Count count = repaired.of(table);
                tables.add(new SyncState.Table(table, oldest.getOrDefault(name, -1L), count.rows(), count.bytes()));
            }
        });
        return tables;
    }

    private long ageMs(Schedule.Pair pair) {
        long age = schedule.age(pair, now);
        return age < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(age);
    }
}
