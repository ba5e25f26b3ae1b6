package io.starlingdb.client.admin;

import io.starlingdb.client.console.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code starling import}: a file into a table. */
@Command(
        name = "import",
        description = {
            "Inserts the rows of a file, as 'starling export' writes it, at QUORUM.",
            "Rows that are there are written over. Lines that cannot be inserted go to FILE.bad, the others in; then the exit code is 1."
        },
        footer = {
            "",
            "Examples:",
            "  starling import shop.orders orders.jsonl",
            "  starling import shop.orders orders.csv.gz"
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private TableOption table = new TableOption();

    @Parameters(index = "1", paramLabel = "FILE", description = ".csv and .csv.gz are CSV, .gz is compressed.")
    private Path file = Path.of("");

    @Option(names = "--csv", description = "CSV, whatever the file's name.")
    private boolean csv;

    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandFailure("there is no file " + file + " that can be read");
        }
        TableFiles files = ExportCommand.files(node, table);
        boolean well = csv || ExportCommand.isCsv(file) ? files.importCsv(file) : files.importJson(file);
        return well ? 0 : 1;
    }
}
