package io.starlingdb.client.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StarlingCommandTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "init",
                "cql",
                "status",
                "ring",
                "info",
                "drain",
                "flush",
                "decommission",
                "remove",
                "replace",
                "repair"
            })
    void shouldHelpOnEveryCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("starling " + command);
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        assertThat(run("status", "--host", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("starling: Nothing answers at 127.0.0.1:1. Is a node running there?\n");
    }

    @Test
    void shouldRefuseAWrongUsage() {
        assertThat(run("status", "--host", "a b")).isEqualTo(2);
        assertThat(run("stauts")).isEqualTo(2);
        assertThat(run("demo", "--nodes", "10")).isEqualTo(2);
        assertThat(err.toString()).contains("--host: 'a b' is not HOST[:PORT]", "'stauts'", "--nodes: 1 to 9");
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1572864,1.5 MiB", "5368709120,5.0 GiB"})
    void shouldShowBytesInTheirUnit(long bytes, String shown) {
        assertThat(Quantity.bytes(bytes)).isEqualTo(shown);
    }

    private int run(String... arguments) {
        CommandLine line = StarlingCommand.commandLine();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}
