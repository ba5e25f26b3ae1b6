package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;

/** The names of clients' messages. */
final class Opcodes {
    private Opcodes() {}

    static String name(int opcode) {
        return switch (opcode) {
            case Opcode.STARTUP -> "STARTUP";
            case Opcode.OPTIONS -> "OPTIONS";
            case Opcode.QUERY -> "QUERY";
            case Opcode.PREPARE -> "PREPARE";
            case Opcode.EXECUTE -> "EXECUTE";
            case Opcode.REGISTER -> "REGISTER";
            case Opcode.BATCH -> "BATCH";
            case Opcode.AUTH_RESPONSE -> "AUTH_RESPONSE";
            default -> Integer.toString(opcode);
        };
    }
}
