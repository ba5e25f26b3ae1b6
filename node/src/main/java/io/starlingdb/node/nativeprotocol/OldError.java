package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;

/** A protocol error in the form of the protocol's first two versions, whose header has eight bytes. */
final class OldError {
    private static final int RESPONSE = 0x80;

    private OldError() {}

    static byte[] encode(int version, String message) {
        WireBytesCodec codec = new WireBytesCodec();
        WireBytes body = WireBytes.allocate(128);
        body.writeInt(ErrorCode.PROTOCOL_ERROR);
        codec.writeString(message, body);
        WireBytes whole = WireBytes.allocate(8 + body.size());
        whole.writeByte(RESPONSE | version);
        whole.writeByte(0);
        whole.writeByte(0);
        whole.writeByte(ProtocolConstants.Opcode.ERROR);
        whole.writeInt(body.size());
        whole.write(body.array(), 0, body.size());
        return whole.array();
    }
}
