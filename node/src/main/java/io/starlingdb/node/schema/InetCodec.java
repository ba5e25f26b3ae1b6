package io.starlingdb.node.schema;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Internet addresses of four or sixteen bytes, ordered by their bytes. Text is never looked up. */
final class InetCodec extends ScalarCodec<InetAddress> {
    InetCodec() {
        super("inet", InetAddress.class);
    }

    @Override
    byte[] serialize(InetAddress value) {
        return value.getAddress();
    }

    @Override
    InetAddress deserialize(byte[] value) {
        try {
            return InetAddress.getByAddress(value);
        } catch (UnknownHostException e) {
            throw wrongLength(value);
        }
    }

    @Override
    void validate(byte[] value) {
        if (value.length != 4 && value.length != 16) {
            throw wrongLength(value);
        }
    }

    @Override
    int compare(byte[] left, byte[] right) {
        return Arrays.compareUnsigned(left, right);
    }

    @Override
    byte[] parse(String text) {
        byte[] address = InetText.parse(text);
        if (address == null) {
            throw unparsable(text, "an IPv4 or IPv6 address");
        }
        return address;
    }

    @Override
    String print(byte[] value) {
        return InetText.print(value);
    }

    @Override
    boolean quoted() {
        return true;
    }

    @Override
    void writeOrdered(byte[] value, OrderedWriter out) {
        out.terminated(value);
    }

    @Override
    byte[] readOrdered(OrderedReader in) {
        return in.terminated();
    }

    private RuntimeException wrongLength(byte[] value) {
        return invalid("inet has 4 or 16 bytes, not " + value.length);
    }
}
