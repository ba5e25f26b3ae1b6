package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling restore}: brings tables back from snapshots. */
@Command(
        name = "restore",
        description = {
            "Brings tables back from the snapshots that nodes took together, into this cluster, whatever its size.",
            "The node that is asked reads FROM: the directory with the copies of all nodes' snapshots (as 'starling snapshot copy' leaves them), on its machine. Rows go to"
                    + " those who own them now; timestamps, TTLs, counters, siblings and deletions are what they were.",
            "A snapshot is never mixed into rows that are there, as what was deleted since would come back: a table is restored where there is none, where it is empty, or with --replace."
                    + " A restore that broke off is run again with --replace."
        },
        footer = {
            "",
            "Examples:",
            "  starling restore /backup/monday",
            "  starling restore /backup/monday shop.orders --replace",
            "  starling restore /backup/monday --replication-factor 1     into a cluster of one node"
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "A directory on the node's machine, or the name of one of its own snapshots.")
    private String from = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEYSPACE[.TABLE]",
            description = "What to restore; everything if not given.")
    private List<String> scope = new ArrayList<>();

    @Option(names = "--replace", description = "Throws away what the tables hold now.")
    private boolean replace;

    @Option(
            names = "--partial",
            description = "Goes on though the snapshots of so many nodes are missing that acknowledged rows may be.")
    private boolean partial;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each row in keyspaces that are missing; as in the snapshot if not given.")
    private int replicationFactor;

    @Mixin
    private NodeOption node = new NodeOption();

    @Mixin
    private OperationOption operation = new OperationOption();

    @Override
    public Integer call() {
        Path local = Path.of(from);
        boolean isPath = from.contains("/") || Files.isDirectory(local);
        ObjectNode parameters = JsonNodeFactory.instance
                .objectNode()
                .put("from", isPath ? local.toAbsolutePath().normalize().toString() : from)
                .put("replace", replace)
                .put("partial", partial)
                .put("replication_factor", replicationFactor);
        scope.forEach(parameters.putArray("scope")::add);
        return operation.run(node.open(), "restore", parameters);
    }
}
