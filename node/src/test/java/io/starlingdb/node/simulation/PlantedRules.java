package io.starlingdb.node.simulation;

import io.starlingdb.node.coordinator.CoordinatorRules;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.replica.ReadReply;
import io.starlingdb.node.replica.ReplicaRules;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Roster;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.streaming.StreamRules;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules with one mistake each. */
final class PlantedRules {
    private PlantedRules() {}

    /** The cluster with the mistake in it. */
    static SimClusterOptions plant(PlantedBug bug, SimClusterOptions sound) {
        SimClusterOptions planted = sound.withReplicaRules(replica(bug))
                .withCoordinatorRules(coordinator(bug))
                .withStreamRules(streams(bug));
        return bug == PlantedBug.REUSED_DOT
                ? planted.withSaved(disk -> new ForgetfulState(disk, "stamp-reserve"))
                : planted;
    }

    private static StreamRules streams(PlantedBug bug) {
        return switch (bug) {
            case READ_WHILE_JOINING ->
                new StreamRules() {
                    @Override
                    public boolean isFetched(boolean is) {
                        return true;
                    }
                };
            case UNERASED_RANGE ->
                new StreamRules() {
                    @Override
                    public boolean erases() {
                        return false;
                    }
                };
            case GONE_WITH_HINTS ->
                new StreamRules() {
                    @Override
                    public boolean awaitsHints(boolean are) {
                        return false;
                    }
                };
            case REUSED_ID ->
                new StreamRules() {
                    @Override
                    public ClusterRecord finished(ClusterRecord done) {
                        Roster roster = done.roster();
                        return done.with(new Roster(roster.members(), roster.voters(), roster.nextActor(), List.of()));
                    }
                };
            default -> StreamRules.SOUND;
        };
    }

    private static CoordinatorRules coordinator(PlantedBug bug) {
        return switch (bug) {
            case FORGOTTEN_PENDING ->
                new CoordinatorRules() {
                    @Override
                    public int answersNeeded(int group, int required) {
                        return group == 0 ? required : 0;
                    }

                    @Override
                    public boolean writesTo(boolean isRead) {
                        return isRead;
                    }
                };
            case SUMMED_SIDES ->
                new CoordinatorRules() {
                    @Override
                    public int answersNeeded(int group, int required) {
                        return group == 0 ? required : 0;
                    }

                    @Override
                    public long[] countedFor(long[] groupsOf) {
                        return Arrays.stream(groupsOf)
                                .map(groups -> groups == 0 ? 0 : 1)
                                .toArray();
                    }
                };
            case IGNORED_ANSWER ->
                new CoordinatorRules() {
                    @Override
                    public boolean areInStep(ReadReply one, ReadReply other) {
                        return true;
                    }
                };
            case SKIPPED_REPAIR ->
                new CoordinatorRules() {
                    @Override
                    public List<Entry> repair(List<Entry> missing) {
                        return List.of();
                    }
                };
            case MISCOUNTED_LEVEL ->
                new CoordinatorRules() {
                    @Override
                    public int answersNeeded(int required) {
                        return Math.max(1, required - 1);
                    }
                };
            case SHORT_LIMIT ->
                new CoordinatorRules() {
                    @Override
                    public boolean goesOnBehindPage() {
                        return false;
                    }
                };
            default -> CoordinatorRules.SOUND;
        };
    }

    private static ReplicaRules replica(PlantedBug bug) {
        return switch (bug) {
            case DROPPED_DOT ->
                new ReplicaRules() {
                    @Override
                    public Row join(@Nullable Row mine, RowDelta delta, ConflictMode mode, JoinObserver observer) {
                        // The sound join, but of the two sides' cells only the newcomer's are kept.
                        return mine == null || mode == ConflictMode.LAST_WRITE_WINS
                                ? super.join(mine, delta, mode, observer)
                                : super.join(null, delta, mode, observer);
                    }
                };
            case OUTDATED_EPOCH ->
                new ReplicaRules() {
                    @Override
                    public boolean isOutdated(long epoch, long placedAt) {
                        return false;
                    }
                };
            case OVERCLAIMING_INTERVAL ->
                new ReplicaRules() {
                    @Override
                    public long life(long present) {
                        return 0;
                    }
                };
            default -> ReplicaRules.SOUND;
        };
    }
}
