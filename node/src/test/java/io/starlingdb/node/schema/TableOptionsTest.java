package io.starlingdb.node.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableOptionsTest {
    @Test
    void shouldTakeEveryOptionOfCassandraAtItsDefault() {
        for (TableOption option : TableOption.values()) {
            TableOptions set = TableOptions.DEFAULT.with(Map.of(option.cqlName(), option.defaultValue()));
            assertThat(set).as(option.cqlName()).isEqualTo(TableOptions.DEFAULT);
        }
    }

    @Test
    void shouldReadNumbersAndBooleansFromText() {
        TableOptions options = TableOptions.DEFAULT.with(
                Map.of("GC_grace_seconds", "60", "bloom_filter_fp_chance", 0.5, "cdc", "TRUE"));

        assertThat(options.get(TableOption.GC_GRACE_SECONDS)).isEqualTo(60);
        assertThat(options.get(TableOption.BLOOM_FILTER_FP_CHANCE)).isEqualTo(0.5);
        assertThat(options.get(TableOption.CDC)).isEqualTo(true);
        assertThat(options.changed()).hasSize(3);
    }

    @Test
    void shouldReplaceAMapWhole() {
        TableOptions options = TableOptions.DEFAULT
                .with(Map.of("compaction", Map.of("class", "LeveledCompactionStrategy", "a", "b")))
                .with(Map.of("compaction", Map.of("class", "X")));

        assertThat(options.get(TableOption.COMPACTION)).isEqualTo(Map.of("class", "X"));
    }

    @Test
    void shouldForgetAnOptionThatIsBackAtItsDefault() {
        TableOptions options = TableOptions.DEFAULT.with(Map.of("comment", "x")).with(Map.of("comment", ""));
        assertThat(options).isEqualTo(TableOptions.DEFAULT);
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertRefused("Unknown property 'compactness'", "compactness", "1");
        assertRefused("gc_grace_seconds is a whole number, not 'long'", "gc_grace_seconds", "long");
        assertRefused("default_time_to_live is a whole number between 0 and 630720000", "default_time_to_live", -1);
        assertRefused("between 0 and 630720000", "default_time_to_live", 630_720_001);
        assertRefused("bloom_filter_fp_chance is a number between 0 and 1.0", "bloom_filter_fp_chance", 2);
        assertRefused("bloom_filter_fp_chance is a number", "bloom_filter_fp_chance", "NaN");
        assertRefused("cdc is true or false", "cdc", "yes");
        assertRefused("compaction is a map", "compaction", "fast");
        assertRefused("comment is a single value", "comment", Map.of());
        assertRefused("comment is longer than 4096 bytes", "comment", "x".repeat(4097));
    }

    private static void assertRefused(String sentence, String option, Object value) {
        assertThatThrownBy(() -> TableOptions.DEFAULT.with(Map.of(option, value)))
                .hasMessageContaining(sentence);
    }
}
