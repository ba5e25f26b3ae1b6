package io.starlingdb.node.cql.system;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.node.replica.MessageForms;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceMessagesTest {
    @Test
    void shouldKeepTheFormOfTraces() throws UnknownHostException {
        new MessageForms(TraceMessages::register)
                .check(
                        "system/trace-2",
                        new FinishedTrace(
                                new UUID(1, 2),
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                                "QUERY",
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                                9042,
                                1_234,
                                new TreeMap<>(Map.of("consistency_level", "QUORUM")),
                                "Execute CQL3 query",
                                1_700_000_000_000L,
                                List.of(new FinishedTrace.Event(
                                        new UUID(3, 4), "Request complete", new Endpoint("127.0.0.3", 7000), 1_200))),
                        FinishedTrace.class);
    }
}
