package io.starlingdb.node.cql.ast;

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
}
