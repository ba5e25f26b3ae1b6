package io.starlingdb.wire;

/**
 * A request whose receiver is to tell what it did for it.
 *
 * @param version the wire version of {@code body}
 * @param type the number of the request's own type
 * @param body the request's own bytes
 */
record Traced(int version, int type, byte[] body) implements Message {
    static final class Codec implements MessageCodec<Traced> {
        @Override
        public void write(Traced message, WireWriter out, int version) {
            out.u8(message.version());
            out.u16(message.type());
            out.bytes(message.body());
        }

        @Override
        public Traced read(WireReader in, int version) {
            return new Traced(in.u8(), in.u16(), in.bytes());
        }
    }
}
