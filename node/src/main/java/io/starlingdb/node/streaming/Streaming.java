package io.starlingdb.node.streaming;

import io.starlingdb.gossip.Member;
import io.starlingdb.gossip.MembershipListener;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.Handover;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.node.ring.Transition;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves ranges between nodes: puts the parts of this package together. Whatever the record says is under way, each node does its part of it by
 * itself, from every start on: fetches what it is about to own, hands out what others are about to own, erases what it lost, and helps transitions
 * on. Loop only, but for the constructor, which may block.
 */
public final class Streaming implements MembershipListener {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Streams on;
    private final StreamService service;
    private final Bystanders bystanders;
    private final Driver driver;
    private final RangeCleaner cleaner;
    private byte @Nullable [] storedProgress;
    private @Nullable Fetcher fetcher;
    private @Nullable String stated;
    private boolean isLooking;

    public Streaming(Streams on) {
        this.on = on;
        this.service = new StreamService(on.messenger(), on.record(), on.replica(), on.shards());
        this.bystanders = new Bystanders(on.self(), on.membership(), on.record());
        this.driver = new Driver(on, bystanders);
        this.cleaner = new RangeCleaner(on);
        this.storedProgress = on.saved().load(Fetcher.SAVED_NAME);
    }

    public void start() {
        service.start();
        on.membership().listen(this);
        on.record().listen(newer -> lookSoon());
        tick();
    }

    private void tick() {
        look();
        on.loop().schedule(PERIOD_NANOS, this::tick);
    }

    /** Facts come many at once. */
    private void lookSoon() {
        if (!isLooking) {
            isLooking = true;
            on.loop().execute(() -> {
                isLooking = false;
                look();
            });
        }
    }

    @Override
    public void factsChanged(Member member) {
        if (!on.record().current().transitions().running().isEmpty()) {
            lookSoon();
        }
    }

    private void look() {
        ClusterRecord record = on.record().current();
        fetch(record);
        cleaner.look();
        Transition mine = record.transitions().about(on.self());
        if (mine != null && on.hasHandedOn().getAsBoolean()) {
            on.membership().updateSelf(HandedOn.FACT, HandedOn.of(mine)); // tells it only where it is new
        }
        if (!record.transitions().running().isEmpty()) {
            driver.look();
        }
    }

    private void fetch(ClusterRecord record) {
        Fetcher running = fetcher;
        if (running != null && record.transitions().find(running.transition()) == null) {
            running.stop();
            fetcher = null;
            running = null;
            state("");
        }
        RecordMember me = record.member(on.self());
        if (running != null || me == null) {
            return;
        }
        for (Transition transition : record.transitions().running()) {
            if (!transition.isComplete(me)
                    && Handover.of(record, transition).fetchers().contains(on.self())) {
                FetchProgress progress = FetchProgress.decode(storedProgress, transition.id());
                storedProgress = null;
                Fetcher begun = new Fetcher(on, bystanders, progress, this::stateProgress);
                fetcher = begun;
                begun.start();
                return;
            }
        }
    }

    private void stateProgress() {
        Fetcher running = fetcher;
        if (running != null) {
            state(running.report().text());
        }
    }

    private void state(String text) {
        if (!text.equals(stated)) {
            stated = text;
            on.membership().updateSelf(FetchReport.FACT, text);
        }
    }
}
