package io.starlingdb.gossip;

import io.starlingdb.kernel.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the protocol wants done, as values: messages to send and events to tell, each in order. The shell around it empties this. */
final class Outbox {

    private List<Send> sends = new ArrayList<>();
    private List<Consumer<MembershipListener>> events = new ArrayList<>();

    void send(Endpoint to, GossipMessage message) {
        sends.add(new Send(to, message));
    }

    /** @param event calls the listener's method that the event is for */
    void tell(Consumer<MembershipListener> event) {
        events.add(event);
    }

    List<Send> takeSends() {
        List<Send> taken = sends;
        sends = new ArrayList<>();
        return taken;
    }

    List<Consumer<MembershipListener>> takeEvents() {
        List<Consumer<MembershipListener>> taken = events;
        events = new ArrayList<>();
        return taken;
    }

    /** A message and where it goes. */
    record Send(Endpoint to, GossipMessage message) {}
}
