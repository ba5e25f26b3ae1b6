package io.starlingdb.node.data;

import io.starlingdb.node.schema.ConflictMode;
import java.util.List;

/**
 * What an exploration tries.
 *
 * @param mode the table's mode
 * @param effects the kinds of writes
 * @param replicas how many there are
 * @param writes how many writes are issued at most
 * @param timestamps the client timestamps that writes may have besides none
 * @param contexts whether writes may hand back what they read, from any replica
 * @param rememberedReads how many reads may be kept for later writes
 * @param rowJoins whether whole rows are joined
 * @param crashes how often a replica may restart
 * @param losses how much a restart may lose
 * @param settles whether what all replicas hold may become settled
 * @param stampStep how far apart stamps are
 */
record Scenario(
        ConflictMode mode,
        List<Effect> effects,
        int replicas,
        int writes,
        List<Long> timestamps,
        boolean contexts,
        int rememberedReads,
        boolean rowJoins,
        int crashes,
        Losses losses,
        boolean settles,
        int stampStep) {

    /** How much a restart may lose. */
    enum Losses {
        NOTHING,
        /** Nothing, or everything. */
        ALL,
        /** Nothing, everything, or all since an earlier moment. */
        TAIL
    }

    static Scenario of(ConflictMode mode, Effect... effects) {
        return new Scenario(mode, List.of(effects), 3, 3, List.of(), false, 0, true, 0, Losses.NOTHING, false, 2);
    }

    Scenario replicas(int count) {
        return new Scenario(
                mode,
                effects,
                count,
                writes,
                timestamps,
                contexts,
                rememberedReads,
                rowJoins,
                crashes,
                losses,
                settles,
                stampStep);
    }

    Scenario writes(int count) {
        return new Scenario(
                mode,
                effects,
                replicas,
                count,
                timestamps,
                contexts,
                rememberedReads,
                rowJoins,
                crashes,
                losses,
                settles,
                stampStep);
    }

    Scenario clientTimestamps(Long... values) {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                List.of(values),
                contexts,
                rememberedReads,
                rowJoins,
                crashes,
                losses,
                settles,
                stampStep);
    }

    Scenario withContexts(int remembered) {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                timestamps,
                true,
                remembered,
                rowJoins,
                crashes,
                losses,
                settles,
                stampStep);
    }

    Scenario withoutRowJoins() {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                timestamps,
                contexts,
                rememberedReads,
                false,
                crashes,
                losses,
                settles,
                stampStep);
    }

    Scenario withCrashes(int count, Losses lost) {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                timestamps,
                contexts,
                rememberedReads,
                rowJoins,
                count,
                lost,
                settles,
                stampStep);
    }

    Scenario withSettling() {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                timestamps,
                contexts,
                rememberedReads,
                rowJoins,
                crashes,
                losses,
                true,
                stampStep);
    }

    Scenario touchingStamps() {
        return new Scenario(
                mode,
                effects,
                replicas,
                writes,
                timestamps,
                contexts,
                rememberedReads,
                rowJoins,
                crashes,
                losses,
                settles,
                1);
    }
}
