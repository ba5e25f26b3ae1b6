package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.schema.SchemaChange.AlterTable;
import io.starlingdb.node.schema.SchemaChange.CreateKeyspace;
import io.starlingdb.node.schema.SchemaChange.CreateTable;
import io.starlingdb.node.schema.TableAlteration.DropColumns;
import io.starlingdb.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SchemaCodecTest {
    /** Stored by nodes and sent between them: a change of these bytes needs a new version number. */
    @Test
    void shouldKeepTheBytesOfVersionOne() throws IOException {
        assertThat(HexFormat.of().formatHex(SchemaCodec.encode(example()))).isEqualTo(golden());
    }

    @Test
    void shouldReadTheBytesOfVersionOne() throws IOException {
        assertThat(SchemaCodec.decode(HexFormat.of().parseHex(golden()))).isEqualTo(example());
    }

    @Test
    void shouldKeepTheBytesOfVersionTwo() throws IOException {
        assertThat(HexFormat.of().formatHex(SchemaCodec.encode(withTypes()))).isEqualTo(golden("schema-v2.hex"));
        assertThat(SchemaCodec.decode(HexFormat.of().parseHex(golden("schema-v2.hex"))))
                .isEqualTo(withTypes());
    }

    @Test
    void shouldRefuseTypesThatHoldEachOther() {
        byte[] bytes = SchemaCodec.encode(withTypes());
        String hex = HexFormat.of().formatHex(bytes);
        String place = HexFormat.of().formatHex("frozen<place>".getBytes(StandardCharsets.UTF_8));
        String other = HexFormat.of()
                .formatHex("\"Route\"\u0020\u0020\u0020\u0020\u0020\u0020".getBytes(StandardCharsets.UTF_8))
                .substring(0, place.length());
        assertThatThrownBy(() -> SchemaCodec.decode(HexFormat.of().parseHex(hex.replaceFirst(place, other))))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("holds itself");
    }

    /** All nodes must compute the same digest: were it to change, mixed versions would never agree on a schema. */
    @Test
    void shouldKeepTheVersionOfASchema() {
        assertThat(example().version()).isEqualTo(UUID.fromString("62c18bcb-92aa-3609-aa3e-fba79267334c"));
        assertThat(Schema.EMPTY.version()).isEqualTo(UUID.fromString("08285ffd-7040-3f4c-95ea-6742324b2f28"));
    }

    @Test
    void shouldReadBackAnEmptySchema() {
        assertThat(SchemaCodec.decode(SchemaCodec.encode(Schema.EMPTY))).isEqualTo(Schema.EMPTY);
    }

    @Test
    void shouldRefuseAVersionThatItDoesNotKnow() {
        byte[] bytes = SchemaCodec.encode(Schema.EMPTY);
        bytes[0] = 3;
        assertThatThrownBy(() -> SchemaCodec.decode(bytes))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("version 3");
    }

    @Test
    void shouldRefuseBytesCutShortAnywhere() {
        byte[] bytes = SchemaCodec.encode(withTypes());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> SchemaCodec.decode(cut)).isInstanceOf(WireException.class);
        }
    }

    @Property(tries = 5_000)
    void shouldFailCleanlyOnAnyDamage(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = SchemaCodec.encode(random.nextBoolean() ? example() : withTypes());
        for (int damages = 1 + random.nextInt(3); damages > 0; damages--) {
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
        }
        try {
            Schema schema = SchemaCodec.decode(bytes);
            assertThat(SchemaCodec.decode(SchemaCodec.encode(schema))).isEqualTo(schema);
        } catch (WireException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static String golden() throws IOException {
        return golden("schema-v1.hex");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = SchemaCodecTest.class.getResourceAsStream(name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
        }
    }

    private static Schema withTypes() {
        Schema schema = example();
        schema = new TypeChange.CreateType(
                        "wide",
                        "place",
                        List.of(
                                new TypeChange.FieldDefinition("name", "text"),
                                new TypeChange.FieldDefinition("at", "frozen<tuple<double, double>>")),
                        false)
                .applyTo(schema);
        schema = new TypeChange.CreateType(
                        "wide", "Route", List.of(new TypeChange.FieldDefinition("stops", "list<frozen<place>>")), false)
                .applyTo(schema);
        KeyspaceSchema wide = schema.requireKeyspace("wide");
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("a", CqlType.parse("frozen<place>", wide), ColumnKind.PARTITION_KEY),
                new ColumnDefinition("b", CqlType.parse("frozen<\"Route\">", wide), ColumnKind.REGULAR),
                new ColumnDefinition("c", CqlType.parse("place", wide), ColumnKind.REGULAR),
                new ColumnDefinition("d", CqlType.parse("vector<float, 3>"), ColumnKind.REGULAR),
                new ColumnDefinition("e", CqlType.parse("map<text, int>"), ColumnKind.REGULAR));
        schema = new CreateTable("wide", "typed", columns, Map.of(), false).applyTo(schema);
        return new IndexChange.CreateIndex("wide", "typed", null, "e", IndexSchema.Target.KEYS, "sai", false)
                .applyTo(schema);
    }

    private static Schema example() {
        Schema schema = new CreateKeyspace("local", Replication.simple(3), true, false).applyTo(Schema.EMPTY);
        schema = new CreateKeyspace("wide", Replication.networkTopology(Map.of("east", 3, "west", 2)), false, false)
                .applyTo(schema);
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("id", ScalarType.UUID, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("at", ScalarType.TIMESTAMP, ColumnKind.CLUSTERING, true),
                new ColumnDefinition("Überschrift", ScalarType.TEXT, ColumnKind.STATIC),
                new ColumnDefinition("gone", ScalarType.INT, ColumnKind.REGULAR),
                new ColumnDefinition("tags", CqlType.parse("map<text, frozen<list<int>>>"), ColumnKind.REGULAR));
        Map<String, Object> options = Map.of(
                "conflicts", "siblings", "comment", "an example", "compaction", Map.of("class", "X"), "cdc", true);
        schema = new CreateTable("wide", "events", columns, options, false).applyTo(schema);
        List<ColumnDefinition> hits = List.of(
                new ColumnDefinition("page", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("n", ScalarType.COUNTER, ColumnKind.REGULAR));
        schema = new CreateTable("local", "hits", hits, Map.of(), false).applyTo(schema);
        return new AlterTable("wide", "events", new DropColumns(List.of("gone"), false), false).applyTo(schema);
    }
}
