package io.starlingdb.node;

import io.starlingdb.gossip.Membership;
import io.starlingdb.node.coordinator.Coordinator;
import io.starlingdb.node.record.PaxosRecordAgreement;
import io.starlingdb.node.replica.Replica;

/**
 * Whether this node's reads count, and its votes and dots: not while something that it acknowledged may be missing from its directory, and not
 * before its peers have confirmed that the directory is not an older copy. States it to the others. Loop only.
 */
final class Standing {
    private final Replica replica;
    private final PaxosRecordAgreement record;
    private final Membership membership;
    private boolean isRecovering;
    private boolean isConfirmed;

    /**
     * @param isRecovering whether something may be missing
     * @param isConfirmed whether there is nothing to be confirmed
     */
    Standing(
            Replica replica,
            PaxosRecordAgreement record,
            Membership membership,
            boolean isRecovering,
            boolean isConfirmed) {
        this.replica = replica;
        this.record = record;
        this.membership = membership;
        this.isRecovering = isRecovering;
        this.isConfirmed = isConfirmed;
    }

    /** Takes effect; before anything is sent or answered. */
    void begin() {
        if (!isConfirmed) {
            record.hold();
        }
        if (isRecovering || !isConfirmed) {
            replica.countNoMore();
            membership.updateSelf(Coordinator.STANDING_FACT, Coordinator.RECOVERING);
        }
    }

    /** The peers know of no later start. */
    void confirmed() {
        if (!isConfirmed) {
            isConfirmed = true;
            record.release();
            countAgain();
        }
    }

    boolean isConfirmed() {
        return isConfirmed;
    }

    /** All that was missing has been fetched. */
    void recovered() {
        isRecovering = false;
        countAgain();
    }

    private void countAgain() {
        if (isConfirmed && !isRecovering) {
            replica.countAgain();
            membership.updateSelf(Coordinator.STANDING_FACT, Coordinator.GOOD);
        }
    }
}
