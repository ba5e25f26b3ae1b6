package io.starlingdb.client;

import java.util.Optional;

/**
 * The stable names of what can go wrong, the same over HTTP, CQL and the Java client. A code never changes its meaning;
 * new ones are added at the end of their group.
 *
 * <p>{@link #UNAVAILABLE} and {@link #OVERLOADED} say that nothing was tried. {@link #TIMEOUT} and {@link #UNKNOWN} say
 * that it was, and that a write may still take effect.
 */
public enum ErrorCode {
    /** The request itself is malformed: JSON, parameters, headers. */
    BAD_REQUEST("bad_request", 400),
    /** The CQL text does not parse. */
    SYNTAX_ERROR("syntax_error", 400),
    /** Well formed, but against the schema or the rules. */
    INVALID("invalid", 400),
    /** The causal context is cut short, was tampered with, or belongs to another row. */
    BAD_CONTEXT("bad_context", 400),
    /** A prepared statement, page or operation id that this node does not know, though it is well formed. */
    UNPREPARED("unprepared", 400),
    /** A function or operator of the statement failed on the values it was given: a division by zero. */
    FUNCTION_FAILURE("function_failure", 400),
    /** An option of a keyspace or table has a value that cannot be. */
    INVALID_CONFIGURATION("invalid_configuration", 400),

    /** Nobody is logged in, or with a wrong password. */
    UNAUTHORIZED("unauthorized", 401),
    /** Logged in, but without the permission. */
    FORBIDDEN("forbidden", 403),

    /** The named keyspace, table, row or operation does not exist. */
    NOT_FOUND("not_found", 404),
    /** The resource exists and does not know this method. */
    METHOD_NOT_ALLOWED("method_not_allowed", 405),
    /** The keyspace, table or column exists already. */
    ALREADY_EXISTS("already_exists", 409),
    /** A schema or cluster change lost against another, or contradicts what there is. */
    CONFLICT("conflict", 409),
    /** The condition of a conditional write did not hold. */
    CONDITION_FAILED("condition_failed", 412),
    /** The request is larger than this node accepts. */
    TOO_LARGE("too_large", 413),

    /** The node failed; its log has the details. */
    SERVER_ERROR("server_error", 500),
    /** Planned, not there yet. */
    NOT_IMPLEMENTED("not_implemented", 501),
    /** Too much to do; nothing was tried. */
    OVERLOADED("overloaded", 503),
    /** Not enough live replicas; nothing was tried. */
    UNAVAILABLE("unavailable", 503),
    /** The disk is full or failing: reads are served, writes are not. */
    READ_ONLY("read_only", 503),
    /** The node is starting, joining, draining, or its cluster is not founded yet. */
    BOOTSTRAPPING("bootstrapping", 503),
    /** Tried; too few replicas answered in time. A write may still take effect. */
    TIMEOUT("timeout", 504),
    /** Tried; replicas answered with failures. A write may still take effect. */
    REPLICA_FAILURE("replica_failure", 504),
    /** A conditional write whose outcome could not be learnt. */
    UNKNOWN("unknown", 504);

    private final String code;
    private final int httpStatus;

    ErrorCode(String code, int httpStatus) {
        this.code = code;
        this.httpStatus = httpStatus;
    }

    /** The name that travels: lower snake case. */
    public String code() {
        return code;
    }

    /** The HTTP status that carries it. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The error that {@code code} names, as {@link #code()} gives it; empty if this version does not know it. */
    public static Optional<ErrorCode> find(String code) {
        for (ErrorCode error : values()) {
            if (error.code.equals(code)) {
                return Optional.of(error);
            }
        }
        return Optional.empty();
    }
}
