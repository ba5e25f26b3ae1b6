package io.starlingdb.node.cql.ast;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.Map;

/** A statement's text, which turns offsets into lines and columns when an error wants them. */
public record Source(String text) {

    /** The line of an offset, counted from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column of an offset in its line, counted from 1 in UTF-16 units. */
    public int column(int offset) {
        int end = Math.min(offset, text.length());
        return end - text.lastIndexOf('\n', end - 1);
    }

    /** {@code SYNTAX_ERROR} at a place of this text. */
    public StarlingException syntax(int offset, String message) {
        return StarlingException.syntax(line(offset), column(offset), message);
    }

    /** {@code INVALID}, with the place's line and column among the numbers. */
    public StarlingException invalid(int offset, String message) {
        return error(ErrorCode.INVALID, offset, message);
    }

    /** {@code NOT_IMPLEMENTED}, with the place's line and column among the numbers. */
    public StarlingException notImplemented(int offset, String message) {
        return error(ErrorCode.NOT_IMPLEMENTED, offset, message);
    }

    /** An error, with the place's line and column among the numbers. */
    public StarlingException error(ErrorCode code, int offset, String message) {
        return new StarlingException(code, message, Map.of("line", line(offset), "column", column(offset)));
    }
}
