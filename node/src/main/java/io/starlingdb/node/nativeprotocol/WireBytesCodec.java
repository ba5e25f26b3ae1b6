package io.starlingdb.node.nativeprotocol;

import com.datastax.oss.protocol.internal.PrimitiveCodec;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Binds the protocol library to {@link WireBytes}. Stateless. */
final class WireBytesCodec implements PrimitiveCodec<WireBytes> {
    private static final int NULL_LENGTH = -1;
    private static final int UNSET_LENGTH = -2;

    @Override
    public WireBytes allocate(int size) {
        return WireBytes.allocate(size);
    }

    @Override
    public void release(WireBytes bytes) {
        // plain arrays: nothing to give back
    }

    @Override
    public int sizeOf(WireBytes bytes) {
        return bytes.size();
    }

    @Override
    public WireBytes concat(WireBytes left, WireBytes right) {
        WireBytes both = WireBytes.allocate(left.size() + right.size());
        both.write(left.array(), left.reader(), left.size());
        both.write(right.array(), right.reader(), right.size());
        return both;
    }

    @Override
    public void markReaderIndex(WireBytes bytes) {
        bytes.mark();
    }

    @Override
    public void resetReaderIndex(WireBytes bytes) {
        bytes.reset();
    }

    @Override
    public byte readByte(WireBytes in) {
        return in.readByte();
    }

    @Override
    public int readInt(WireBytes in) {
        return in.readInt();
    }

    @Override
    public int readInt(WireBytes in, int offset) {
        return in.peekInt(offset);
    }

    @Override
    public InetAddress readInetAddr(WireBytes in) {
        try {
            return InetAddress.getByAddress(in.readArray(in.readByte() & 0xff));
        } catch (UnknownHostException e) {
            throw new MalformedBytes("an address of neither 4 nor 16 bytes");
        }
    }

    @Override
    public long readLong(WireBytes in) {
        return in.readLong();
    }

    @Override
    public int readUnsignedShort(WireBytes in) {
        return in.readUnsignedShort();
    }

    /** {@inheritDoc} A copy of its own; {@link ProtocolConstants#UNSET_VALUE} itself for a value that was left unset. */
    @Override
    @SuppressWarnings("NullAway") // the library's null value is null
    public ByteBuffer readBytes(WireBytes in) {
        int length = in.readInt();
        if (length == NULL_LENGTH) {
            return null;
        }
        if (length == UNSET_LENGTH) {
            return ProtocolConstants.UNSET_VALUE;
        }
        return ByteBuffer.wrap(in.readArray(length));
    }

    @Override
    public byte[] readShortBytes(WireBytes in) {
        return in.readArray(in.readUnsignedShort());
    }

    @Override
    public String readString(WireBytes in) {
        return text(in, in.readUnsignedShort());
    }

    @Override
    public String readLongString(WireBytes in) {
        return text(in, in.readInt());
    }

    @Override
    public WireBytes readRetainedSlice(WireBytes in, int length) {
        return in.readView(length);
    }

    @Override
    public void updateCrc(WireBytes bytes, CRC32 crc) {
        crc.update(bytes.array(), bytes.reader(), bytes.size());
    }

    @Override
    public void writeByte(byte value, WireBytes out) {
        out.writeByte(value);
    }

    @Override
    public void writeInt(int value, WireBytes out) {
        out.writeInt(value);
    }

    @Override
    public void writeInetAddr(InetAddress address, WireBytes out) {
        byte[] bytes = address.getAddress();
        out.writeByte(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void writeLong(long value, WireBytes out) {
        out.writeLong(value);
    }

    @Override
    public void writeUnsignedShort(int value, WireBytes out) {
        out.writeShort(value);
    }

    @Override
    public void writeString(String text, WireBytes out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void writeLongString(String text, WireBytes out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBytes(@Nullable ByteBuffer bytes, WireBytes out) {
        if (bytes == null) {
            out.writeInt(NULL_LENGTH);
        } else if (bytes.hasArray()) {
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            writeBytes(copy, out);
        }
    }

    @Override
    public void writeBytes(byte @Nullable [] bytes, WireBytes out) {
        if (bytes == null) {
            out.writeInt(NULL_LENGTH);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void writeShortBytes(byte[] bytes, WireBytes out) {
        out.writeShort(bytes.length);
        out.write(bytes, 0, bytes.length);
    }

    private static String text(WireBytes in, int length) {
        int at = in.take(length);
        return new String(in.array(), at, length, StandardCharsets.UTF_8);
    }
}
