package io.starlingdb.node.config;

import static io.starlingdb.node.config.ValueKind.BOOLEAN;
import static io.starlingdb.node.config.ValueKind.BYTES;
import static io.starlingdb.node.config.ValueKind.DURATION;
import static io.starlingdb.node.config.ValueKind.NAME;
import static io.starlingdb.node.config.ValueKind.SYNC;
import static io.starlingdb.node.config.ValueKind.TEXT;
import static io.starlingdb.node.config.ValueKind.integer;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.wire.WireVersions;
import java.time.Duration;
import java.util.List;

/** Every key a node knows, in the order of {@code conf/starling.yaml}. A key that is not here is refused. */
final class ConfigKeys {
    static final int DEFAULT_INTERNODE_PORT = 7000;
    private static final ValueKind<Integer> PORT = integer(1, 65535);

    static final ConfigKey<String> CLUSTER_NAME = new ConfigKey<>(
            "cluster_name",
            NAME,
            "starling",
            "The cluster's name. Nodes of another name are refused. Fixed once founded.");
    static final ConfigKey<String> DATA_DIR = new ConfigKey<>(
            "data_dir", TEXT, "data", "Everything the node owns lies in this directory; one process at a time.");
    static final ConfigKey<String> LISTEN_ADDRESS =
            new ConfigKey<>("listen_address", TEXT, "127.0.0.1", "The address all ports are bound to.");
    static final ConfigKey<String> ADVERTISE_ADDRESS = new ConfigKey<>(
            "advertise_address", TEXT, "", "The address other nodes and clients use; listen_address when empty.");
    static final ConfigKey<List<Endpoint>> SEEDS = new ConfigKey<>(
            "seeds",
            ValueKind.endpoints(DEFAULT_INTERNODE_PORT),
            "",
            "First contacts, HOST[:PORT] of their internode ports. Name two or three, the same on every node.");
    static final ConfigKey<String> DATACENTER =
            new ConfigKey<>("datacenter", NAME, "dc1", "Where the node stands; NetworkTopologyStrategy counts by it.");
    static final ConfigKey<String> RACK =
            new ConfigKey<>("rack", NAME, "rack1", "What fails together; replicas are spread over racks first.");
    static final ConfigKey<Integer> NUM_TOKENS = new ConfigKey<>(
            "num_tokens", integer(1, 256), "16", "Tokens a node takes when it joins; more makes ranges smaller.");
    static final ConfigKey<Boolean> AUTO_JOIN = new ConfigKey<>(
            "auto_join",
            BOOLEAN,
            "true",
            "Whether a new node joins the cluster its seeds know by itself. Off for one that replaces a dead node.");
    static final ConfigKey<Long> STREAM_RATE = new ConfigKey<>(
            "streaming.bytes_per_second",
            BYTES,
            "32MiB",
            "How fast the node fetches ranges that it is to own. Higher ends sooner and leaves less to clients.");
    static final ConfigKey<Integer> HTTP_PORT = new ConfigKey<>("http_port", PORT, "8080", "HTTP/JSON.");
    static final ConfigKey<Integer> CQL_PORT = new ConfigKey<>("cql_port", PORT, "9042", "CQL native protocol.");
    static final ConfigKey<Integer> INTERNODE_PORT =
            new ConfigKey<>("internode_port", PORT, "" + DEFAULT_INTERNODE_PORT, "Traffic between nodes.");
    static final ConfigKey<Integer> INTERNODE_WIRE_MAX = new ConfigKey<>(
            "internode_wire_max",
            integer(WireVersions.CURRENT.oldest(), WireVersions.CURRENT.newest()),
            "" + WireVersions.CURRENT.newest(),
            "The newest wire version this node speaks to others. Lower it while an upgrade may have to be taken back, or"
                    + " to rehearse one.");
    static final ConfigKey<Boolean> INSECURE = new ConfigKey<>(
            "insecure",
            BOOLEAN,
            "false",
            "Allows binding to an address that is not loopback although nobody is asked for a password.");

    static final ConfigKey<String> USERS_FILE = new ConfigKey<>(
            "authentication.users_file",
            TEXT,
            "",
            "Who may come in: lines made by 'starling password', read again when changed. Empty: nobody is asked. The same"
                    + " on every node.");

    static final ConfigKey<Duration> REQUEST_TIMEOUT = new ConfigKey<>(
            "request.timeout",
            DURATION,
            "5s",
            "How long a request may take when its client does not say. Higher keeps more work queued under overload.");
    static final ConfigKey<Integer> REQUEST_IN_FLIGHT = new ConfigKey<>(
            "request.in_flight",
            integer(16, 1_000_000),
            "4096",
            "Client requests a node works on at once, at most; how many it is at the moment follows from how long they take.");
    static final ConfigKey<Duration> REQUEST_TARGET_DELAY = new ConfigKey<>(
            "request.target_delay",
            DURATION,
            "4ms",
            "How long requests may wait for each other, beyond twice the time they take on an idle node, before the node"
                    + " works on fewer at once. Higher serves more under overload, later.");
    static final ConfigKey<Long> REQUEST_BODY = new ConfigKey<>(
            "request.body_limit", BYTES, "16MiB", "Largest body of an HTTP request; a larger one is answered 413.");

    static final ConfigKey<Integer> TOMBSTONE_WARN = new ConfigKey<>(
            "read.tombstone_warn",
            integer(1, 1_000_000_000),
            "1000",
            "Deleted rows and ranges read for one page of a statement before its client and the log are warned.");
    static final ConfigKey<Long> PARTITION_WARN = new ConfigKey<>(
            "read.partition_warn",
            BYTES,
            "100MiB",
            "How much a statement reads of one partition, page after page, before its client and the log are warned.");

    static final ConfigKey<CommitLogSync> COMMITLOG_SYNC = new ConfigKey<>(
            "commitlog.sync",
            SYNC,
            "periodic 1s",
            "'periodic 1s': a power failure may take the last second of this node. 'group': every acknowledged write is"
                    + " synced first, one fsync for many; costs latency.");
    static final ConfigKey<Integer> SHARDS = new ConfigKey<>(
            "storage.shards",
            integer(0, 256),
            "0",
            "Threads that own the data, a share of the tokens each. 0: one for every two cores.");
    static final ConfigKey<Integer> SHARD_QUEUE = new ConfigKey<>(
            "storage.shard_queue",
            integer(64, 1_000_000),
            "8192",
            "Work one shard lets wait; beyond it requests are answered 'overloaded'.");
    static final ConfigKey<Long> BLOCK_CACHE = new ConfigKey<>(
            "storage.block_cache", BYTES, "64MiB", "Memory for blocks read from files, outside the heap.");
    static final ConfigKey<Long> WRITE_BUFFER = new ConfigKey<>(
            "storage.write_buffer",
            BYTES,
            "64MiB",
            "Memory for rows not yet in files, outside the heap. Larger means fewer, larger files.");
    static final ConfigKey<Long> ROW_CACHE =
            new ConfigKey<>("storage.row_cache", BYTES, "64MiB", "Memory for decoded rows, in the heap.");
    static final ConfigKey<Long> DISK_RESERVE = new ConfigKey<>(
            "storage.disk_reserve",
            BYTES,
            "512MiB",
            "Below this much free disk the node is read-only; it takes writes again when a tenth more is free.");

    static final ConfigKey<Duration> HINTS_WINDOW = new ConfigKey<>(
            "hints.window",
            DURATION,
            "3h",
            "How long a write is kept for a node that is away. What is older is left to exchanges, which bring it too, only"
                    + " later.");
    static final ConfigKey<Integer> HINTS_COUNT = new ConfigKey<>(
            "hints.max_count",
            integer(1_000, 100_000_000),
            "500000",
            "Rows kept for nodes that are away, in all. The file is made for so many at first; it takes disk only for"
                    + " what it holds.");
    static final ConfigKey<Long> HINTS_BYTES =
            new ConfigKey<>("hints.max_bytes", BYTES, "256MiB", "Their bytes, in all.");
    static final ConfigKey<Integer> HINTS_TARGET_COUNT = new ConfigKey<>(
            "hints.target_max_count",
            integer(1, 100_000_000),
            "400000",
            "Rows kept for one node, so that one that is away for long leaves room for others.");
    static final ConfigKey<Long> HINTS_TARGET_BYTES =
            new ConfigKey<>("hints.target_max_bytes", BYTES, "192MiB", "Their bytes, for one node.");
    static final ConfigKey<Long> HINTS_RATE = new ConfigKey<>(
            "hints.delivery_rate",
            BYTES,
            "16MiB",
            "Bytes a second that are delivered to nodes that are back. Higher brings them up to date sooner and slows"
                    + " requests more meanwhile.");

    static final ConfigKey<Duration> EXCHANGE_INTERVAL = new ConfigKey<>(
            "anti_entropy.interval",
            DURATION,
            "2m",
            "Within which every range is compared with every replica. Shorter finds losses sooner and costs messages.");

    static final ConfigKey<Duration> PROBE_INTERVAL = new ConfigKey<>(
            "gossip.probe_interval",
            DURATION,
            "250ms",
            "How often another node is probed; a killed one is suspected after about four of these and dead after sixteen."
                    + " Lower notices sooner and costs messages.");
    static final ConfigKey<Duration> CLOCK_AHEAD_LIMIT = new ConfigKey<>(
            "clock.ahead_limit",
            DURATION,
            "5m",
            "Stamps and client timestamps further ahead of this node's clock than this are refused.");

    static final ConfigKey<String> LOG_LEVEL = new ConfigKey<>(
            "log.level",
            ValueKind.oneOf("error", "warn", "info", "debug", "trace"),
            "info",
            "Least level that is logged.");
    static final ConfigKey<String> LOG_FILE = new ConfigKey<>(
            "log.file", TEXT, "", "Also log to this file, rolled daily and at 100 MB. Empty: only stdout.");
    static final ConfigKey<String> LOG_FORMAT = new ConfigKey<>(
            "log.format",
            ValueKind.oneOf("text", "json"),
            "text",
            "One line an event for people, or as a JSON object for programs.");
    static final ConfigKey<String> LOG_AUDIT_FILE = new ConfigKey<>(
            "log.audit_file",
            TEXT,
            "",
            "Who changed the schema or the cluster goes to this file too, rolled daily and at 100 MB. Empty: only where the"
                    + " rest goes.");
    static final ConfigKey<Boolean> METRICS_JMX = new ConfigKey<>(
            "metrics.jmx",
            BOOLEAN,
            "false",
            "Shows all metrics as MBeans of the domain io.starlingdb as well; over the network by the JVM's own options.");
    static final ConfigKey<Duration> LOG_SLOW = new ConfigKey<>(
            "log.slow_statements",
            DURATION,
            "1s",
            "CQL statements that take longer are logged, without their bound values, at most ten a second.");

    /** In the order of the file. */
    static final List<ConfigKey<?>> ALL = List.of(
            CLUSTER_NAME,
            DATA_DIR,
            LISTEN_ADDRESS,
            ADVERTISE_ADDRESS,
            SEEDS,
            DATACENTER,
            RACK,
            NUM_TOKENS,
            AUTO_JOIN,
            STREAM_RATE,
            HTTP_PORT,
            CQL_PORT,
            INTERNODE_PORT,
            INTERNODE_WIRE_MAX,
            INSECURE,
            USERS_FILE,
            REQUEST_TIMEOUT,
            REQUEST_IN_FLIGHT,
            REQUEST_TARGET_DELAY,
            REQUEST_BODY,
            TOMBSTONE_WARN,
            PARTITION_WARN,
            COMMITLOG_SYNC,
            SHARDS,
            SHARD_QUEUE,
            BLOCK_CACHE,
            WRITE_BUFFER,
            ROW_CACHE,
            DISK_RESERVE,
            HINTS_WINDOW,
            HINTS_COUNT,
            HINTS_BYTES,
            HINTS_TARGET_COUNT,
            HINTS_TARGET_BYTES,
            HINTS_RATE,
            EXCHANGE_INTERVAL,
            PROBE_INTERVAL,
            CLOCK_AHEAD_LIMIT,
            LOG_LEVEL,
            LOG_FILE,
            LOG_FORMAT,
            LOG_AUDIT_FILE,
            LOG_SLOW,
            METRICS_JMX);

    private ConfigKeys() {}
}
