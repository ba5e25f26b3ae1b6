package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Errors as RFC 9457 problem details: {@code type, title, status, detail}, the stable {@code code}, and the error's numbers
 * beside them.
 */
final class Problem {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("application/problem+json");
    private static final String TYPE_PREFIX = "urn:starlingdb:problem:";

    private Problem() {}

    /** The answer to a request that failed so. What is not a {@link StarlingException} is our fault, and logged. */
    static Answer answer(Throwable failure, JsonOutput json) {
        StarlingException error = error(failure);
        return new Answer(error.code().httpStatus(), CONTENT_TYPE, json.render(out -> write(error, out)), null, null);
    }

    /** The error behind a failure of futures. */
    static StarlingException error(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StarlingException known) {
            return known;
        }
        LOG.error("A request failed in a way it never should", cause);
        return new StarlingException(ErrorCode.SERVER_ERROR, "The node failed; its log says how");
    }

    private static void write(StarlingException error, JsonGenerator out) throws IOException {
        String code = error.code().code();
        out.writeStartObject();
        out.writeStringField("type", TYPE_PREFIX + code);
        out.writeStringField("title", title(code));
        out.writeNumberField("status", error.code().httpStatus());
        out.writeStringField("detail", error.text());
        out.writeStringField("code", code);
        for (Map.Entry<String, Object> number : error.numbers().entrySet()) {
            out.writeFieldName(number.getKey());
            if (number.getValue() instanceof Number value) {
                out.writeNumber(value.longValue());
            } else {
                out.writeString(number.getValue().toString());
            }
        }
        out.writeEndObject();
    }

    /** {@code not_found}: Not found. */
    private static String title(String code) {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' ');
    }
}
