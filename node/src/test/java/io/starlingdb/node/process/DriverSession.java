package io.starlingdb.node.process;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The Apache Java driver, connected to a cluster of real processes; patient, as the machine may be loaded. */
final class DriverSession {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DriverSession() {}

    /**
     * Connects.
     *
     * @param version {@code V4} or {@code V5}; empty to let the driver find out
     * @param compression {@code lz4} or {@code none}
     */
    static CqlSession open(NodeProcess contact, String version, String compression) {
        var config = DriverConfigLoader.programmaticBuilder()
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
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
                .withString(DefaultDriverOption.PROTOCOL_COMPRESSION, compression);
        if (!version.isEmpty()) {
            config.withString(DefaultDriverOption.PROTOCOL_VERSION, version);
        }
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        contact.addresses().host(), contact.addresses().cql()))
                .withLocalDatacenter("dc1")
                .withConfigLoader(config.build())
                .build();
    }
}
