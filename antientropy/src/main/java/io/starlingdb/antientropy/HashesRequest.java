package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks which entries differ. Answered with {@link HashesReply}.
 *
 * @param epoch of the asker's cluster record
 * @param scope what is compared
 * @param settled the asker's settled time of the scope, in µs
 * @param pages stretches of keys with the hashes of the asker's entries
 */
public record HashesRequest(long epoch, Scope scope, long settled, List<Page> pages) implements Message {
    /**
     * A stretch of keys of one table.
     *
     * @param start its first possible key
     * @param end its end, itself outside
     * @param hashes of the entries there that are not zero, ascending by key
     */
    public record Page(byte[] start, byte[] end, long[] hashes) {}
}
