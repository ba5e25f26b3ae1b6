package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Restarts nodes one after another, or rack by rack. Before each it asks all nodes for doubts and the cluster whether it is safe; after each it
 * waits until the node serves, all others see it so, and nothing is kept for it any more. The first doubt ends it: what is not begun is not
 * touched.
 */
final class RollingRestart {
    private static final Duration POLL = Duration.ofMillis(50);

    private final List<RestartedNode> nodes;
    private final Settings settings;
    private final RestartProgress progress;
    private final Consumer<String> say;

    /**
     * How it is done.
     *
     * @param byRack whether all nodes of a rack are restarted at once
     * @param kill whether nodes are killed instead of drained and stopped
     * @param hintsMax how many hints may wait before a node is stopped
     * @param patience how long a node may take to come back
     */
    record Settings(boolean byRack, boolean kill, long hintsMax, Duration patience) {}

    RollingRestart(List<RestartedNode> nodes, Settings settings, RestartProgress progress, Consumer<String> say) {
        this.nodes = nodes;
        this.settings = settings;
        this.progress = progress;
        this.say = say;
    }

    /** Everything but the restarts. @throws CommandFailure with the first doubts */
    void check() {
        for (List<RestartedNode> group : groups(view())) {
            requireSafe(group);
            say.accept(names(group) + ": could be restarted");
        }
    }

    /** @throws CommandFailure when there is a doubt; what was done is kept, so that it can be resumed */
    void run() throws IOException {
        long start = System.nanoTime();
        Set<String> done = progress.done();
        int restarted = 0;
        for (List<RestartedNode> group : groups(view())) {
            if (group.stream().allMatch(node -> done.contains(node.http().toString()))) {
                say.accept(names(group) + ": was restarted before");
                continue;
            }
            restart(group);
            for (RestartedNode node : group) {
                progress.add(node.http().toString());
                restarted++;
            }
        }
        progress.finish();
        say.accept(String.format(
                Locale.ROOT, "%d nodes restarted in %.1f s", restarted, (System.nanoTime() - start) / 1e9));
    }

    private ClusterView view() {
        ClusterView view = ClusterView.of(nodes, settings.hintsMax());
        if (!view.doubts().isEmpty()) {
            throw new CommandFailure("not now:\n  " + String.join("\n  ", view.doubts()));
        }
        return view;
    }

    private List<List<RestartedNode>> groups(ClusterView view) {
        if (!settings.byRack()) {
            return nodes.stream().map(List::of).toList();
        }
        Map<String, List<RestartedNode>> racks = new LinkedHashMap<>();
        for (RestartedNode node : nodes) {
            racks.computeIfAbsent(String.valueOf(view.racks().get(node.http().toString())), rack -> new ArrayList<>())
                    .add(node);
        }
        return List.copyOf(racks.values());
    }

    private void restart(List<RestartedNode> group) throws IOException {
        awaitNoDoubt(group);
        long begin = System.nanoTime();
        requireSafe(group);
        if (settings.kill()) {
            for (RestartedNode node : group) {
                node.kill();
            }
        } else {
            for (RestartedNode node : group) {
                node.api().post("/v1/node/drain", JsonNodeFactory.instance.objectNode());
            }
            for (RestartedNode node : group) {
                node.stop();
            }
        }
        long stopped = System.nanoTime();
        for (RestartedNode node : group) {
            node.start();
        }
        for (RestartedNode node : group) {
            await(node.http() + " is ready", () -> notReady(node));
        }
        long ready = System.nanoTime();
        awaitNoDoubt(group);
        say.accept(String.format(
                Locale.ROOT,
                "%s: %s in %.1f s, ready after %.1f s more, seen so by all after %.1f s more",
                names(group),
                settings.kill() ? "killed" : "drained and stopped",
                (stopped - begin) / 1e9,
                (ready - stopped) / 1e9,
                (System.nanoTime() - ready) / 1e9));
    }

    /** Waits until every node sees every node well again, and the hints are delivered. */
    private void awaitNoDoubt(List<RestartedNode> group) {
        await(
                "all nodes are well around " + names(group),
                () -> String.join(
                        "\n  ", ClusterView.of(nodes, settings.hintsMax()).doubts()));
    }

    private void requireSafe(List<RestartedNode> group) {
        List<String> addresses =
                group.stream().map(node -> node.http().toString()).toList();
        for (RestartedNode asked : nodes) {
            if (!group.contains(asked) || nodes.size() == group.size()) {
                JsonNode answer = SafeToStopCommand.ask(
                        asked.api(), group.stream().map(RollingRestart::id).toList());
                if (!answer.path("safe").asBoolean()) {
                    throw new CommandFailure(String.join(", ", addresses) + ": not safe to stop, says " + asked.http()
                            + ":\n  " + String.join("\n  ", SafeToStopCommand.problems(answer)));
                }
            }
        }
    }

    private static String id(RestartedNode node) {
        return node.api().get("/v1/node").path("id").asText();
    }

    private static String notReady(RestartedNode node) {
        node.api().get("/health/ready");
        return "";
    }

    /** @param doubts empty when it is so; failures count as doubts */
    private void await(String what, Supplier<String> doubts) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            String doubt = doubt(doubts);
            if (doubt.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure("gave up after " + settings.patience().toSeconds() + " s of waiting until "
                        + what + ":\n  " + doubt + "\nMend it, then go on with --resume");
            }
            pause();
        }
    }

    private static String doubt(Supplier<String> doubts) {
        try {
            return doubts.get();
        } catch (StarlingException e) {
            return e.text();
        }
    }

    private static String names(List<RestartedNode> group) {
        return String.join(
                ", ", group.stream().map(node -> node.http().toString()).toList());
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }
}
