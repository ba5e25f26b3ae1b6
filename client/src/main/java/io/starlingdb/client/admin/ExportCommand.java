package io.starlingdb.client.admin;

import io.starlingdb.client.console.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling export}: a table to a file. */
@Command(
        name = "export",
        description = {
            "Writes a table, as read at QUORUM, to a file: JSON lines (an object a row) or CSV (with a header).",
            "Values are written, not their timestamps, TTLs or siblings: for a backup take a snapshot."
        },
        footer = {
            "",
            "Examples:",
            "  starling export shop.orders orders.jsonl",
            "  starling export shop.orders orders.csv.gz",
            "  starling export shop.orders | jq .customer"
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private TableOption table = new TableOption();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; .csv and .csv.gz are CSV, .gz is compressed. Standard output if not given.")
    private @Nullable Path file;

    @Option(names = "--csv", description = "CSV, whatever the file's name.")
    private boolean csv;

    @Option(names = "--overwrite", description = "Even if the file is there.")
    private boolean overwrite;

    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public Integer call() throws IOException {
        Path to = file;
        if (to != null && Files.exists(to) && !overwrite) {
            throw new CommandFailure(to + " exists already; --overwrite writes over it");
        }
        TableFiles files = files(node, table);
        if (csv || isCsv(to)) {
            return files.exportCsv(to) ? 0 : 1;
        }
        files.exportJson(to);
        return 0;
    }

    static TableFiles files(NodeOption node, TableOption table) {
        return new TableFiles(
                node.open(),
                table.keyspace(),
                table.table(),
                System.out,
                System.err,
                Boolean.getBoolean("starling.progress"));
    }

    static boolean isCsv(@Nullable Path file) {
        return file != null && file.toString().matches("(?i).*\\.csv(\\.gz)?");
    }
}
