package io.starlingdb.node.net;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.wire.WireVersions;
import java.util.concurrent.TimeUnit;

/**
 * How a {@link VertxTransport} behaves.
 *
 * @param cluster the cluster's name: connections of nodes that name another are refused
 * @param self the endpoint that this node announces
 * @param listenHost the address that is bound; the port is that of {@code self}
 * @param spoken the wire versions that this node speaks
 * @param frameBytesMax the longest frame that is taken; a peer that announces a longer one is disconnected
 * @param queueBytesMax what may wait for one connection of the lanes REQUEST and BULK, each; URGENT has a sixteenth. Beyond it frames are
 *     dropped, which their senders notice as timeouts. More helps through longer stalls of a peer and costs that much heap for each peer
 * @param connectNanos how long dialling may take
 * @param preambleNanos how long the other side may take to send its preamble; more than a loop may stand still for
 * @param backoffNanos the first pause after a failure; it doubles with each further one
 * @param backoffNanosMax the longest pause
 */
public record TransportOptions(
        String cluster,
        Endpoint self,
        String listenHost,
        WireVersions spoken,
        int frameBytesMax,
        long queueBytesMax,
        long connectNanos,
        long preambleNanos,
        long backoffNanos,
        long backoffNanosMax) {

    /** Listens where it is reached; frames up to 32 MiB, queues of 16 MiB, dialling within 2 s, preambles within 10 s, pauses from 50 ms to 1 s. */
    public static TransportOptions of(String cluster, Endpoint self) {
        return new TransportOptions(
                cluster,
                self,
                self.host(),
                WireVersions.CURRENT,
                32 << 20,
                16 << 20,
                TimeUnit.SECONDS.toNanos(2),
                TimeUnit.SECONDS.toNanos(10),
                TimeUnit.MILLISECONDS.toNanos(50),
                TimeUnit.SECONDS.toNanos(1));
    }

    public TransportOptions withListenHost(String host) {
        return new TransportOptions(
                cluster,
                self,
                host,
                spoken,
                frameBytesMax,
                queueBytesMax,
                connectNanos,
                preambleNanos,
                backoffNanos,
                backoffNanosMax);
    }

    public TransportOptions withSpoken(WireVersions versions) {
        return new TransportOptions(
                cluster,
                self,
                listenHost,
                versions,
                frameBytesMax,
                queueBytesMax,
                connectNanos,
                preambleNanos,
                backoffNanos,
                backoffNanosMax);
    }

    public TransportOptions withQueueBytesMax(long max) {
        return new TransportOptions(
                cluster,
                self,
                listenHost,
                spoken,
                frameBytesMax,
                max,
                connectNanos,
                preambleNanos,
                backoffNanos,
                backoffNanosMax);
    }

    long queueBytesMax(Lane lane) {
        return lane == Lane.URGENT ? queueBytesMax / 16 : queueBytesMax;
    }
}
