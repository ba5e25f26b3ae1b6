package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Which write an idempotency key names, and what it asks for: digests, so that remembering one takes the same little memory
 * whatever the lengths of key, path and body.
 *
 * @param high first half of the digest of key and path
 * @param low second half of it
 * @param content digest of method, query and body
 */
record WriteName(long high, long low, long content) {
    private static final String HEADER = "Idempotency-Key";
    private static final int KEY_LENGTH_MAX = 255;

    /** The name that the request gives its write; null if it gives none. */
    static @Nullable WriteName of(HttpServerRequest request, byte[] body) {
        String key = request.getHeader(HEADER);
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
            throw StarlingException.badRequest(HEADER + " has 1 to " + KEY_LENGTH_MAX + " characters");
        }
        ByteBuffer name = ByteBuffer.wrap(digest(key, request.path(), new byte[0]));
        String query = request.query() == null ? "" : request.query();
        long content =
                ByteBuffer.wrap(digest(request.method().name(), query, body)).getLong();
        return new WriteName(name.getLong(), name.getLong(), content);
    }

    boolean sameKey(WriteName other) {
        return high == other.high && low == other.low;
    }

    private static byte[] digest(String first, String second, byte[] third) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(first.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(second.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return sha.digest(third);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
