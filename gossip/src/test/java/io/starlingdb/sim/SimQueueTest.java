package io.starlingdb.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimQueueTest {

    /** Against the dumbest queue there is: a list, sorted for each look. */
    @Test
    void shouldHandOutWhatASortedListWould() {
        Random random = new Random(5);
        SimQueue queue = new SimQueue();
        List<SimEvent> oracle = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            int action = random.nextInt(5);
            if (action < 2 || (i < 25_000 && action < 3)) {
                SimEvent event = new Nothing();
                queue.add(event, random.nextInt(100));
                oracle.add(event);
            } else if (action == 3 && !oracle.isEmpty()) {
                SimEvent cancelled = oracle.remove(random.nextInt(oracle.size()));
                queue.remove(cancelled);
                queue.remove(cancelled);
            } else {
                SimEvent first = oracle.stream()
                        .min(Comparator.<SimEvent>comparingLong(event -> event.atNanos)
                                .thenComparingLong(event -> event.sequence))
                        .orElse(null);
                assertThat(queue.poll()).isSameAs(first);
                oracle.remove(first);
            }
            assertThat(queue.size()).isEqualTo(oracle.size());
            if (oracle.size() > 300) {
                oracle.forEach(queue::remove);
                oracle.clear();
            }
        }
    }

    private static final class Nothing extends SimEvent {
        @Override
        void happen() {}
    }
}
