package io.starlingdb.node.http;

import io.vertx.core.http.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps clients from using up the process's file descriptors: connections beyond the bound are closed at once. Loop only. */
final class ConnectionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final int connectionsMax;
    private int open;

    ConnectionLimit(int connectionsMax) {
        this.connectionsMax = connectionsMax;
    }

    void opened(HttpConnection connection) {
        connection.exceptionHandler(failure -> LOG.debug("HTTP connection of {}", connection.remoteAddress(), failure));
        connection.closeHandler(closed -> open--);
        if (++open > connectionsMax) {
            LOG.debug("Closed a connection of {}: {} are open", connection.remoteAddress(), connectionsMax);
            connection.close();
        }
    }
}
