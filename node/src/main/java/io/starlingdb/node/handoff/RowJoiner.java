package io.starlingdb.node.handoff;

import io.starlingdb.hints.Joiner;
import io.starlingdb.node.data.Join;
import io.starlingdb.node.data.JoinObserver;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowCodec;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.schema.TableSchema;
import io.starlingdb.wire.WireReader;
import io.starlingdb.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** Joins hints as any copies of a row are joined. They hold rows in the form that travels. */
final class RowJoiner implements Joiner {
    private final HintPlaces places;

    RowJoiner(HintPlaces places) {
        this.places = places;
    }

    @Override
    public byte @Nullable [] join(byte[] row, byte[] mine, byte[] theirs) {
        TableSchema table = places.table(RowKey.decode(row));
        return table == null
                ? null
                : encode(Join.join(decode(mine), decode(theirs), table.conflicts(), JoinObserver.NONE));
    }

    static byte[] encode(Row row) {
        WireWriter out = new WireWriter(64 + 32 * row.cellCount());
        RowCodec.write(row, out);
        return out.toByteArray();
    }

    static Row decode(byte[] content) {
        return RowCodec.read(new WireReader(content, 0, content.length));
    }
}
