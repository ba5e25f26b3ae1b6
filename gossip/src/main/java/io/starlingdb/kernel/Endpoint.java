package io.starlingdb.kernel;

import java.util.Objects;

/**
 * Where a node can be reached: a host name or address, never resolved here, and a port. Two endpoints are equal when their texts are.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets; not empty
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) implements Comparable<Endpoint> {

    private static final int PORT_MAX = 65_535;

    public Endpoint {
        Objects.requireNonNull(host, "host");
        if (host.isEmpty() || host.length() > 255) {
            throw new IllegalArgumentException("a host has 1 to 255 characters: '" + host + "'");
        }
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        }
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [ipv6]} or {@code [ipv6]:port}. Text with several colons and no brackets is an IPv6
     * address without a port.
     *
     * @throws IllegalArgumentException if the text has another shape
     */
    public static Endpoint parse(String text, int defaultPort) {
        String trimmed = text.strip();
        if (trimmed.startsWith("[")) {
            int close = trimmed.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("missing ] in endpoint: " + text);
            }
            String rest = trimmed.substring(close + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw new IllegalArgumentException("expected :port after ] in endpoint: " + text);
            }
            return new Endpoint(
                    trimmed.substring(1, close), rest.isEmpty() ? defaultPort : port(rest.substring(1), text));
        }
        int colon = trimmed.indexOf(':');
        if (colon < 0 || trimmed.indexOf(':', colon + 1) >= 0) {
            return new Endpoint(trimmed, defaultPort);
        }
        return new Endpoint(trimmed.substring(0, colon), port(trimmed.substring(colon + 1), text));
    }

    private static int port(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port number in endpoint: " + text, e);
        }
    }

    /** As a record's own would be, but the port first: every message looks its peer up, and hosts of a cluster begin alike. */
    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Endpoint that && port == that.port && host.equals(that.host));
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    @Override
    public int compareTo(Endpoint other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    /** The form {@link #parse} reads: {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
