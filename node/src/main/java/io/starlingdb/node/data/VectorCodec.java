package io.starlingdb.node.data;

import io.starlingdb.node.version.VersionVector;
import io.starlingdb.wire.WireException;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;

/**
 * A version vector as bytes: {@code count | for each interval: actor varint, base − to zigzag, to − after varint}. Stamps are told
 * from a base that both sides know, as those of one row lie close together.
 */
final class VectorCodec {
    private static final int INTERVAL_BYTES_MIN = 3;

    private VectorCodec() {}

    static void write(VersionVector vector, long base, WireWriter out) {
        out.count(vector.size());
        for (int i = 0; i < vector.size(); i++) {
            out.varint(Integer.toUnsignedLong(vector.actorAt(i)));
            out.zigzag(base - vector.toAt(i));
            out.varint(vector.toAt(i) - vector.afterAt(i));
        }
    }

    static VersionVector read(WireReader in, long base) {
        int count = in.count(INTERVAL_BYTES_MIN);
        if (count == 0) {
            return VersionVector.EMPTY;
        }
        int[] actors = new int[count];
        long[] afters = new long[count];
        long[] tos = new long[count];
        for (int i = 0; i < count; i++) {
            actors[i] = (int) in.varint();
            tos[i] = base - in.zigzag();
            afters[i] = tos[i] - in.varint();
        }
        try {
            return VersionVector.ofIntervals(actors, afters, tos);
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }
}
