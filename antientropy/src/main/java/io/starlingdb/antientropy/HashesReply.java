package io.starlingdb.antientropy;

import io.starlingdb.wire.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which entries differ.
 *
 * @param standing whether there was an answer
 * @param pages for each page of the request
 */
public record HashesReply(SumsReply.Standing standing, List<Page> pages) implements Message {
    /**
     * What differs in one page.
     *
     * @param unknown the places of those hashes of the asker that the answerer does not have, ascending
     * @param theirs the answerer's entries whose hashes the asker does not have, ascending by key
     * @param end up to where the answerer has looked (itself outside); null: to the page's end
     */
    public record Page(int[] unknown, List<Unmatched> theirs, byte @Nullable [] end) {}

    /**
     * An entry of the answerer.
     *
     * @param key where it is stored
     * @param newest the highest stamp of anything in it, in µs
     */
    public record Unmatched(byte[] key, long newest) {}
}
