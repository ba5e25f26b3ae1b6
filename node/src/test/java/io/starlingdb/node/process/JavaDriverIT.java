package io.starlingdb.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PagingState;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.QueryTrace;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.CqlDuration;
import com.datastax.oss.driver.api.core.data.CqlVector;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import com.datastax.oss.protocol.internal.util.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Apache Java driver, unmodified, against three real processes. */
class JavaDriverIT {
    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static CqlSession session;

    @BeforeAll
    static void start() {
        cluster = Cluster.of(directory, 3).found();
        session = DriverSession.open(cluster.node(0), "", "none");
        session.execute("CREATE KEYSPACE ks WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
        session.execute("CREATE TABLE ks.kv (k int PRIMARY KEY, v text)");
        session.execute("CREATE TABLE ks.many (p int, c int, v text, PRIMARY KEY (p, c))");
    }

    @AfterAll
    static void stop() {
        if (session != null) {
            session.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void shouldAgreeOnTheNewestVersion() {
        assertThat(session.getContext().getProtocolVersion()).isEqualTo(ProtocolVersion.V5);
    }

    @ParameterizedTest
    @CsvSource({"V3, none", "V3, lz4", "V4, none", "V4, lz4", "V5, none", "V5, lz4"})
    void shouldWriteReadAndPage(String version, String compression) {
        try (CqlSession other = DriverSession.open(cluster.node(1), version, compression)) {
            String large = "a word, again and again; ".repeat(10_000);
            PreparedStatement insert = other.prepare("INSERT INTO ks.many (p, c, v) VALUES (?, ?, ?)");
            int partition = (version + compression).hashCode();
            for (int i = 0; i < 20; i++) {
                other.execute(insert.bind(partition, i, i == 7 ? large : "v" + i));
            }

            ResultSet all = other.execute(SimpleStatement.newInstance("SELECT c, v FROM ks.many WHERE p = ?", partition)
                    .setPageSize(3));

            List<Row> rows = all.all();
            assertThat(rows)
                    .extracting(row -> row.getInt(0))
                    .isEqualTo(IntStream.range(0, 20).boxed().toList());
            assertThat(rows.get(7).getString("v")).isEqualTo(large);
        }
    }

    @Test
    void shouldCarryEveryNativeType() throws Exception {
        session.execute(
                "CREATE TABLE ks.types (k int PRIMARY KEY, c_ascii ascii, c_bigint bigint, c_blob blob, c_boolean boolean,"
                        + " c_date date, c_decimal decimal, c_double double, c_duration duration, c_float float, c_inet inet, c_int int,"
                        + " c_smallint smallint, c_text text, c_time time, c_timestamp timestamp, c_timeuuid timeuuid, c_tinyint tinyint,"
                        + " c_uuid uuid, c_varint varint, c_list list<int>, c_set set<text>, c_map map<text, bigint>,"
                        + " c_nested list<frozen<map<text, frozen<set<int>>>>>)");
        UUID timeUuid = com.datastax.oss.driver.api.core.uuid.Uuids.timeBased();
        UUID uuid = UUID.randomUUID();
        List<Object> values = Arrays.asList(
                1,
                "ascii",
                Long.MIN_VALUE,
                ByteBuffer.wrap(new byte[] {1, 2, 3}),
                true,
                LocalDate.of(1066, 10, 14),
                new BigDecimal("-12.345678901234567890"),
                Math.PI,
                CqlDuration.newInstance(14, 3, 12_345L),
                1.5f,
                InetAddress.getByName("2001:db8::1"),
                Integer.MIN_VALUE,
                (short) -7,
                "text € 🐦",
                LocalTime.of(23, 59, 59, 1),
                Instant.ofEpochMilli(1_700_000_000_123L),
                timeUuid,
                (byte) -1,
                uuid,
                BigInteger.TWO.pow(100).negate(),
                List.of(3, 1, 2),
                Set.of("a", "b"),
                Map.of("x", 1L, "y", 2L),
                List.of(Map.of("one", Set.of(1), "two", Set.of(1, 2))));
        String columns =
                "k, c_ascii, c_bigint, c_blob, c_boolean, c_date, c_decimal, c_double, c_duration, c_float, c_inet, c_int,"
                        + " c_smallint, c_text, c_time, c_timestamp, c_timeuuid, c_tinyint, c_uuid, c_varint, c_list, c_set, c_map,"
                        + " c_nested";
        PreparedStatement insert = session.prepare(
                "INSERT INTO ks.types (" + columns + ") VALUES (" + "?, ".repeat(values.size() - 1) + "?)");

        for (String version : List.of("V4", "V5")) {
            try (CqlSession other = DriverSession.open(cluster.node(2), version, "none")) {
                other.execute(other.prepare(insert.getQuery()).bind(values.toArray()));
                Row row = other.execute("SELECT " + columns + " FROM ks.types WHERE k = 1")
                        .one();
                assertThat(row).isNotNull();
                for (int i = 0; i < values.size(); i++) {
                    assertThat(row.getObject(i))
                            .as(version + " " + row.getColumnDefinitions().get(i))
                            .isEqualTo(values.get(i));
                }
            }
        }
    }

    @Test
    void shouldCarryTuplesUserTypesAndVectors() {
        session.execute("CREATE TYPE ks.place (street text, number int)");
        session.execute(
                "CREATE TABLE ks.composed (k int PRIMARY KEY, t tuple<int, text>, p place, f frozen<list<place>>,"
                        + " v vector<float, 3>)");
        for (String version : List.of("V4", "V5")) {
            try (CqlSession other = DriverSession.open(cluster.node(1), version, "none")) {
                UserDefinedType type = other.getMetadata()
                        .getKeyspace("ks")
                        .orElseThrow()
                        .getUserDefinedType("place")
                        .orElseThrow();
                UdtValue place = type.newValue("high street", 7);
                TupleValue tuple =
                        DataTypes.tupleOf(DataTypes.INT, DataTypes.TEXT).newValue(1, "one");
                CqlVector<Float> vector = CqlVector.newInstance(1f, 2f, 3f);
                PreparedStatement insert =
                        other.prepare("INSERT INTO ks.composed (k, t, p, f, v) VALUES (1, ?, ?, ?, ?)");
                other.execute(insert.bind(tuple, place, List.of(place), vector));

                Row row = other.execute("SELECT t, p, f, v FROM ks.composed WHERE k = 1")
                        .one();

                assertThat(row).isNotNull();
                assertThat(row.getTupleValue(0)).isEqualTo(tuple);
                assertThat(row.getUdtValue(1)).isEqualTo(place);
                assertThat(row.getList(2, UdtValue.class)).containsExactly(place);
                assertThat(row.getVector(3, Float.class)).isEqualTo(vector);
            }
        }
    }

    @Test
    void shouldTellNullFromUnset() {
        PreparedStatement insert = session.prepare("INSERT INTO ks.kv (k, v) VALUES (?, ?)");
        session.execute(insert.bind(10, "there"));
        session.execute(insert.boundStatementBuilder().setInt(0, 10).unset(1).build());
        assertThat(value(10)).isEqualTo("there");
        session.execute(insert.bind(10, null));
        assertThat(value(10)).isNull();
        assertThatThrownBy(() -> session.execute(insert.boundStatementBuilder()
                        .unset(0)
                        .setString(1, "x")
                        .build()))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void shouldTakeNamedValuesAndTimestamps() {
        session.execute(SimpleStatement.builder("INSERT INTO ks.kv (k, v) VALUES (:key, :value)")
                .addNamedValue("key", 11)
                .addNamedValue("value", "named")
                .setQueryTimestamp(5_000)
                .build());
        session.execute(SimpleStatement.builder("UPDATE ks.kv SET v = 'older' WHERE k = 11")
                .setQueryTimestamp(4_000)
                .build());

        Row row = session.execute("SELECT v, writetime(v) FROM ks.kv WHERE k = 11")
                .one();
        assertThat(row).isNotNull();
        assertThat(row.getString(0)).isEqualTo("named");
        assertThat(row.getLong(1)).isEqualTo(5_000);
    }

    @Test
    void shouldServeManyRequestsAtOnce() throws Exception {
        PreparedStatement insert = session.prepare("INSERT INTO ks.kv (k, v) VALUES (?, ?)");
        PreparedStatement select = session.prepare("SELECT v FROM ks.kv WHERE k = ?");
        List<CompletionStage<AsyncResultSet>> running = new ArrayList<>();
        for (int i = 1_000; i < 3_000; i++) {
            running.add(session.executeAsync(insert.bind(i, "v" + i)));
        }
        for (CompletionStage<AsyncResultSet> each : running) {
            each.toCompletableFuture().get();
        }
        running.clear();
        for (int i = 1_000; i < 3_000; i++) {
            running.add(session.executeAsync(select.bind(i)));
        }
        for (int i = 1_000; i < 3_000; i++) {
            Row row = running.get(i - 1_000).toCompletableFuture().get().one();
            assertThat(row).isNotNull();
            assertThat(row.getString(0)).isEqualTo("v" + i);
        }
    }

    @Test
    void shouldGoOnFromAPagingStateOnAnotherNode() {
        for (int i = 0; i < 10; i++) {
            session.execute("INSERT INTO ks.many (p, c, v) VALUES (99, " + i + ", 'x')");
        }
        SimpleStatement select = SimpleStatement.newInstance("SELECT c FROM ks.many WHERE p = 99")
                .setPageSize(4);
        List<Integer> seen = new ArrayList<>();
        PagingState state = null;
        int page = 0;
        do {
            Node node = List.copyOf(session.getMetadata().getNodes().values()).get(page++ % 3);
            ResultSet rows = session.execute((state == null ? select : select.setPagingState(state)).setNode(node));
            for (int left = rows.getAvailableWithoutFetching(); left > 0; left--) {
                seen.add(rows.one().getInt(0));
            }
            state = rows.getExecutionInfo().getSafePagingState();
        } while (state != null);
        assertThat(seen).isEqualTo(IntStream.range(0, 10).boxed().toList());

        assertThatThrownBy(() -> session.execute(select.setPagingState(Bytes.fromHexString("0x0102030405"))))
                .isInstanceOf(ProtocolError.class);
    }

    @Test
    void shouldExecuteBatches() {
        PreparedStatement insert = session.prepare("INSERT INTO ks.many (p, c, v) VALUES (?, ?, ?)");
        for (BatchType type : List.of(BatchType.LOGGED, BatchType.UNLOGGED)) {
            int partition = type.equals(BatchType.LOGGED) ? 500 : 501;
            session.execute(BatchStatement.newInstance(
                    type,
                    insert.bind(partition, 1, "a"),
                    insert.bind(partition, 2, "b"),
                    SimpleStatement.newInstance("DELETE FROM ks.many WHERE p = ? AND c = ?", partition, 1)));

            assertThat(session.execute("SELECT c FROM ks.many WHERE p = " + partition)
                            .all())
                    .extracting(row -> row.getInt(0))
                    .containsExactly(2);
        }
        session.execute("CREATE TABLE ks.counts (k int PRIMARY KEY, n counter)");
        session.execute(BatchStatement.newInstance(
                BatchType.COUNTER, SimpleStatement.newInstance("UPDATE ks.counts SET n = n + 5 WHERE k = 1")));
        assertThat(session.execute("SELECT n FROM ks.counts WHERE k = 1").one().getLong(0))
                .isEqualTo(5);
    }

    @Test
    void shouldShowTheSchema() {
        session.execute(
                "CREATE TABLE ks.shown (a int, b text, c timeuuid, s set<int> static, v map<text, frozen<list<int>>>,"
                        + " PRIMARY KEY ((a, b), c)) WITH CLUSTERING ORDER BY (c DESC) AND comment = 'seen'");

        TableMetadata table = session.getMetadata()
                .getKeyspace("ks")
                .orElseThrow()
                .getTable("shown")
                .orElseThrow();

        assertThat(table.getPartitionKey())
                .extracting(column -> column.getName().asInternal())
                .containsExactly("a", "b");
        assertThat(table.getClusteringColumns().values()).containsExactly(ClusteringOrder.DESC);
        assertThat(table.getColumn("s").orElseThrow().isStatic()).isTrue();
        assertThat(table.getColumn("v").orElseThrow().getType().asCql(true, false))
                .isEqualTo("map<text, frozen<list<int>>>");
        assertThat(table.isCompactStorage()).isFalse();
        assertThat(table.describe(false)).contains("comment = 'seen'");
        session.execute("ALTER TABLE ks.shown ADD extra int");
        assertThat(session.getMetadata()
                        .getKeyspace("ks")
                        .orElseThrow()
                        .getTable("shown")
                        .orElseThrow()
                        .getColumn("extra"))
                .isPresent();
        session.execute("DROP TABLE ks.shown");
        assertThat(session.getMetadata().getKeyspace("ks").orElseThrow().getTable("shown"))
                .isEmpty();
    }

    @Test
    void shouldSeeAllNodesAndWhereTheirTokensLie() {
        Metadata metadata = session.getMetadata();

        assertThat(metadata.getNodes()).hasSize(3);
        assertThat(metadata.getNodes().values()).allSatisfy(node -> {
            assertThat(node.getState()).isEqualTo(NodeState.UP);
            assertThat(node.getCassandraVersion()).isNotNull();
            assertThat(node.getDatacenter()).isEqualTo("dc1");
        });
        assertThat(metadata.getTokenMap().orElseThrow().getTokenRanges().size()).isEqualTo(48);
        ByteBuffer key = TypeCodecs.INT.encode(1, ProtocolVersion.V5);
        assertThat(metadata.getTokenMap().orElseThrow().getReplicas("ks", key)).hasSize(3);
        PreparedStatement select = session.prepare("SELECT v FROM ks.kv WHERE k = ?");
        assertThat(select.bind(1).getRoutingKey()).isEqualTo(key);
    }

    @Test
    void shouldReplanWhenTheTableChanges() {
        session.execute("CREATE TABLE ks.grows (k int PRIMARY KEY, a int)");
        for (String version : List.of("V4", "V5")) {
            try (CqlSession other = DriverSession.open(cluster.node(1), version, "none")) {
                PreparedStatement select = other.prepare("SELECT * FROM ks.grows WHERE k = ?");
                other.execute("INSERT INTO ks.grows (k, a) VALUES (1, 2)");
                int before = other.execute(select.bind(1)).one().size();

                session.execute("ALTER TABLE ks.grows ADD b" + version.toLowerCase(java.util.Locale.ROOT) + " int");

                Row row = other.execute(select.bind(1)).one();
                assertThat(row.size()).isEqualTo(before + 1);
                assertThat(row.getInt("a")).isEqualTo(2);
            }
        }
    }

    @Test
    void shouldPrepareAgainWhatANodeHasForgotten() {
        // a statement prepared through one node has the same id everywhere
        PreparedStatement first = session.prepare("SELECT k FROM ks.kv WHERE k = ?");
        try (CqlSession other = DriverSession.open(cluster.node(2), "", "none")) {
            assertThat(other.prepare("SELECT k FROM ks.kv WHERE k = ?").getId()).isEqualTo(first.getId());
        }
    }

    @Test
    void shouldSayWhichErrorItIs() {
        assertThatThrownBy(() -> session.execute("SELEC 1")).isInstanceOf(SyntaxError.class);
        assertThatThrownBy(() -> session.execute("SELECT * FROM ks.none")).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> session.execute("SELECT * FROM none.none")).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> session.execute("CREATE TABLE ks.kv (k int PRIMARY KEY)"))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> session.execute("CREATE KEYSPACE ks WITH replication ="
                        + " {'class': 'SimpleStrategy', 'replication_factor': 1}"))
                .isInstanceOf(AlreadyExistsException.class);
        session.execute("CREATE KEYSPACE four WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 4}");
        session.execute("CREATE TABLE four.t (k int PRIMARY KEY)");
        assertThatThrownBy(() -> session.execute(SimpleStatement.newInstance("SELECT * FROM four.t WHERE k = 1")
                        .setConsistencyLevel(DefaultConsistencyLevel.ALL)))
                .isInstanceOfSatisfying(UnavailableException.class, unavailable -> {
                    assertThat(unavailable.getRequired()).isEqualTo(4);
                    assertThat(unavailable.getAlive()).isEqualTo(3);
                    assertThat(unavailable.getConsistencyLevel()).isEqualTo(DefaultConsistencyLevel.ALL);
                });
    }

    @Test
    void shouldUseAKeyspace() {
        try (CqlSession other = DriverSession.open(cluster.node(0), "V4", "none")) {
            other.execute("USE ks");
            assertThat(other.execute("SELECT count(*) FROM kv WHERE k = -1")
                            .one()
                            .getLong(0))
                    .isZero();
        }
        assertThat(session.execute(SimpleStatement.newInstance("SELECT count(*) FROM kv WHERE k = -1")
                                .setKeyspace("ks"))
                        .one()
                        .getLong(0))
                .isZero();
    }

    @Test
    void shouldTellWhatATracedRequestDid() {
        ResultSet traced = session.execute(
                SimpleStatement.newInstance("SELECT * FROM ks.kv WHERE k = 1").setTracing(true));

        QueryTrace trace = traced.getExecutionInfo().getQueryTrace();

        assertThat(trace.getRequestType()).isEqualTo("Execute CQL3 query");
        assertThat(trace.getParameters()).containsEntry("consistency_level", "QUORUM");
        assertThat(trace.getEvents().stream()
                        .map(event -> event.getSourceAddress().getAddress().getHostAddress()))
                .as("what the coordinator and another replica did: %s", trace.getEvents())
                .hasSizeGreaterThan(4)
                .satisfies(sources -> assertThat(Set.copyOf(sources)).hasSizeGreaterThan(1));
    }

    @Test
    void shouldTakePayloadsAndSerialLevelsAndTellWarnings() {
        ResultSet counted = session.execute(SimpleStatement.newInstance("SELECT count(*) FROM ks.kv")
                .setCustomPayload(Map.of("what", ByteBuffer.wrap(new byte[] {1})))
                .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL));
        assertThat(counted.getExecutionInfo().getWarnings())
                .singleElement()
                .asString()
                .contains("Aggregation query used without partition key");
    }

    @Test
    void shouldTakeAPagingStateThatWasTamperedWithAsABreachOfTheProtocol() {
        for (int i = 0; i < 3; i++) {
            session.execute("INSERT INTO ks.kv (k, v) VALUES (" + (7_000 + i) + ", 'x')");
        }
        SimpleStatement statement =
                SimpleStatement.newInstance("SELECT * FROM ks.kv").setPageSize(1);
        ByteBuffer state = session.execute(statement).getExecutionInfo().getPagingState();
        assertThat(state).isNotNull();
        byte[] bytes = new byte[state.remaining()];
        state.get(bytes);
        for (int place : new int[] {0, bytes.length / 2, bytes.length - 1}) {
            byte[] other = bytes.clone();
            other[place] ^= 0x10;
            assertThatThrownBy(() -> session.execute(statement.setPagingState(ByteBuffer.wrap(other))))
                    .isInstanceOf(ProtocolError.class)
                    .hasMessageContaining("paging state");
        }
    }

    @Test
    void shouldAnswerConditionsOnSystemTables() {
        assertThat(session.execute(
                                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = 'ks' AND table_name = 'kv'")
                        .all())
                .hasSize(1);
        assertThat(session.execute(
                                "SELECT column_name FROM system_schema.columns WHERE keyspace_name IN ('ks') AND table_name = 'kv'")
                        .all())
                .hasSize(2);
        Set<UUID> versions = new HashSet<>();
        versions.add(session.execute("SELECT schema_version FROM system.local WHERE key = 'local'")
                .one()
                .getUuid(0));
        session.execute("SELECT schema_version FROM system.peers").forEach(row -> versions.add(row.getUuid(0)));
        assertThat(versions).hasSize(1);
    }

    @Test
    void shouldShowWhoIsConnected() {
        assertThat(cluster.node(0).get("/v1/node").body().path("clients").findValuesAsText("driver"))
                .isNotEmpty()
                .allSatisfy(driver -> assertThat(driver).contains("Java"));
        assertThat(cluster.node(0).get("/metrics").text())
                .contains("starling_native_request_duration_seconds_count{message=\"query\"}");
    }

    private static String value(int key) {
        Row row = session.execute("SELECT v FROM ks.kv WHERE k = " + key).one();
        assertThat(row).isNotNull();
        return row.getString(0);
    }
}
