package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.response.Supported;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The answer to OPTIONS: what this node speaks. */
final class SupportedOptions {
    private SupportedOptions() {}

    static Message message() {
        return new Supported(new TreeMap<>(Map.of(
                "CQL_VERSION", List.of("3.4.7"),
                "COMPRESSION", List.of("lz4"),
                "PROTOCOL_VERSIONS", ProtocolVersions.NAMES)));
    }
}
