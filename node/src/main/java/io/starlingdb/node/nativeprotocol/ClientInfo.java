package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.request.Startup;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a client said of itself when it started: STARTUP's options, their names in upper case. What is not known is ignored. */
record ClientInfo(Map<String, String> options) {
    /** A client that has said nothing yet. */
    static final ClientInfo NONE = new ClientInfo(Map.of());

    private static final int CQL_MAJOR_MIN = 3;

    static ClientInfo of(Startup startup) {
        Map<String, String> options = new HashMap<>();
        startup.options.forEach((name, value) -> options.put(name.toUpperCase(Locale.ROOT), value));
        return new ClientInfo(options);
    }

    /** @throws MalformedBytes unless this client can be served */
    void check(int version) {
        String cql = options.get("CQL_VERSION");
        if (cql == null) {
            throw new MalformedBytes("Missing value CQL_VERSION in STARTUP message");
        }
        if (!isSpoken(cql)) {
            throw new MalformedBytes("CQL version " + cql + " is not supported; this is 3.4.7");
        }
        String compression = compression();
        if (!compression.isEmpty() && !compression.equals("lz4")) {
            throw new MalformedBytes("Unknown compression algorithm: " + compression
                    + (version < ProtocolVersions.SEGMENTS ? "" : " in v" + version) + "; lz4 is known");
        }
    }

    private static boolean isSpoken(String cql) {
        int dot = cql.indexOf('.');
        try {
            return Integer.parseInt(dot < 0 ? cql : cql.substring(0, dot)) == CQL_MAJOR_MIN;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** In lower case; empty for none. */
    String compression() {
        return options.getOrDefault("COMPRESSION", "").toLowerCase(Locale.ROOT);
    }

    /** Whether it wants to hear at once that there is too much to do, rather than wait in its socket. */
    boolean throwsOnOverload() {
        String value = options.getOrDefault("THROW_ON_OVERLOAD", "");
        return value.equals("1") || value.equalsIgnoreCase("true");
    }

    String driver() {
        return options.getOrDefault("DRIVER_NAME", "");
    }

    String driverVersion() {
        return options.getOrDefault("DRIVER_VERSION", "");
    }

    String application() {
        return options.getOrDefault("APPLICATION_NAME", "");
    }
}
