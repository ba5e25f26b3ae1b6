package io.starlingdb.node.nativeprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A name and a password as SASL PLAIN brings them: {@code authzid? NUL user NUL password}. */
record Credentials(String user, String password) {
    /** Null if these are no credentials. */
    static @Nullable Credentials parse(@Nullable ByteBuffer token) {
        if (token == null) {
            return null;
        }
        String text = StandardCharsets.UTF_8.decode(token.duplicate()).toString();
        int first = text.indexOf(0);
        int second = text.indexOf(0, first + 1);
        return first < 0 || second < 0 || second == first + 1
                ? null
                : new Credentials(text.substring(first + 1, second), text.substring(second + 1));
    }

    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
