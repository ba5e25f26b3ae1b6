package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Schedule;
import io.starlingdb.antientropy.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** How old what was compared is, by range and by table, at one moment. */
final class StateReport {
    private final Schedule schedule;
    private final SyncScopes scopes;
    private final RepairedRows repaired;
    private final Settlement settlement;
    private final Map<Integer, Long> tombstones;
    private final long now;

    /** @param tombstones how many wait to be purged, by table */
    StateReport(
            Schedule schedule,
            SyncScopes scopes,
            RepairedRows repaired,
            Settlement settlement,
            Map<Integer, Long> tombstones,
            long now) {
        this.schedule = schedule;
        this.scopes = scopes;
        this.repaired = repaired;
        this.settlement = settlement;
        this.tombstones = tombstones;
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

    /** Each table; those of one scope are exchanged together. What nobody else holds is as new as it can be. */
    List<SyncState.Table> tables() {
        SortedMap<String, Long> oldest = new TreeMap<>();
        SortedMap<String, Long> settled = new TreeMap<>();
        SortedMap<String, Scope> scopeOf = new TreeMap<>();
        settlement.owned().all().forEach((scope, owned) -> {
            scopeOf.put(scope.keyspace(), scope);
            settled.merge(scope.keyspace(), TimeUnit.MICROSECONDS.toMillis(owned.settled()), Math::min);
        });
        for (Schedule.Pair pair : schedule.pairs()) {
            String name = pair.scope().keyspace();
            oldest.merge(name, ageMs(pair), SyncState::older);
        }
        List<SyncState.Table> tables = new ArrayList<>();
        scopeOf.forEach((name, scope) -> {
            for (int table : scopes.tables(scope)) {
                RepairedRows.Count count = repaired.of(table);
                tables.add(new SyncState.Table(
                        table,
                        oldest.getOrDefault(name, 0L),
                        count.rows(),
                        count.bytes(),
                        settled.getOrDefault(name, 0L),
                        tombstones.getOrDefault(table, 0L)));
            }
        });
        return tables;
    }

    private long ageMs(Schedule.Pair pair) {
        long age = schedule.age(pair, now);
        return age < 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(age);
    }
}
