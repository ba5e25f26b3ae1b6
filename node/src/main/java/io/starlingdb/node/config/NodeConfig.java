package io.starlingdb.node.config;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.wire.WireVersions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A node's settings, typed and checked against one another.
 *
 * @param clusterName the cluster's name; nodes of another name are refused
 * @param dataDirectory absolute
 * @param seeds internode endpoints of first contacts; may name this node too
 * @param clockAheadLimit stamps further ahead of the own clock are refused
 * @param settings all of it as it was written, with its sources; secrets hidden
 */
public record NodeConfig(
        String clusterName,
        Path dataDirectory,
        Network network,
        List<Endpoint> seeds,
        Placement placement,
        Requests requests,
        Storage storage,
        Hints hints,
        Duration exchangeInterval,
        Duration probeInterval,
        Duration clockAheadLimit,
        Logging logging,
        boolean jmx,
        List<Setting> settings) {

    /**
     * Where the node listens ({@code listenAddress}) and what it tells others ({@code advertiseAddress}); {@code usersFile} says who may come in,
     * everybody if it is empty; {@code wireMax} is the newest wire version it speaks.
     */
    public record Network(
            String listenAddress,
            String advertiseAddress,
            int httpPort,
            int cqlPort,
            int internodePort,
            String usersFile,
            int wireMax) {
        /** The wire versions that it speaks. */
        public WireVersions spoken() {
            return WireVersions.CURRENT.upTo(wireMax);
        }

        public Endpoint internodeEndpoint() {
            return new Endpoint(advertiseAddress, internodePort);
        }
    }

    /** What placement of replicas goes by. */
    public record Placement(String datacenter, String rack, int tokens, boolean autoJoin, long streamBytesPerSecond) {}

    /** Bounds of client requests; {@code bodyBytesMax} in bytes. */
    public record Requests(
            Duration timeout,
            int inFlightMax,
            Duration targetDelay,
            long bodyBytesMax,
            int tombstoneWarn,
            long partitionWarnBytes) {}

    /** Bounds of storage, all sizes in bytes; {@code shards} is at least 1. */
    public record Storage(
            CommitLogSync sync,
            int shards,
            int shardQueue,
            long blockCacheBytes,
            long writeBufferBytes,
            long rowCacheBytes,
            long diskReserveBytes) {}

    /** What is kept for nodes that are away, and how fast it is delivered to them; sizes in bytes, the rate in bytes a second. */
    public record Hints(
            Duration window,
            int countMax,
            long bytesMax,
            int targetCountMax,
            long targetBytesMax,
            long deliveryBytesPerSecond) {}

    /** {@code file} is empty for stdout alone; CQL statements slower than {@code slowStatements} are logged. */
    public record Logging(String level, String file, boolean isJson, String auditFile, Duration slowStatements) {}

    static NodeConfig from(ConfigLoader values) {
        String listen = values.value(ConfigKeys.LISTEN_ADDRESS);
        String advertise = values.value(ConfigKeys.ADVERTISE_ADDRESS);
        Network network = new Network(
                listen,
                advertise.isEmpty() ? listen : advertise,
                values.value(ConfigKeys.HTTP_PORT),
                values.value(ConfigKeys.CQL_PORT),
                values.value(ConfigKeys.INTERNODE_PORT),
                values.value(ConfigKeys.USERS_FILE),
                values.value(ConfigKeys.INTERNODE_WIRE_MAX));
        checkPorts(network);
        checkAddresses(network, values.value(ConfigKeys.INSECURE));
        return new NodeConfig(
                values.value(ConfigKeys.CLUSTER_NAME),
                Path.of(values.value(ConfigKeys.DATA_DIR)).toAbsolutePath().normalize(),
                network,
                values.value(ConfigKeys.SEEDS),
                new Placement(
                        values.value(ConfigKeys.DATACENTER),
                        values.value(ConfigKeys.RACK),
                        values.value(ConfigKeys.NUM_TOKENS),
                        values.value(ConfigKeys.AUTO_JOIN),
                        values.value(ConfigKeys.STREAM_RATE)),
                new Requests(
                        atLeast(values, ConfigKeys.REQUEST_TIMEOUT, Duration.ofMillis(10)),
                        values.value(ConfigKeys.REQUEST_IN_FLIGHT),
                        values.value(ConfigKeys.REQUEST_TARGET_DELAY),
                        values.value(ConfigKeys.REQUEST_BODY),
                        values.value(ConfigKeys.TOMBSTONE_WARN),
                        values.value(ConfigKeys.PARTITION_WARN)),
                new Storage(
                        values.value(ConfigKeys.COMMITLOG_SYNC),
                        shards(values.value(ConfigKeys.SHARDS)),
                        values.value(ConfigKeys.SHARD_QUEUE),
                        atLeast(values, ConfigKeys.BLOCK_CACHE, 1 << 20),
                        atLeast(values, ConfigKeys.WRITE_BUFFER, 1 << 20),
                        values.value(ConfigKeys.ROW_CACHE),
                        values.value(ConfigKeys.DISK_RESERVE)),
                new Hints(
                        atLeast(values, ConfigKeys.HINTS_WINDOW, Duration.ofSeconds(1)),
                        values.value(ConfigKeys.HINTS_COUNT),
                        atLeast(values, ConfigKeys.HINTS_BYTES, 1 << 20),
                        values.value(ConfigKeys.HINTS_TARGET_COUNT),
                        atLeast(values, ConfigKeys.HINTS_TARGET_BYTES, 1 << 20),
                        atLeast(values, ConfigKeys.HINTS_RATE, 1 << 16)),
                atLeast(values, ConfigKeys.EXCHANGE_INTERVAL, Duration.ofSeconds(1)),
                atLeast(values, ConfigKeys.PROBE_INTERVAL, Duration.ofMillis(50)),
                atLeast(values, ConfigKeys.CLOCK_AHEAD_LIMIT, Duration.ofSeconds(1)),
                new Logging(
                        values.value(ConfigKeys.LOG_LEVEL),
                        values.value(ConfigKeys.LOG_FILE),
                        values.value(ConfigKeys.LOG_FORMAT).equals("json"),
                        values.value(ConfigKeys.LOG_AUDIT_FILE),
                        atLeast(values, ConfigKeys.LOG_SLOW, Duration.ofMillis(1))),
                values.value(ConfigKeys.METRICS_JMX),
                values.settings());
    }

    private static int shards(int asked) {
        return asked > 0 ? asked : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private static Duration atLeast(ConfigLoader values, ConfigKey<Duration> key, Duration least) {
        Duration value = values.value(key);
        if (value.compareTo(least) < 0) {
            throw new ConfigException(
                    key.name() + ": " + value.toMillis() + "ms is too short; use " + least.toMillis() + "ms or more.");
        }
        return value;
    }

    private static long atLeast(ConfigLoader values, ConfigKey<Long> key, long least) {
        long value = values.value(key);
        if (value < least) {
            throw new ConfigException(
                    key.name() + ": " + value + " bytes is too small; use " + (least >> 20) + "MiB or more.");
        }
        return value;
    }

    private static void checkPorts(Network network) {
        Set<Integer> ports = new java.util.HashSet<>();
        if (!ports.add(network.httpPort) || !ports.add(network.cqlPort) || !ports.add(network.internodePort)) {
            throw new ConfigException("http_port, cql_port and internode_port must differ; they are " + network.httpPort
                    + ", " + network.cqlPort + " and " + network.internodePort + ".");
        }
    }

    private static void checkAddresses(Network network, boolean insecure) {
        InetAddress listen = resolve("listen_address", network.listenAddress);
        InetAddress advertised = resolve("advertise_address", network.advertiseAddress);
        if (advertised.isAnyLocalAddress()) {
            throw new ConfigException("advertise_address: other nodes cannot reach " + network.advertiseAddress
                    + "; set advertise_address to the address they shall use.");
        }
        if (!listen.isLoopbackAddress() && !insecure && network.usersFile.isEmpty()) {
            throw new ConfigException("listen_address: " + network.listenAddress
                    + " can be reached from other machines and this cluster asks nobody for a password;"
                    + " listen on a loopback address, name users in authentication.users_file, or set insecure: true if"
                    + " the network itself is closed.");
        }
    }

    private static InetAddress resolve(String key, String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new ConfigException(key + ": the host '" + address + "' is not known; use an IP address or a name"
                    + " that resolves here.");
        }
    }
}
