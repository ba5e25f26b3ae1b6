package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks which sums differ. Answered with {@link SumsReply}.
 *
 * @param epoch of the asker's cluster record: both must mean the same tables and owners
 * @param scope what is compared
 * @param settled the asker's settled time of the scope, in µs
 * @param families places with the asker's sums
 */
public record SumsRequest(long epoch, Scope scope, long settled, List<Family> families) implements Message {}
