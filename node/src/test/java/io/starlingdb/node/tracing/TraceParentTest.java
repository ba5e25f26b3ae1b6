package io.starlingdb.node.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";

    @Test
    void shouldReadIdsAndFlags() {
        TraceParent parent = TraceParent.parse("00-" + IDS + "-01");
        assertThat(parent).isNotNull();
        assertThat(parent.trace()).hasToString("0af76519-16cd-43dd-8448-eb211c80319c");
        assertThat(parent.parent()).isEqualTo("b7ad6b7169203331");
        assertThat(parent.isSampled()).isTrue();
        assertThat(TraceParent.parse("00-" + IDS + "-02").isSampled()).isFalse();
    }

    @Test
    void shouldTakeALaterVersionWithMoreBehindTheFlags() {
        assertThat(TraceParent.parse("01-" + IDS + "-01-what-may-come")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-" + IDS + "-01",
                "00-" + IDS + "-01-more",
                "00-" + IDS,
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void shouldTakeWhatBreaksTheRulesAsAbsent(String header) {
        assertThat(TraceParent.parse(header)).isNull();
    }
}
