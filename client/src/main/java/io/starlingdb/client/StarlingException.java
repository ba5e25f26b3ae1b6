package io.starlingdb.client;

import java.io.Serial;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request failed with: a stable {@link ErrorCode}, a sentence for people, and the numbers that belong to it (for
 * example {@code required} and {@code alive}). It carries no stack trace unless it is a
 * {@link ErrorCode#SERVER_ERROR}: the others are answers, not faults.
 */
public final class StarlingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> numbers;

    /** An error without numbers. */
    public StarlingException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** An error with its numbers; their values are {@link Number}s or strings. */
    public StarlingException(ErrorCode code, String message, Map<String, Object> numbers) {
        super(message, null, false, code == ErrorCode.SERVER_ERROR);
        this.code = code;
        this.numbers = numbers.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(numbers));
    }

    /** What kind of error this is. */
    public ErrorCode code() {
        return code;
    }

    /** Its numbers by name, in order of their names. */
    public Map<String, Object> numbers() {
        return numbers;
    }

    /** The sentence for people; never null here. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** {@link ErrorCode#INVALID}: well formed, but against the schema or the rules. */
    public static StarlingException invalid(String message) {
        return new StarlingException(ErrorCode.INVALID, message);
    }

    /** {@link ErrorCode#BAD_REQUEST}: the request itself is malformed. */
    public static StarlingException badRequest(String message) {
        return new StarlingException(ErrorCode.BAD_REQUEST, message);
    }

    /** {@link ErrorCode#NOT_FOUND}: what was named does not exist. */
    public static StarlingException notFound(String message) {
        return new StarlingException(ErrorCode.NOT_FOUND, message);
    }

    /** {@link ErrorCode#ALREADY_EXISTS}: what was to be created is there already. */
    public static StarlingException alreadyExists(String message) {
        return new StarlingException(ErrorCode.ALREADY_EXISTS, message);
    }

    /** {@link ErrorCode#OVERLOADED}: refused at once, nothing was tried. */
    public static StarlingException overloaded(String message) {
        return new StarlingException(ErrorCode.OVERLOADED, message);
    }

    /** {@link ErrorCode#NOT_IMPLEMENTED}: planned, not there yet. */
    public static StarlingException notImplemented(String message) {
        return new StarlingException(ErrorCode.NOT_IMPLEMENTED, message);
    }

    /** {@link ErrorCode#UNAVAILABLE}: {@code alive} live replicas where {@code required} are; nothing was tried. */
    public static StarlingException unavailable(int required, int alive) {
        return new StarlingException(
                ErrorCode.UNAVAILABLE,
                "Cannot achieve the consistency level: " + required + " replicas required, " + alive + " alive",
                Map.of("required", required, "alive", alive));
    }

    /** {@link ErrorCode#TIMEOUT}: tried; {@code received} of {@code required} replicas answered in time. */
    public static StarlingException timeout(int required, int received) {
        return new StarlingException(
                ErrorCode.TIMEOUT,
                "Timed out: " + received + " of " + required + " required replicas answered",
                Map.of("required", required, "received", received));
    }

    /** {@link ErrorCode#SYNTAX_ERROR} at a place in the CQL text; line and column count from 1. */
    public static StarlingException syntax(int line, int column, String message) {
        return new StarlingException(
                ErrorCode.SYNTAX_ERROR,
                "line " + line + ":" + column + " " + message,
                Map.of("line", line, "column", column));
    }
}
