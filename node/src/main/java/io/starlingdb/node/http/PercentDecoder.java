package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-decoding (RFC 3986) to UTF-8 text, strict: what is no escape or no UTF-8 is a bad request, not a guess. */
final class PercentDecoder {
    private PercentDecoder() {}

    /** The text of a path segment; a plus sign is itself. */
    static String segment(String raw) {
        return decode(raw, false);
    }

    /** The text of a query's name or value; a plus sign is a blank. */
    static String query(String raw) {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsBlank) {
        if (isPlain(raw, plusIsBlank)) {
            return raw;
        }
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[length++] = escape(raw, i);
                i += 2;
            } else if (c > 0xFF) {
                throw bad(raw);
            } else {
                // the request line reaches us as one character a byte
                bytes[length++] = (byte) (c == '+' && plusIsBlank ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad(raw);
        }
    }

    private static boolean isPlain(String raw, boolean plusIsBlank) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c >= 0x80 || (c == '+' && plusIsBlank)) {
                return false;
            }
        }
        return true;
    }

    private static byte escape(String raw, int at) {
        int high = at + 2 < raw.length() ? digit(raw.charAt(at + 1)) : -1;
        int low = high < 0 ? -1 : digit(raw.charAt(at + 2));
        if (low < 0) {
            throw bad(raw);
        }
        return (byte) (high << 4 | low);
    }

    private static int digit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static StarlingException bad(String raw) {
        String shown = raw.length() <= 80 ? raw : raw.substring(0, 80) + "…";
        return StarlingException.badRequest("'" + shown + "' is not percent-encoded UTF-8");
    }
}
