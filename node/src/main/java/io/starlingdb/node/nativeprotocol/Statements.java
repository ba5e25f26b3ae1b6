package io.starlingdb.node.nativeprotocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.Prepared;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The statements that clients have prepared here, by their ids, each as the schema of now makes it. Bounded: what has not been used for
 * long is forgotten, and its clients prepare it anew. Loop only.
 */
final class Statements {
    /** A text counts as one statement more for each so many characters. */
    private static final int WEIGHED_CHARS = 1024;

    private final CqlEngine engine;
    private final Cache<ByteBuffer, KnownStatement> byId;

    /** @param statementsMax how many are kept; long ones count more */
    Statements(CqlEngine engine, int statementsMax) {
        this.engine = engine;
        this.byId = Caffeine.newBuilder()
                .maximumWeight(statementsMax)
                .weigher((ByteBuffer id, KnownStatement known) ->
                        1 + known.statement().text().length() / WEIGHED_CHARS)
                .executor(Runnable::run)
                .build();
    }

    /** @throws io.starlingdb.client.StarlingException what is wrong with the statement */
    KnownStatement prepare(String text, @Nullable String keyspace) {
        Prepared prepared = engine.prepare(text, keyspace);
        KnownStatement known = byId.getIfPresent(ByteBuffer.wrap(prepared.id()));
        if (known == null || known.statement() != prepared) {
            known = new KnownStatement(prepared);
            byId.put(ByteBuffer.wrap(prepared.id()), known);
        }
        return known;
    }

    /**
     * The statement of this id, planned for the schema of now; null if nobody prepared it here, or it was forgotten.
     *
     * @throws io.starlingdb.client.StarlingException if it is a statement no longer, as its table was dropped, say
     */
    @Nullable
    KnownStatement find(byte[] id) {
        KnownStatement known = byId.getIfPresent(ByteBuffer.wrap(id));
        if (known == null) {
            return null;
        }
        Prepared current = engine.current(known.statement());
        if (current != known.statement()) {
            known = new KnownStatement(current);
            byId.put(ByteBuffer.wrap(current.id()), known);
        }
        return known;
    }
}
