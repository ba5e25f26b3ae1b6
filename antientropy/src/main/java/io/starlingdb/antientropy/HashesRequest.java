package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import java.util.List;

/**
 * Asks which entries differ. Answered with {@link HashesReply}.
 *
 * @param epoch of the asker's cluster record
 * @param scope what is compared
 * @param settled the asker's settled time of the scope, in µs
 * @param salt another one for each exchange
 * @param pages stretches of keys with the hashes of the asker's entries
 */
public record HashesRequest(long epoch, Scope scope, long settled, long salt, List<Page> pages) implements Message {
    /**
     * A stretch of keys of one table.
     *
     * @param start its first possible key
     * @param end its end, itself outside
     * @param hashes of the entries there that are not zero, {@linkplain #salted salted}, ascending by key
     */
    public record Page(byte[] start, byte[] end, int[] hashes) {}

    /**
     * Half of an entry's hash: enough to tell the entries of one page apart but once in a million, and then the salt makes that another entry the
     * next time.
     */
    public static int salted(long hash, long salt) {
        long mixed = (hash ^ salt) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32);
    }
}
