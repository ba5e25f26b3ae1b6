package io.starlingdb.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartArgumentsTest {
    @Test
    void shouldTakeValuesBehindAnOptionAndAttachedToIt() {
        assertThat(parse("--config", "a.yaml", "--set", "x=1", "--set=y=2", "--single", "--log-file=l.log"))
                .isEqualTo(new StartArguments(Path.of("a.yaml"), List.of("x=1", "y=2", "log.file=l.log"), true, false));
        assertThat(parse()).isEqualTo(new StartArguments(null, List.of(), false, false));
        assertThat(parse("-h").help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--bogus | '--bogus' is not known",
                "extra | 'extra' is not known",
                "--set | --set needs a value",
                "--single=yes | --single takes no value",
            })
    void shouldSayWhatItDoesNotTake(String argument, String message) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(message);
    }

    @Test
    void shouldExplainEveryOptionItTakes() {
        assertThat(StartArguments.HELP).contains("--config", "--set", "--single", "--log-file", "--help");
    }

    private static StartArguments parse(String... arguments) {
        return StartArguments.parse(arguments);
    }
}
