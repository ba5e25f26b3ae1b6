package io.starlingdb.node.cql.ast;

import java.util.List;

/**
 * One statement with its text.
 *
 * @param markers the bind markers in the order of the text; {@code markers.get(i).index() == i}
 */
public record Parsed(Statement statement, Source source, List<Expression.Marker> markers) {}
