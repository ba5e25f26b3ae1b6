package io.starlingdb.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.kernel.NodeId;
import io.starlingdb.kernel.TokenRange;
import io.starlingdb.node.data.CurrentRows;
import io.starlingdb.node.data.Delta;
import io.starlingdb.node.data.Entry;
import io.starlingdb.node.data.IndexQuery;
import io.starlingdb.node.data.Issuer;
import io.starlingdb.node.data.Mutation;
import io.starlingdb.node.data.MutationBuilder;
import io.starlingdb.node.data.Partitions;
import io.starlingdb.node.data.ReadQuery;
import io.starlingdb.node.data.ResumePoint;
import io.starlingdb.node.data.Row;
import io.starlingdb.node.data.RowDelta;
import io.starlingdb.node.data.RowFilter;
import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.data.Slice;
import io.starlingdb.node.data.ValueRange;
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

class ReplicaCodecsTest {
    private static final byte[] KEY = {0, 0, 0, 7};
    private static final long TOKEN = 42;

    private final MessageForms forms = new MessageForms(ReplicaCodecs::register);

    static TableSchema table() {
        Schema schema = new SchemaChange.CreateKeyspace("ks", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("k", ScalarType.INT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("v", ScalarType.TEXT, ColumnKind.REGULAR));
        return new SchemaChange.CreateTable("ks", "t", columns, Map.of(), false)
                .applyTo(schema)
                .requireTable("ks", "t");
    }

    private static Delta delta() {
        TableSchema table = table();
        MutationBuilder mutation = new MutationBuilder(table, KEY, TOKEN);
        mutation.row(new byte[0]).insert().set("v", ScalarType.TEXT.encode("starling"));
        Mutation built = mutation.build();
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
        return Issuer.issue(built, nothing, ConflictMode.LAST_WRITE_WINS, 3, 1_000_000, 999_999, 1);
    }

    private static Entry entry() {
        RowDelta row = delta().rows().get(0);
        return new Entry(row.key(), row.row());
    }

    @Test
    void shouldKeepTheFormsOfWritesAndTheirAnswers() {
        forms.check("replica/join", new JoinRequest(5, delta()), JoinRequest.class);
        forms.check("replica/repair", new RepairRequest(5, List.of(entry())), RepairRequest.class);
        forms.check("replica/done", new Done(1_000_001), Done.class);
        forms.check("replica/misplaced", new Misplaced(7), Misplaced.class);
        forms.check("replica/refused", new Refused(ErrorCode.OVERLOADED, "a queue is full", 6), Refused.class);
    }

    @Test
    void shouldKeepTheFormsOfReads() {
        ReadQuery query = new ReadQuery(
                100,
                new Partitions.InRange(new TokenRange(-5, 5)),
                List.of(Slice.ALL),
                true,
                10,
                2,
                new RowFilter(List.of(new RowFilter.Condition(1, RowFilter.Op.GE, new byte[] {1}))),
                new ResumePoint(KEY, TOKEN, new byte[] {9}, 1),
                1_700_000_000L);
        forms.check("replica/read", new ReadRequest(5, ReadMode.VERSIONS, query), ReadRequest.class);
        forms.check(
                "replica/read-reply",
                new ReadReply(
                        true,
                        new VersionSum(11, 12),
                        new ResumePoint(KEY, TOKEN, new byte[0], 0),
                        true,
                        List.of(entry())),
                ReadReply.class);
        forms.check(
                "replica/read-reply-of-nothing",
                new ReadReply(false, VersionSum.ZERO, null, false, List.of()),
                ReadReply.class);
    }

    @Test
    void shouldKeepTheFormsOfIndexLookups() {
        IndexQuery query = new IndexQuery(
                100,
                101,
                new TokenRange(-5, 5),
                List.of(ValueRange.of(new byte[] {1}), new ValueRange(new byte[] {2}, null)),
                new byte[] {0, 0, 0, 100},
                50);
        forms.check("replica/index", new IndexRequest(5, query), IndexRequest.class);
        forms.check("replica/index-reply", new IndexReply(List.of(entry().key()), true, true), IndexReply.class);
    }

    @Test
    void shouldKeepTheFormsOfExchanges() {
        RowKey key = entry().key();
        forms.check(
                "replica/versions",
                new VersionsRequest(5, 100, new TokenRange(-5, 5), key, 1_000),
                VersionsRequest.class);
        forms.check(
                "replica/versions-page",
                new VersionsPage(List.of(new EntryVersion(key, new VersionSum(1, 2))), true),
                VersionsPage.class);
        forms.check("replica/rows", new RowsRequest(5, List.of(key)), RowsRequest.class);
        forms.check("replica/rows-reply", new RowsReply(List.of(entry()), 1), RowsReply.class);
    }

    @Test
    void shouldKeepTheFormsOfStarts() {
        forms.check("replica/start-claim", new StartClaim(new NodeId(1, 2), 7, -1), StartClaim.class);
        forms.check("replica/start-memory", new StartMemory(6), StartMemory.class);
    }

    @Test
    void shouldNotKnowAnUnknownReadMode() {
        for (ReadMode mode : ReadMode.values()) {
            assertThat(ReadMode.ofCode(mode.code())).isEqualTo(mode);
        }
    }
}
