package io.starlingdb.node.metrics;

import com.codahale.metrics.Counter;
import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.net.TrafficStatistics;
import io.starlingdb.node.net.TransportStatistics;
import io.starlingdb.wire.Refusal;
import io.starlingdb.wire.WireListener;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What travels between this node and others, and what of it is refused. Loop only. */
public final class NetMetrics implements WireListener {
    private static final Logger LOG = LoggerFactory.getLogger(NetMetrics.class);

    /** Of so many nodes of other clusters the log tells, each once. */
    private static final int FOREIGNERS_MAX = 100;

    private final Set<Endpoint> foreigners = new HashSet<>();
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final Counter handlerFailures;

    public NetMetrics(Meters meters, Supplier<TransportStatistics> transport) {
        for (Refusal why : Refusal.values()) {
            refusals.put(
                    why,
                    meters.counter(
                            "starling_internode_refused_frames_total",
                            "Frames from other nodes that were dropped, by reason.",
                            "reason",
                            why.name().toLowerCase(Locale.ROOT)));
        }
        handlerFailures = meters.counter(
                "starling_handler_failures_total", "Messages whose handling threw: each is a bug, see the log.");
        Supplier<TransportStatistics> sample = meters.sample(transport);
        for (Lane lane : Lane.values()) {
            addLane(
                    meters,
                    lane,
                    () -> Objects.requireNonNull(sample.get().lanes().get(lane)));
        }
        meters.gauge(
                "starling_internode_connections",
                "Open connections between nodes.",
                () -> sample.get().inbound(),
                "direction",
                "inbound");
        meters.gauge(
                "starling_internode_connections",
                "Open connections between nodes.",
                () -> sample.get().outbound(),
                "direction",
                "outbound");
        meters.total(
                "starling_internode_dials_failed_total",
                "Connections to other nodes that were refused, timed out, or led to another cluster.",
                () -> sample.get().dialsFailed());
        meters.total(
                "starling_internode_connections_lost_total",
                "Connections to other nodes that broke.",
                () -> sample.get().connectionsLost());
        meters.total(
                "starling_internode_strangers_total",
                "Inbound connections closed because no node of this cluster spoke.",
                () -> sample.get().strangers());
    }

    @Override
    public void refused(Endpoint from, Refusal why) {
        Objects.requireNonNull(refusals.get(why)).inc();
        LOG.debug("Dropped a frame from {}: {}", from, why);
        if (why == Refusal.OTHER_CLUSTER && foreigners.size() < FOREIGNERS_MAX && foreigners.add(from)) {
            LOG.warn(
                    "Refused what {} sends: it belongs to another cluster of the same name. Take it out of the seeds here, and this"
                            + " cluster out of its own; to have it join this cluster, stop it and empty its data_dir",
                    from);
        }
    }

    @Override
    public void handlerFailed(Endpoint peer, RuntimeException failure) {
        handlerFailures.inc();
        LOG.error("Handling a message of {} failed", peer, failure);
    }

    private static void addLane(Meters meters, Lane lane, Supplier<TrafficStatistics> traffic) {
        add(
                meters,
                "starling_internode_sent_frames_total",
                "Frames sent.",
                lane,
                traffic,
                TrafficStatistics::framesSent);
        add(meters, "starling_internode_sent_bytes_total", "Bytes sent.", lane, traffic, TrafficStatistics::bytesSent);
        add(
                meters,
                "starling_internode_writes_total",
                "Writes that the sent frames took.",
                lane,
                traffic,
                TrafficStatistics::writes);
        add(
                meters,
                "starling_internode_received_frames_total",
                "Frames received.",
                lane,
                traffic,
                TrafficStatistics::framesReceived);
        add(
                meters,
                "starling_internode_received_bytes_total",
                "Bytes received.",
                lane,
                traffic,
                TrafficStatistics::bytesReceived);
        add(
                meters,
                "starling_internode_dropped_frames_total",
                "Frames dropped because the peer could not be reached or its queue was full.",
                lane,
                traffic,
                TrafficStatistics::framesDropped);
        meters.gauge(
                "starling_internode_queued_frames",
                "Frames that wait to be sent.",
                () -> traffic.get().framesQueued(),
                "lane",
                label(lane));
    }

    private static void add(
            Meters meters,
            String name,
            String help,
            Lane lane,
            Supplier<TrafficStatistics> traffic,
            ToLongFunction<TrafficStatistics> part) {
        meters.total(name, help, () -> part.applyAsLong(traffic.get()), "lane", label(lane));
    }

    private static String label(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }
}
