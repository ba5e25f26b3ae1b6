package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.http.StarlingClient;
import io.starlingdb.client.http.StarlingClientBuilder;
import io.starlingdb.client.stress.StressFigures;
import io.starlingdb.client.stress.StressPlan;
import io.starlingdb.client.stress.StressRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code starling stress}: load, and what it costs. */
@Command(
        name = "stress",
        description = {
            "Reads and writes rows of a table of its own over HTTP and shows rates, latencies and failures.",
            "With --rate a request's latency counts from when it was due."
        },
        footer = {
            "",
            "Examples:",
            "  starling stress --duration 30 --reads 0.9",
            "  starling stress -h 10.0.0.1 -h 10.0.0.2 --rate 2000 --in-flight 256 --consistency LOCAL_QUORUM"
        })
final class StressCommand implements Callable<Integer> {
    @Option(
            names = {"-h", "--host"},
            paramLabel = "HOST[:PORT]",
            description = "A node; may be given several times (default: 127.0.0.1:8080).")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--duration", paramLabel = "SECONDS", defaultValue = "10", description = "How long (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests offered a second (default: as many as there can be).")
    private double rate;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "32",
            description = "Requests at a time (default: 32).")
    private int inFlight = 32;

    @Option(names = "--reads", paramLabel = "SHARE", defaultValue = "0.5", description = "0 to 1 (default: 0.5).")
    private double reads = 0.5;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Different keys (default: 10000).")
    private long rows = 10_000;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "100", description = "Of a row's value (default: 100).")
    private int bytes = 100;

    @Option(
            names = "--keyspace",
            paramLabel = "NAME",
            defaultValue = "starling_stress",
            description = "Created if it is not there (default: starling_stress).")
    private String keyspace = "starling_stress";

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of a keyspace that is created (default: 3).")
    private int replication = 3;

    @Option(
            names = "--consistency",
            paramLabel = "LEVEL",
            defaultValue = "QUORUM",
            description = "Of every request (default: QUORUM).")
    private ConsistencyLevel consistency = ConsistencyLevel.QUORUM;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        if (seconds < 1 || inFlight < 1 || rows < 1 || bytes < 0 || reads < 0 || reads > 1 || rate < 0) {
            throw new ParameterException(command.commandLine(), "a number is out of its range; see --help");
        }
        StressPlan plan = new StressPlan(
                keyspace, replication, rows, bytes, reads, inFlight, rate, Duration.ofSeconds(seconds), consistency);
        StressRun run = new StressRun(client(), plan, RandomGenerator.of("L64X128MixRandom"));
        run.prepare();
        boolean watched = Boolean.getBoolean("starling.progress");
        StressFigures figures = run.run(so -> {
            if (watched) {
                output.err().print("\r\u001b[K" + line(so));
                output.err().flush();
            }
        });
        if (watched) {
            output.err().print("\r\u001b[K");
            output.err().flush();
        }
        output.show(new ObjectMapper().valueToTree(figures), out -> print(figures, out));
        return figures.failed() == 0 ? 0 : 1;
    }

    private StarlingClient client() {
        StarlingClientBuilder builder =
                StarlingClient.builder().consistency(consistency).tries(1);
        try {
            (hosts.isEmpty() ? List.of("127.0.0.1") : hosts).forEach(builder::node);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--host: " + e.getMessage(), e);
        }
        return builder.build();
    }

    private static String line(StressFigures so) {
        return String.format(
                Locale.ROOT,
                "%3.0f s  %,d requests  %,.0f/s  p50 %s  p99 %s  %d failed",
                so.seconds(),
                so.requests(),
                so.perSecond(),
                Quantity.micros((double) so.latencies().p50()),
                Quantity.micros((double) so.latencies().p99()),
                so.failed());
    }

    private static void print(StressFigures figures, PrintWriter out) {
        StressFigures.Percentiles times = figures.latencies();
        out.println(String.format(
                Locale.ROOT,
                "%,d requests in %.1f s: %,.0f a second (%,d reads, %,d writes), %,d failed",
                figures.requests(),
                figures.seconds(),
                figures.perSecond(),
                figures.reads(),
                figures.writes(),
                figures.failed()));
        out.println("Latency: mean " + Quantity.micros(times.mean()) + ", p50 " + Quantity.micros((double) times.p50())
                + ", p95 "
                + Quantity.micros((double) times.p95()) + ", p99 " + Quantity.micros((double) times.p99()) + ", p99.9 "
                + Quantity.micros((double) times.p999()) + ", worst " + Quantity.micros((double) times.max()));
        figures.failures().forEach((code, count) -> out.println("Failed with " + code + ": " + count));
    }
}
