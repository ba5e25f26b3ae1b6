package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants;
import java.util.List;

/** Which versions of the protocol are spoken, and the words by which drivers know that another one is not. */
final class ProtocolVersions {
    static final int MIN = ProtocolConstants.Version.V3;
    static final int MAX = ProtocolConstants.Version.V5;

    /** From this one on messages travel in segments with checksums. */
    static final int SEGMENTS = ProtocolConstants.Version.V5;

    /** As SUPPORTED tells them. */
    static final List<String> NAMES = List.of("3/v3", "4/v4", "5/v5");

    /** The first version whose header has nine bytes; the two before had eight. */
    static final int NINE_BYTE_HEADERS = 3;

    private ProtocolVersions() {}

    static boolean isSpoken(int version) {
        return version >= MIN && version <= MAX;
    }

    /** Why a version is refused: drivers look for these words, and then try a lower one. */
    static String refusal(int version, boolean beta) {
        return version == ProtocolConstants.Version.BETA && !beta
                ? "Beta version of the protocol used (6/v6-beta), but USE_BETA flag is unset"
                : "Invalid or unsupported protocol version (" + version + "); supported versions are ("
                        + String.join(", ", NAMES) + ")";
    }
}
