package io.starlingdb.node.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /openapi.json}: the description of everything under this server, a file beside this class. Loop only. */
final class OpenApi {
    private @Nullable Buffer text;

    Buffer text() {
        Buffer loaded = text;
        if (loaded == null) {
            loaded = load();
            text = loaded;
        }
        return loaded;
    }

    private static Buffer load() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            return Buffer.buffer(Objects.requireNonNull(in, "openapi.json is part of the jar")
                    .readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
