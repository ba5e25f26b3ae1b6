package io.starlingdb.node.admin;

import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.Membership;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Transition;
import io.starlingdb.node.streaming.FetchReport;

/**
 * How far a change of ownership is, by what its new owners gossip.
 *
 * @param done ranges that new owners have, of {@code pieces}; a range counts once for each new owner
 * @param bytes fetched so far
 * @param bytesTotal about how many there are; 0 while nothing is known
 * @param secondsLeft about how long it still takes, by the slowest of the new owners; -1 while that is not known
 */
record ChangeProgress(int done, int pieces, long bytes, long bytesTotal, long secondsLeft) {

    static ChangeProgress of(Membership membership, ClusterRecord record, Transition transition) {
        int pieces = 0;
        for (Handover.Piece piece : Handover.of(record, transition).pieces()) {
            for (RecordMember owner : piece.next().members()) {
                pieces += piece.isFetchedBy(owner.id()) ? 1 : 0;
            }
        }
        int done = 0;
        long bytes = 0;
        long secondsLeft = -1;
        for (Member member : membership.members()) {
            FetchReport report = FetchReport.parse(member.fact(FetchReport.FACT));
            if (report != null && report.transition() == transition.id()) {
                done += report.done();
                bytes += report.bytes();
                secondsLeft = Math.max(secondsLeft, report.secondsLeft());
            }
        }
        done = Math.min(done, pieces);
        return new ChangeProgress(
                done, pieces, bytes, done == 0 ? 0 : (long) ((double) bytes * pieces / done), secondsLeft);
    }

    /** 0 to 100; a change that hands nothing over is done. */
    int percent() {
        return pieces == 0 ? 100 : (int) (100L * done / pieces);
    }
}
