package io.starlingdb.client.http;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a node's HTTP port is.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param port 1 to 65535
 */
public record NodeAddress(String host, int port) {
    public static final int DEFAULT_PORT = 8080;

    /**
     * Reads {@code HOST[:PORT]}; the port is {@value #DEFAULT_PORT} where none is given, IPv6 addresses stand in brackets.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static NodeAddress parse(String text) {
        try {
            URI uri = new URI("http://" + text.trim());
            boolean plain = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
            if (plain && port >= 1 && port <= 65535) {
                String host = uri.getHost();
                boolean bracketed = host.startsWith("[");
                return new NodeAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (URISyntaxException e) {
            // Said below, in our words.
        }
        throw new IllegalArgumentException("'" + text + "' is not HOST[:PORT], for example 127.0.0.1:8080");
    }

    URI resolve(String path) {
        return URI.create("http://" + this + path);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
