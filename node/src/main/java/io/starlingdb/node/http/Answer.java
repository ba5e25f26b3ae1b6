package io.starlingdb.node.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with; a value, so that it can be given again.
 *
 * @param status the HTTP status
 * @param contentType of the body
 * @param body may be empty
 * @param context the causal context for the header, if there is one
 * @param etag the entity tag, quotes included, if there is one
 */
record Answer(
        int status,
        CharSequence contentType,
        Buffer body,
        @Nullable String context,
        @Nullable String etag) {
    static final String CONTEXT_HEADER = "Starling-Context";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence CONTEXT = HttpHeaders.createOptimized(CONTEXT_HEADER);
    private static final CharSequence RETRY_AFTER_SECONDS = HttpHeaders.createOptimized("1");
    private static final int NOT_MODIFIED = 304;
    private static final int OVERLOADED = 503;

    /** A JSON body. */
    static Answer json(int status, Buffer body) {
        return new Answer(status, JSON, body, null, null);
    }

    Answer withContext(@Nullable String text) {
        return new Answer(status, contentType, body, text, etag);
    }

    Answer withEtag(String tag) {
        return new Answer(status, contentType, body, context, tag);
    }

    /** The same headers under status 304, without the body. */
    Answer notModified() {
        return new Answer(NOT_MODIFIED, contentType, Buffer.buffer(0), context, etag);
    }

    /** Sends it, unless the client has gone or was answered already. */
    void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        if (context != null) {
            response.putHeader(CONTEXT, context);
        }
        if (etag != null) {
            response.putHeader(HttpHeaders.ETAG, etag);
        }
        if (status == OVERLOADED) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == NOT_MODIFIED) {
            response.end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
            response.end(body);
        }
    }
}
