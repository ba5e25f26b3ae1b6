package io.starlingdb.client.console;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Lines that COPY left out. The first are shown; all are written to a side file, each behind a line {@code # line 17: why}, so that the file
 * can be corrected and copied with {@code COMMENTS = true}. The file is made with its first line. To be closed.
 */
final class BadLines implements AutoCloseable {
    private static final int SHOWN_MAX = 10;

    private final Path file;
    private final boolean append;
    private final Screen screen;
    private final ObjectWriter lines;
    private @Nullable BufferedWriter out;
    private int count;

    /** @param append whether an earlier part of the same COPY has written to the file */
    BadLines(Path file, boolean append, CsvSchema schema, Screen screen) {
        this.file = file;
        this.append = append;
        this.screen = screen;
        this.lines = new CsvMapper().writerFor(String[].class).with(schema);
    }

    /** @param line from 1 */
    void add(long line, String problem, String[] fields) {
        count++;
        if (count <= SHOWN_MAX) {
            screen.error("line " + line + ": " + problem);
        } else if (count == SHOWN_MAX + 1) {
            screen.error("(further lines are only counted)");
        }
        try {
            BufferedWriter to = open();
            to.write("# line " + line + ": " + problem.replaceAll("\\R", " ") + "\n");
            to.write(lines.writeValueAsString(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count() {
        return count;
    }

    Path file() {
        return file;
    }

    private BufferedWriter open() throws IOException {
        BufferedWriter open = out;
        if (open == null) {
            open = append
                    ? Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    : Files.newBufferedWriter(file);
            out = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
