package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.RowKey;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where this node stands as an owner of each of its scopes, over changes of who owns what. Loop only, but for {@link #settled}. */
final class OwnedScopes {
    private final SettlingPace pace;
    private final SyncRules rules;
    private final Supplier<SyncScopes> scopes;
    private final IdentityHashMap<List<Entry>, List<Owned>> joins = new IdentityHashMap<>();
    private SortedMap<Scope, Owned> owned = new TreeMap<>();
    private SettledRanges kept;
    private @Nullable SyncScopes shown;
    private volatile Map<Integer, NavigableMap<Long, SettledRanges.Range>> byTable = Map.of();
    private boolean isDoubtful;
    private long lastVersion;

    /**
     * @param kept what was settled in the last life, as far as this node held it
     * @param isDoubtful whether its directory is an older copy
     * @param life above every life's of this node before
     */
    OwnedScopes(
            SettlingPace pace,
            SyncRules rules,
            Supplier<SyncScopes> scopes,
            SettledRanges kept,
            boolean isDoubtful,
            long life) {
        this.pace = pace;
        this.rules = rules;
        this.scopes = scopes;
        this.kept = kept;
        this.isDoubtful = isDoubtful;
        this.lastVersion = life;
    }

    /** Up to which stamp a token's rows are settled, in µs; 0 if nothing of them is. On any thread. */
    long settled(int tableId, long token) {
        NavigableMap<Long, SettledRanges.Range> ranges = byTable.get(tableId);
        SettledRanges.Range range = ranges == null ? null : SettledRanges.at(ranges, token);
        return range == null ? 0 : range.settled();
    }

    /** Where this owner of a scope stands; null if it is none. */
    @Nullable
    Owned of(Scope scope) {
        show();
        return owned.get(scope);
    }

    /** Where the owner of this token's rows stands; null if this node is none. */
    @Nullable
    Owned at(int tableId, long token) {
        Scope scope = show().scopeOf(tableId, token);
        return scope == null ? null : owned.get(scope);
    }

    SortedMap<Scope, Owned> all() {
        show();
        return owned;
    }

    /** Who else owns a scope. */
    List<NodeId> peers(Scope scope) {
        return show().peers(scope);
    }

    /** Whether some scope may hold what others have purged. */
    boolean isDoubtful() {
        show();
        return isDoubtful && isAnyDoubtful();
    }

    /** Whether the next life is to take its directory for an older copy. */
    boolean isToBeDoubted() {
        return isDoubtful;
    }

    private boolean isAnyDoubtful() {
        return owned.values().stream().anyMatch(Owned::isDoubtful);
    }

    /** An owner holds what is settled so far. */
    void complete(Owned one, long settled) {
        one.complete(settled);
        isDoubtful = isDoubtful && isAnyDoubtful();
    }

    /** Exchanged entries are about to be joined. */
    void joining(List<Entry> entries) {
        List<Owned> touched = ownersOf(entries);
        touched.forEach(Owned::beginJoin);
        joins.put(entries, touched);
    }

    /** @param gained whether they may have brought something from a closed time */
    void joined(List<Entry> entries, boolean gained) {
        List<Owned> touched = joins.remove(entries);
        if (touched != null) {
            touched.forEach(one -> one.endJoin(gained));
        }
    }

    private List<Owned> ownersOf(List<Entry> entries) {
        show();
        List<Owned> touched = new ArrayList<>(1);
        Owned last = null;
        for (Entry entry : entries) {
            RowKey key = entry.key();
            if (last == null || !last.scope().range().contains(key.token())) {
                last = at(key.tableId(), key.token());
                if (last != null && !touched.contains(last)) {
                    touched.add(last);
                }
            }
        }
        return touched;
    }

    /** These scopes are settled so far from now on. */
    void settle(SortedMap<Scope, Long> settled) {
        SyncScopes present = show();
        settled.forEach((scope, until) -> {
            Owned one = owned.get(scope);
            if (one != null && one.isComplete()) {
                one.settle(until);
            }
        });
        kept = ranges(present, Map.of());
        publish(present);
    }

    /** The scopes by the present record. */
    SyncScopes show() {
        SyncScopes present = scopes.get();
        if (present != shown) {
            shown = present;
            carryOver(present);
        }
        return present;
    }

    private void carryOver(SyncScopes present) {
        SettledRanges before = kept;
        SortedMap<Scope, Owned> next = new TreeMap<>();
        for (Scope scope : present.scopes()) {
            Owned known = owned.get(scope);
            if (known != null && known.scope().equals(scope)) {
                next.put(scope, known);
                continue;
            }
            long settled = Long.MAX_VALUE;
            for (String keyspace : present.keyspaces(scope)) {
                NavigableMap<Long, SettledRanges.Range> ranges = before.of(keyspace);
                settled = ranges.isEmpty() ? settled : Math.min(settled, SettledRanges.lowestIn(ranges, scope.range()));
            }
            boolean isAlone = present.peers(scope).isEmpty();
            boolean isKnown = settled != Long.MAX_VALUE && settled >= 0;
            Owned.State state = isAlone || (rules.isComplete(isKnown) && !isDoubtful)
                    ? Owned.State.COMPLETE
                    : isDoubtful ? Owned.State.DOUBTFUL : Owned.State.INCOMPLETE;
            Owned added = new Owned(scope, lastVersion += 1_000_000, isKnown ? settled : 0, state);
            joins.values().forEach(touched -> {
                touched.add(added);
                added.beginJoin();
            });
            next.put(scope, added);
        }
        owned = next;
        if (!next.isEmpty() && pace.isOn()) {
            kept = ranges(present, Map.of());
        }
        publish(present);
    }

    /** What is settled once more of it is. */
    SettledRanges ranges(Map<Scope, Long> more) {
        return ranges(show(), more);
    }

    private SettledRanges ranges(SyncScopes present, Map<Scope, Long> more) {
        SettledRanges all = new SettledRanges();
        owned.forEach((scope, one) -> {
            long settled = Math.max(one.settled(), more.getOrDefault(scope, 0L));
            if (one.isComplete()) {
                present.keyspaces(scope).forEach(keyspace -> all.put(keyspace, scope.range(), settled));
            }
        });
        return all;
    }

    private void publish(SyncScopes present) {
        Map<Integer, NavigableMap<Long, SettledRanges.Range>> next = new TreeMap<>();
        Map<String, NavigableMap<Long, SettledRanges.Range>> byName = new TreeMap<>();
        owned.forEach((scope, one) -> {
            if (one.settled() > 0 && pace.isOn()) {
                byName.computeIfAbsent(scope.keyspace(), any -> new TreeMap<>())
                        .put(scope.range().end(), new SettledRanges.Range(scope.range(), one.settled()));
            }
        });
        owned.keySet().forEach(scope -> {
            NavigableMap<Long, SettledRanges.Range> ranges = byName.get(scope.keyspace());
            if (ranges != null) {
                present.tables(scope).forEach(table -> next.put(table, ranges));
            }
        });
        byTable = next;
    }
}
