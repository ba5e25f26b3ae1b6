package io.starlingdb.node.sync;

import io.starlingdb.antientropy.Scope;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.replica.MessageForms;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.ConflictMode;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import io.starlingdb.node.schema.TableSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryCodecsTest {
    private static final byte[] KEY = {0, 0, 0, 7};
    private static final long TOKEN = 42;

    private final MessageForms forms = new MessageForms(EntryCodecs::register);

    static Entry entry() {
        Schema schema = new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        TableSchema table = new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)
                .applyTo(schema)
                .requireTable("ks", "t");
        MutationBuilder mutation = new MutationBuilder(table, KEY, TOKEN);
        mutation.row(new byte[0]).insert().set("v", ScalarType.TEXT.encode("starling"));
        CurrentRows nothing = new CurrentRows() {
            @Override
            public Row get(RowKey key) {
                return null;
            }

            @Override
            public List<RowKey> rowsIn(Slice slice) {
                return List.of();
            }
        };
        RowDelta row = Issuer.issue(mutation.build(), nothing, ConflictMode.LAST_WRITE_WINS, 3, 1_000_000, 999_999, 1)
                .rows()
                .get(0);
        return new Entry(row.key(), row.row());
    }

    @Test
    void shouldKeepTheFormsOfWhatCarriesEntries() {
        forms.check("sync/entries-request", request(), EntriesRequest.class);
        forms.check("sync/entries-push", push(), EntriesPush.class);
        forms.check("sync/entries-reply", reply(), EntriesReply.class);
    }

    @Test
    void shouldKeepTheFormsOfWhatOwnersAgreeBy() {
        MessageForms settling = new MessageForms(SettleCodecs::register);
        Scope scope = new Scope("ks", new TokenRange(-5, 7));
        SettleAsk ask = new SettleAsk(5, scope, SettleAsk.Step.CONFIRM, 1_000, 900);
        SettleTold told = new SettleTold(
                SettleTold.Standing.GOOD,
                1_000,
                3,
                950,
                900,
                List.of(new SettleTold.InStep(new NodeId(1, 2), 1_000, 2_000, 950)));
        settling.check("sync/settle-ask", ask, SettleAsk.class);
        settling.check("sync/settle-told", told, SettleTold.class);
    }

    static EntriesRequest request() {
        return new EntriesRequest(5, 1_000, List.of(entry().key()));
    }

    static EntriesPush push() {
        return new EntriesPush(5, 1_000, 3, List.of(entry()));
    }

    static EntriesReply reply() {
        return new EntriesReply(List.of(entry()), 3);
    }
}
