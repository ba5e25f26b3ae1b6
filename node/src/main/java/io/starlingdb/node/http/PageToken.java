package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import java.util.Base64;

/**
 * Where a page of one partition's rows ended, as text that means the same on every node: base64url of
 * {@code version u8 | table id varint | rows varint | clustering key}. The partition is in the path. It grants nothing: at
 * worst a forged one starts at another row of the same partition.
 */
final class PageToken {
    private static final int VERSION = 1;

    private PageToken() {}

    static String encode(RowTarget target, ResumePoint end) {
        WireWriter out = new WireWriter(64);
        out.u8(VERSION);
        out.varint(target.table().id());
        out.varint(end.rowsOfPartition());
        out.nullableBytes(end.clustering());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
    }

    /** Fails with BAD_REQUEST unless it is a page of this table. */
    static ResumePoint decode(RowTarget target, String text) {
        try {
            WireReader in = new WireReader(Base64.getUrlDecoder().decode(text));
            int version = in.u8();
            int table = in.varint(Integer.MAX_VALUE);
            int rows = in.varint(Integer.MAX_VALUE);
            byte[] clustering = in.nullableBytes();
            in.expectEnd();
            if (version == VERSION && table == target.table().id()) {
                return new ResumePoint(target.partitionKey(), target.token(), clustering, rows);
            }
        } catch (IllegalArgumentException | WireException e) {
            throw bad();
        }
        throw bad();
    }

    private static StarlingException bad() {
        return StarlingException.badRequest("page is not one that this table's last answer gave; begin without it");
    }
}
