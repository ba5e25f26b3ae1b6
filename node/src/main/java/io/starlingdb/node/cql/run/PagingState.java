package io.starlingdb.node.cql.run;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.zip.CRC32C;

/**
 * What a client hands back to get the next page: where to go on and how many rows are left of the LIMIT. It names no node, so
 * any node can go on from it; a checksum and the statement's fingerprint tell garbage and other statements' states apart
 * from it.
 *
 * @param remaining rows left of the LIMIT; {@link Integer#MAX_VALUE} without one
 */
record PagingState(Position position, int remaining) {

    private static final int VERSION = 1;

    /** What of a statement must be the same from page to page: its text and its table. */
    static int fingerprint(String text, int tableId) {
        return text.hashCode() * 31 + tableId;
    }

    byte[] encode(int fingerprint) {
        WireWriter out = new WireWriter();
        out.u8(VERSION);
        out.int32(fingerprint);
        out.varint(remaining);
        out.varint(position.key());
        ResumePoint after = position.after();
        out.bool(after != null);
        if (after != null) {
            out.bytes(after.partitionKey());
            out.int64(after.token());
            out.nullableBytes(after.clustering());
            out.varint(after.rowsOfPartition());
        }
        out.int32(checksum(out.toByteArray()));
        return out.toByteArray();
    }

    /** @throws StarlingException INVALID if these are not the bytes of a state of this statement */
    static PagingState decode(byte[] state, int fingerprint) {
        try {
            WireReader in = new WireReader(state);
            if (in.u8() != VERSION || in.int32() != fingerprint) {
                throw invalid();
            }
            int remaining = in.varint(Integer.MAX_VALUE);
            int key = in.varint(Integer.MAX_VALUE);
            ResumePoint after = null;
            if (in.bool()) {
                byte[] partitionKey = in.bytes();
                long token = in.int64();
                byte[] clustering = in.nullableBytes();
                after = new ResumePoint(partitionKey, token, clustering, in.varint(Integer.MAX_VALUE));
            }
            int length = state.length - in.remaining();
            int checksum = in.int32();
            in.expectEnd();
            if (checksum != checksum(java.util.Arrays.copyOf(state, length)) || remaining == 0) {
                throw invalid();
            }
            return new PagingState(new Position(key, after), remaining);
        } catch (WireException e) {
            throw invalid();
        }
    }

    static StarlingException invalid() {
        return StarlingException.badRequest("Invalid value for the paging state: it does not belong to this statement");
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }
}
