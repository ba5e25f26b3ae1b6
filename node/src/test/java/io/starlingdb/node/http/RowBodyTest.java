package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.ColumnDefinition;
import io.starlingdb.node.schema.ColumnKind;
import io.starlingdb.node.schema.CqlType;
import io.starlingdb.node.schema.Replication;
import io.starlingdb.node.schema.ScalarType;
import io.starlingdb.node.schema.Schema;
import io.starlingdb.node.schema.SchemaChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RowBodyTest {
    private static final String WHOLE =
            "{\"id\":\"a\",\"at\":1.0,\"s\":null,\"n\":-5,\"m\":{\"k\":[1,2]},\"b\":\"yv4=\"}";

    private final RowTarget target = RowTarget.of(schema(), new RowPath("k", "t", List.of("a", "1.00")));

    @Test
    void shouldSortMembersByTheirKind() {
        RowBody body = parse(WHOLE);

        assertThat(body.statics())
                .singleElement()
                .satisfies(field -> assertThat(field.value()).isNull());
        assertThat(body.regulars()).extracting(field -> field.column().name()).containsExactly("n", "m", "b");
        assertThat(body.regulars().get(0).value()).isEqualTo(ScalarType.INT.encode(-5));
        assertThat(parse("{}").isEmpty()).isTrue();
        assertThat(parse("{\"id\":\"a\"}").isEmpty()).isTrue();
    }

    /** 1.0 and 1.00 are one clustering key. */
    @Test
    void shouldCompareKeysAsTheirTypesDo() {
        assertThat(parse("{\"at\":1}").isEmpty()).isTrue();
        assertThatThrownBy(() -> parse("{\"at\":1.5}")).hasMessageContaining("differs from the path");
        assertThatThrownBy(() -> parse("{\"id\":null}")).hasMessageContaining("differs from the path");
    }

    @Property(tries = 5_000)
    void shouldBlameTheClientForWhateverItSends(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] body = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            body[random.nextInt(body.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : "{}[]:,\"0".charAt(random.nextInt(8)));
        }
        try {
            assertThat(RowBody.parse(target, body)).isNotNull();
        } catch (StarlingException e) {
            assertThat(e.code()).isIn(ErrorCode.BAD_REQUEST, ErrorCode.INVALID);
        }
    }

    @Test
    void shouldRefuseEndlessNestingAndNumbers() {
        assertThatThrownBy(() -> parse("{\"m\":" + "[".repeat(100_000))).isInstanceOf(StarlingException.class);
        assertThatThrownBy(() -> parse("{\"x\":" + "[".repeat(100_000))).isInstanceOf(StarlingException.class);
        assertThatThrownBy(() -> parse("{\"n\":" + "9".repeat(100_000) + "}")).isInstanceOf(StarlingException.class);
    }

    private RowBody parse(String text) {
        return RowBody.parse(target, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Schema schema() {
        List<ColumnDefinition> columns = List.of(
                new ColumnDefinition("id", ScalarType.TEXT, ColumnKind.PARTITION_KEY),
                new ColumnDefinition("at", ScalarType.DECIMAL, ColumnKind.CLUSTERING),
                new ColumnDefinition("s", ScalarType.INT, ColumnKind.STATIC),
                new ColumnDefinition("n", ScalarType.INT, ColumnKind.REGULAR),
                new ColumnDefinition("m", CqlType.parse("map<text, frozen<list<int>>>"), ColumnKind.REGULAR),
                new ColumnDefinition("b", ScalarType.BLOB, ColumnKind.REGULAR));
        Schema schema = new SchemaChange.CreateKeyspace("k", Replication.simple(1), true, false).applyTo(Schema.EMPTY);
        return new SchemaChange.CreateTable("k", "t", columns, Map.of(), false).applyTo(schema);
    }
}
