package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;

/**
 * What a node sends first on a connection that it opens, as one length-prefixed unit like a frame: where it can be reached itself (frames do
 * not repeat that) and which lane the connection is for.
 *
 * @param sender the endpoint that the node announces, not the ephemeral port of this connection
 */
public record Preamble(Endpoint sender, Lane lane) {

    /** The longest preamble. */
    public static final int BYTES_MAX = 512;

    private static final int MAGIC = 0x53544c47; // "STLG"
    private static final int FORMAT = 1;

    public byte[] encode() {
        WireWriter out = new WireWriter();
        out.int32(MAGIC);
        out.u8(FORMAT);
        out.u8(Frames.laneCode(lane));
        out.endpoint(sender);
        return out.toByteArray();
    }

    /** @throws WireException if the bytes are not a preamble: something else speaks on this connection */
    public static Preamble decode(byte[] content) {
        WireReader in = new WireReader(content);
        if (content.length > BYTES_MAX || in.int32() != MAGIC || in.u8() != FORMAT) {
            throw new WireException("not a preamble of StarlingDB");
        }
        Lane lane = Frames.lane(in.u8());
        Endpoint sender = in.endpoint();
        in.expectEnd();
        return new Preamble(sender, lane);
    }
}
