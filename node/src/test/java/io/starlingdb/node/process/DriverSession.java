package io.starlingdb.node.process;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The Apache Java driver, connected to a cluster of real processes; patient, as the machine may be loaded. */
public final class DriverSession {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DriverSession() {}

    /**
     * Connects.
     *
     * @param version {@code V4} or {@code V5}; empty to let the driver find out
     * @param compression {@code lz4} or {@code none}
     */
    public static CqlSession open(NodeProcess contact, String version, String compression) {
        var config = patient().withString(DefaultDriverOption.PROTOCOL_COMPRESSION, compression);
        if (!version.isEmpty()) {
            config.withString(DefaultDriverOption.PROTOCOL_VERSION, version);
        }
        return open(contact.addresses().host(), contact.addresses().cql(), "dc1", config);
    }

    /** Connects to whichever server that speaks the protocol; reads no schema, so that statements of definition are quick. */
    public static CqlSession plain(String host, int port, String datacenter) {
        return open(
                host,
                port,
                datacenter,
                patient()
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                        .withBoolean(DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE, false));
    }

    private static CqlSession open(
            String host, int port, String datacenter, ProgrammaticDriverConfigLoaderBuilder config) {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(host, port))
                .withLocalDatacenter(datacenter)
                .withConfigLoader(config.build())
                .build();
    }

    private static ProgrammaticDriverConfigLoaderBuilder patient() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_SET_KEYSPACE_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(50))
                .withDuration(DefaultDriverOption.METADATA_TOPOLOGY_WINDOW, Duration.ofMillis(50))
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(100))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofMillis(500))
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM");
    }
}
