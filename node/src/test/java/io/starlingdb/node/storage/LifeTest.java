package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifeTest {

    @Property
    void shouldReadWhatItWrote(@ForAll long start, @ForAll boolean recovering, @ForAll boolean stopped) {
        Life life = new Life(start, "1b4e28ba-2fa1", recovering, stopped);
        assertThat(Life.parse(life.toBytes())).isEqualTo(life);
    }

    @Example
    void shouldHaveTheStoredFormThatItAlwaysHad() throws IOException {
        try (InputStream golden = LifeTest.class.getResourceAsStream("life.txt")) {
            assertThat(new Life(7, "1b4e28ba-2fa1-11d2-883f-0016d3cca427", true, true).toBytes())
                    .isEqualTo(golden.readAllBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "start=1", "boot=x", "start=x\nboot=y", "start=1\nboot=y\nmore=z", "start"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> Life.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
