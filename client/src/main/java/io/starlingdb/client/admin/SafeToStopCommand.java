package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.starlingdb.client.http.NodeApi;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code starling safe-to-stop}: whether the cluster can do without some nodes. */
@Command(
        name = "safe-to-stop",
        description = {
            "Says whether every range of every keyspace keeps its quorum without these nodes.",
            "The exit code is 0 if so, 1 if not."
        },
        footer = {
            "",
            "Examples:",
            "  starling safe-to-stop                       the node at --host",
            "  starling safe-to-stop 10.0.0.2:7000 10.0.0.3:7000"
        })
final class SafeToStopCommand implements Callable<Integer> {
    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(paramLabel = "NODE", arity = "0..*", description = "Ids or addresses (default: the node at --host).")
    private List<String> nodes = new ArrayList<>();

    @Override
    public Integer call() {
        NodeApi api = node.open();
        List<String> asked =
                nodes.isEmpty() ? List.of(api.get("/v1/node").path("id").asText()) : nodes;
        JsonNode answer = ask(api, asked);
        output.show(answer, out -> print(answer, asked, out));
        return answer.path("safe").asBoolean() ? 0 : 1;
    }

    static JsonNode ask(NodeApi api, List<String> nodes) {
        JsonNode answer = api.get(
                "/v1/cluster/safe-to-stop?nodes=" + URLEncoder.encode(String.join(",", nodes), StandardCharsets.UTF_8));
        return answer.isMissingNode() ? JsonNodeFactory.instance.objectNode() : answer;
    }

    /** What speaks against it, a line each. */
    static List<String> problems(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode problem : answer.path("problems")) {
            List<String> missing = new ArrayList<>();
            problem.path("missing").forEach(address -> missing.add(address.asText()));
            lines.add("keyspace " + problem.path("keyspace").asText() + ", range ("
                    + problem.path("start").asText() + ", "
                    + problem.path("end").asText() + "]: "
                    + problem.path("reason").asText() + " (without " + String.join(", ", missing) + ")");
        }
        int more = answer.path("problem_count").asInt() - lines.size();
        if (more > 0) {
            lines.add("and " + more + " more ranges");
        }
        return lines;
    }

    private static void print(JsonNode answer, List<String> asked, PrintWriter out) {
        boolean safe = answer.path("safe").asBoolean();
        out.println(String.join(", ", asked) + (safe ? ": safe to stop" : ": NOT safe to stop") + " ("
                + answer.path("ranges").asText() + " ranges)");
        problems(answer).forEach(line -> out.println("  " + line));
    }
}
