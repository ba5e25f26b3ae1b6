package io.starlingdb.client.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
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
                "repair",
                "stress",
                "operation",
                "describecluster",
                "tpstats",
                "proxyhistograms",
                "safe-to-stop",
                "rolling-restart",
                "password",
                "completion"
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

    @Test
    void shouldCompleteInTheShell() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).contains("complete -F", "rolling-restart", "--inventory");
    }

    @Test
    void shouldReadHistogramsFromMetrics() {
        var histograms = ProxyHistogramsCommand.histograms(Sample.all("""
                # HELP starling_request_duration_seconds How long
                starling_request_duration_seconds_bucket{operation="write",consistency="QUORUM",le="0.001"} 50
                starling_request_duration_seconds_bucket{operation="write",consistency="QUORUM",le="0.01"} 100
                starling_request_duration_seconds_bucket{operation="write",consistency="QUORUM",le="+Inf"} 101
                starling_request_duration_seconds_sum{operation="write",consistency="QUORUM"} 2.02
                """));

        Histogram writes = histograms.get(List.of("write", "QUORUM"));
        assertThat(writes.count()).isEqualTo(101);
        assertThat(writes.mean()).isEqualTo(0.02);
        assertThat(writes.quantile(0.25)).isCloseTo(0.0005, within(0.0001));
        assertThat(writes.quantile(0.9)).isCloseTo(0.0084, within(0.001));
        assertThat(writes.quantile(0.999)).isEqualTo(0.01);
    }

    @ParameterizedTest
    @CsvSource({"59,59 s", "200,3 min 20 s", "18240,5 h 4 min", "273600,3 d 4 h"})
    void shouldShowTimesInTheirTwoLargestUnits(long seconds, String shown) {
        assertThat(Quantity.seconds(seconds)).isEqualTo(shown);
    }

    private int run(String... arguments) {
        CommandLine line = StarlingCommand.commandLine();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}
