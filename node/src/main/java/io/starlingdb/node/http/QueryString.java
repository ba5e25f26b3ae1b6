package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import org.jspecify.annotations.Nullable;

/** Reads a URL's query, parameter by parameter. */
final class QueryString {
    private static final int PARAMETERS_MAX = 100;

    /** Takes one parameter, decoded; a parameter without an equals sign has an empty value. */
    @FunctionalInterface
    interface Sink {
        void accept(String name, String value);
    }

    private QueryString() {}

    static void read(@Nullable String query, Sink sink) {
        if (query == null || query.isEmpty()) {
            return;
        }
        int count = 0;
        for (int from = 0; from <= query.length(); ) {
            int end = query.indexOf('&', from);
            if (end < 0) {
                end = query.length();
            }
            if (end > from) {
                if (++count > PARAMETERS_MAX) {
                    throw StarlingException.badRequest("more than " + PARAMETERS_MAX + " query parameters");
                }
                parameter(query.substring(from, end), sink);
            }
            from = end + 1;
        }
    }

    private static void parameter(String text, Sink sink) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        sink.accept(PercentDecoder.query(name), PercentDecoder.query(value));
    }
}
