package io.starlingdb.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPathTest {
    private static final String TABLE = "/v1/keyspaces/shop/tables/orders/rows";

    @Test
    void shouldSplitBeforeItDecodes() {
        assertThat(RowPath.parse(TABLE + "/a%2Fb/c%20d/%C3%A9/+").keys()).containsExactly("a/b", "c d", "é", "+");
    }

    @Test
    void shouldKeepEmptyKeysAndDots() {
        assertThat(RowPath.parse(TABLE + "/a//b").keys()).containsExactly("a", "", "b");
        assertThat(RowPath.parse(TABLE + "/").keys()).containsExactly("");
        assertThat(RowPath.parse(TABLE + "/a/").keys()).containsExactly("a", "");
        assertThat(RowPath.parse(TABLE + "/../.").keys()).containsExactly("..", ".");
        assertThat(RowPath.parse(TABLE + "/%2E%2E").keys()).containsExactly("..");
    }

    @Test
    void shouldReadNamesOfKeyspaceAndTable() {
        RowPath path = RowPath.parse("/v1/keyspaces/Sh%6Fp/tables/orders/rows/1");
        assertThat(path.keyspace()).isEqualTo("Shop");
        assertThat(path.table()).isEqualTo("orders");
    }

    /** What is sent unescaped arrives as one character a byte. */
    @Test
    void shouldReadRawUtf8() {
        String raw = new String("é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(RowPath.parse(TABLE + "/" + raw).keys()).containsExactly("é");
    }

    @Property
    void shouldReadBackAnyText(@ForAll String key) {
        String lone = key.replaceAll("[\uD800-\uDFFF]", "");
        String escaped = URLEncoder.encode(lone, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(RowPath.parse(TABLE + "/" + escaped + "/x").keys()).containsExactly(lone, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/keyspaces",
                "/v1/keyspaces/a",
                "/v1/keyspaces/a/tables/b",
                "/v1/keyspaces/a/tables/b/",
                "/v1/keyspaces/a/tables/b/rowsome",
                "/v2/keyspaces/a/tables/b/rows/1"
            })
    void shouldLeaveOtherPathsAlone(String path) {
        assertThat(RowPath.parse(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%C3", "%FF", "a%u0041"})
    void shouldRefuseBrokenEscapes(String key) {
        assertThatThrownBy(() -> RowPath.parse(TABLE + "/" + key)).hasMessageContaining("is not percent-encoded UTF-8");
    }

    @Test
    void shouldRefuseAPathWithoutOrWithTooManyKeys() {
        assertThatThrownBy(() -> RowPath.parse(TABLE)).hasMessageContaining("names no key");
        assertThatThrownBy(() -> RowPath.parse(TABLE + "/a".repeat(70))).hasMessageContaining("more than 64 keys");
    }
}
