package io.starlingdb.node.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Key to token: Cassandra's Murmur3Partitioner, to the bit, so that every Cassandra driver routes by itself.
 *
 * <p>The token is the first half of MurmurHash3 x64_128 with seed 0 (Austin Appleby's public domain algorithm), with the
 * two habits that Cassandra's port has and that are now part of its protocol: the up to 15 bytes after the last whole
 * block are read as <em>signed</em> bytes, so that their sign bits spill into the neighbours, and
 * {@link Long#MIN_VALUE}, which is no token, becomes {@link Long#MAX_VALUE}.
 *
 * <p>A key is in the protocol's routing form: the one component's bytes, or for each component of a composite key
 * {@code [length: 2 bytes][bytes][0]}.
 */
public final class Partitioner {
    /** The name under which drivers know this partitioner. */
    public static final String NAME = "org.apache.cassandra.dht.Murmur3Partitioner";

    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private Partitioner() {}

    /** The token of a partition key in routing form; never {@link Long#MIN_VALUE}. */
    public static long token(byte[] key) {
        long h1 = 0;
        long h2 = 0;
        int tail = key.length & -BLOCK;
        for (int at = 0; at < tail; at += BLOCK) {
            h1 ^= mix1((long) LITTLE_ENDIAN_LONG.get(key, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mix2((long) LITTLE_ENDIAN_LONG.get(key, at + 8));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        h2 ^= mix2(signedTail(key, tail + 8, key.length));
        h1 ^= mix1(signedTail(key, tail, Math.min(key.length, tail + 8)));

        h1 ^= key.length;
        h2 ^= key.length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        long token = h1 + h2;
        return token == Long.MIN_VALUE ? Long.MAX_VALUE : token;
    }

    /** The bytes {@code [from, to)} as a little-endian number, each one sign-extended before it is shifted in. */
    private static long signedTail(byte[] key, int from, int to) {
        long number = 0;
        for (int at = from; at < to; at++) {
            number ^= (long) key[at] << (8 * (at - from));
        }
        return number;
    }

    private static long mix1(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mix2(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long k) {
        long h = (k ^ (k >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
