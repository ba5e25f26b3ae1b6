package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Failure;
import io.starlingdb.wire.Message;
import io.starlingdb.wire.ReplyHandler;
import java.util.ArrayList;
import java.util.List;

/**
 * Gets newer records from other nodes. One fetch runs at a time, for the highest epoch that anybody asked for: from whoever
 * is said to know it, then from the members in a random order, with pauses, until the record is here or the time is over.
 */
final class RecordFetcher {
    private final RecordSeams seams;
    private final NewestRecord newest;
    private final List<Endpoint> sources = new ArrayList<>();
    private long wanted;
    private long deadlineNanos;
    private boolean running;
    private Backoff backoff;

    RecordFetcher(RecordSeams seams, NewestRecord newest) {
        this.seams = seams;
        this.newest = newest;
        this.backoff = new Backoff(seams.timings(), seams.random());
    }

    /** Fetches a record of at least this epoch, from {@code source} first; await it at {@link NewestRecord#atLeast}. */
    void fetch(long epoch, Endpoint source) {
        if (newest.current().epoch() >= epoch) {
            return;
        }
        wanted = Math.max(wanted, epoch);
        deadlineNanos = seams.time().nanoTime() + seams.timings().changeNanos();
        sources.remove(source);
        sources.add(0, source);
        if (!running) {
            running = true;
            backoff = new Backoff(seams.timings(), seams.random());
            ask();
        }
    }

    private void ask() {
        if (newest.current().epoch() >= wanted || seams.time().nanoTime() - deadlineNanos >= 0) {
            running = false;
            wanted = 0;
            sources.clear();
            return;
        }
        Endpoint source = nextSource();
        seams.messenger()
                .request(source, Lane.REQUEST, new Fetch(), seams.timings().answerNanos(), new ReplyHandler() {
                    @Override
                    public void onReply(Message reply) {
                        if (reply instanceof Update update) {
                            newest.learn(update.record(), source);
                        }
                        again();
                    }

                    @Override
                    public void onFailure(Failure failure) {
                        again();
                    }
                });
    }

    /** Asks on after a pause, in which what was just learnt is saved. */
    private void again() {
        seams.scheduler().schedule(backoff.nextNanos(), this::ask);
    }

    private Endpoint nextSource() {
        if (sources.size() > 1) {
            return sources.remove(0);
        }
        Endpoint last = sources.get(0);
        List<RecordMember> members = newest.current().members();
        for (int left = members.size(); left > 0; left--) {
            Endpoint drawn = members.get(seams.random().nextInt(members.size())).endpoint();
            if (!drawn.equals(last) && !drawn.equals(seams.messenger().self())) {
                sources.add(drawn);
                break;
            }
        }
        return last;
    }
}
