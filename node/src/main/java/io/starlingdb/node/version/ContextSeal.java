package io.starlingdb.node.version;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text form of a causal context: base64url without padding of
 * {@code version u8 | count varint | (actor, after, length) varints each | authenticator 10 bytes}. The authenticator is the
 * head of HMAC-SHA256 over the version and body, then the row's key, under the cluster's secret.
 */
final class ContextSeal {
    private static final byte VERSION = 1;
    private static final int AUTHENTICATOR_BYTES = 10;
    private static final int INTERVALS_MAX = 10_000;

    private ContextSeal() {}

    static String seal(VersionVector vector, byte[] rowKeyBinding, byte[] secret) {
        ByteBuffer out = ByteBuffer.allocate(1 + 10 + vector.size() * 30 + AUTHENTICATOR_BYTES);
        out.put(VERSION);
        putVarint(out, vector.size());
        for (int i = 0; i < vector.size(); i++) {
            putVarint(out, vector.actorAt(i));
            putVarint(out, vector.afterAt(i));
            putVarint(out, vector.toAt(i) - vector.afterAt(i));
        }
        int bodyEnd = out.position();
        out.put(authenticator(out.array(), bodyEnd, rowKeyBinding, secret));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(out.array(), out.position()));
    }

    static VersionVector open(String text, byte[] rowKeyBinding, byte[] secret) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw bad("it is not base64url");
        }
        int bodyEnd = bytes.length - AUTHENTICATOR_BYTES;
        if (bodyEnd < 2) {
            throw bad("it was cut short");
        }
        if (bytes[0] != VERSION) {
            throw bad("its version " + bytes[0] + " is not known");
        }
        byte[] expected = authenticator(bytes, bodyEnd, rowKeyBinding, secret);
        if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, bodyEnd, bytes.length))) {
            throw bad("it was changed, cut short, or belongs to another row");
        }
        return readVector(ByteBuffer.wrap(bytes, 1, bodyEnd - 1));
    }

    private static VersionVector readVector(ByteBuffer in) {
        long count = varint(in);
        if (count < 0 || count > INTERVALS_MAX) {
            throw bad("it claims " + count + " intervals");
        }
        int[] actors = new int[(int) count];
        long[] afters = new long[actors.length];
        long[] tos = new long[actors.length];
        for (int i = 0; i < actors.length; i++) {
            actors[i] = (int) varint(in);
            afters[i] = varint(in);
            tos[i] = afters[i] + varint(in);
        }
        try {
            return VersionVector.ofIntervals(actors, afters, tos);
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] authenticator(byte[] body, int bodyEnd, byte[] rowKeyBinding, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(body, 0, bodyEnd);
            mac.update(rowKeyBinding);
            return Arrays.copyOf(mac.doFinal(), AUTHENTICATOR_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (!in.hasRemaining()) {
                throw bad("it was cut short");
            }
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw bad("it has a number of more than 64 bits");
    }

    private static StarlingException bad(String why) {
        return new StarlingException(ErrorCode.BAD_CONTEXT, "The causal context cannot be used: " + why);
    }
}
