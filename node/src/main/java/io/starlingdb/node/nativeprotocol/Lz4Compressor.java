package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * LZ4 in both of the protocol's forms: whole messages with their length in front (v3, v4), and blocks whose length stands in a segment's
 * header (v5). What a client says the length is is believed only as far as its bytes can become that long.
 */
final class Lz4Compressor implements Compressor<WireBytes> {
    private static final int LENGTH_BYTES = 4;

    /** LZ4 makes at most 255 bytes of one. */
    private static final long RATIO_MAX = 255;

    private final LZ4Factory factory = LZ4Factory.fastestJavaInstance();
    private final int bytesMax;

    /** @param bytesMax the longest message that a client may send */
    Lz4Compressor(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public String algorithm() {
        return "lz4";
    }

    @Override
    public WireBytes compress(WireBytes plain) {
        WireBytes packed =
                WireBytes.allocate(LENGTH_BYTES + factory.fastCompressor().maxCompressedLength(plain.size()));
        packed.writeInt(plain.size());
        return pack(plain, packed.array(), LENGTH_BYTES);
    }

    @Override
    public WireBytes decompress(WireBytes packed) {
        return decompressWithoutLength(packed, packed.readInt());
    }

    @Override
    public WireBytes compressWithoutLength(WireBytes plain) {
        return pack(plain, new byte[factory.fastCompressor().maxCompressedLength(plain.size())], 0);
    }

    @Override
    public WireBytes decompressWithoutLength(WireBytes packed, int length) {
        if (length < 0 || length > bytesMax || length > RATIO_MAX * packed.size()) {
            throw new MalformedBytes("a compressed part that claims to hold " + length + " bytes");
        }
        byte[] plain = new byte[length];
        try {
            int made = factory.safeDecompressor()
                    .decompress(packed.array(), packed.reader(), packed.size(), plain, 0, length);
            if (made != length) {
                throw new MalformedBytes("a compressed part of another length than it says");
            }
        } catch (LZ4Exception e) {
            throw new MalformedBytes("a broken compressed part");
        }
        return WireBytes.view(plain, 0, length);
    }

    private WireBytes pack(WireBytes plain, byte[] target, int at) {
        int length = factory.fastCompressor()
                .compress(plain.array(), plain.reader(), plain.size(), target, at, target.length - at);
        return WireBytes.view(target, 0, at + length);
    }
}
