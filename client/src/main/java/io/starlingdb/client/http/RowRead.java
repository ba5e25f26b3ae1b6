package io.starlingdb.client.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a read of one row found.
 *
 * @param row empty where there is none
 * @param conflicts by column, every concurrent value as a row of that one column, where there is more than one
 * @param context to be handed back by the next write or read of this row; it also says of a row that is not there what was seen
 */
public record RowRead(Optional<Row> row, Map<String, List<Row>> conflicts, CausalContext context) {}
