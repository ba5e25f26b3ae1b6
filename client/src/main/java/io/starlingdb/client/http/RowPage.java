package io.starlingdb.client.http;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of an answer.
 *
 * @param next hand it back for what comes behind; empty behind the last
 */
public record RowPage(List<Row> rows, Optional<String> next) {}
