package io.starlingdb.node.cql.ast;

/**
 * An identifier as CQL reads it: in lower case unless it was quoted.
 *
 * @param text the name itself, without quotes
 * @param at offset in the statement's text
 */
public record Name(String text, int at) {

    @Override
    public String toString() {
        return text;
    }
}
