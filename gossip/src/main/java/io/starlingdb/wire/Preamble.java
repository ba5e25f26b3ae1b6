package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;

/**
 * What each side of a connection sends first, as one length-prefixed unit like a frame: the opener at once, the other as its answer. It says
 * which cluster the node belongs to, where it can be reached (frames do not repeat that) and which lane the connection is for. Nodes of
 * different cluster names part here, each knowing the other's name; so a mistyped seed joins nothing.
 *
 * @param cluster the cluster's name, as configured: 1 to 64 characters
 * @param sender the endpoint that the node announces, not the ephemeral port of this connection
 * @param lane the lane that the opener chose
 * @param spoken the wire versions that the node speaks
 */
public record Preamble(String cluster, Endpoint sender, Lane lane, WireVersions spoken) {

    /** The longest preamble. */
    public static final int BYTES_MAX = 1024;

    private static final int MAGIC = 0x53544c47; // "STLG"
    private static final int FORMAT = 1;

    public byte[] encode() {
        WireWriter out = new WireWriter();
        out.int32(MAGIC);
        out.u8(FORMAT);
        out.u8(spoken.oldest());
        out.u8(spoken.newest());
        out.u8(Frames.laneCode(lane));
        out.endpoint(sender);
        out.string(cluster);
        return out.toByteArray();
    }

    /** @throws WireException if the bytes are not a preamble: something else speaks on this connection */
    public static Preamble decode(byte[] buffer, int offset, int length) {
        WireReader in = new WireReader(buffer, offset, length);
        if (length > BYTES_MAX || in.int32() != MAGIC || in.u8() != FORMAT) {
            throw new WireException("not a preamble of StarlingDB");
        }
        int oldest = in.u8();
        int newest = in.u8();
        if (oldest < 1 || newest < oldest) {
            throw new WireException("a preamble of impossible versions: " + oldest + " to " + newest);
        }
        Lane lane = Frames.lane(in.u8());
        Endpoint sender = in.endpoint();
        String cluster = in.string();
        in.expectEnd();
        return new Preamble(cluster, sender, lane, new WireVersions(oldest, newest));
    }
}
