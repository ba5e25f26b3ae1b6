package io.starlingdb.antientropy;

import java.util.List;

/**
 * A place and what its parts sum up to at the asker.
 *
 * @param place whose parts are compared
 * @param parts those that are not zero, ascending (blocks: in the order of their keys)
 */
public record Family(Place place, List<PartSum> parts) {}
