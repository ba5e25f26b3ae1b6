package io.starlingdb.node.ring;

import java.util.List;

/**
 * Whom to try for a key, best first (Dynamo, section 4.3).
 *
 * @param primaries its replica set
 * @param fallbacks everyone else, clockwise: who keeps a hint where a primary is away
 */
public record PreferenceList(List<RecordMember> primaries, List<RecordMember> fallbacks) {}
