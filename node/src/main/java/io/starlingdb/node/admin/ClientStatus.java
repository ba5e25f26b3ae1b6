package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * A client that is connected by the native protocol.
 *
 * @param address {@code HOST:PORT} of its side
 * @param protocol {@code v4} or the like
 * @param driver as it names itself; empty if it does not, like {@code driverVersion} and {@code application}
 * @param compression {@code lz4}; empty for none
 * @param keyspace that it chose by USE; empty for none
 * @param user who logged in; empty where nobody has to
 * @param requests how many it has sent
 * @param underWay how many of them are not answered yet
 * @param connectedS for how many seconds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ClientStatus(
        String address,
        String protocol,
        String driver,
        String driverVersion,
        String application,
        String compression,
        String keyspace,
        String user,
        long requests,
        int underWay,
        long connectedS) {}
