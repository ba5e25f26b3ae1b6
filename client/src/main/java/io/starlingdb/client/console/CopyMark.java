package io.starlingdb.client.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * How far a COPY FROM has come, beside its file as {@code .copied}, so that it can go on there: rows up to {@code rows} are in the table or
 * among the bad lines. Kept while it runs and after it stopped; taken away when it is done. What was in flight when it stopped is sent again,
 * which changes nothing: inserts are idempotent.
 *
 * @param what the table and columns; another COPY's mark is not taken for this one's
 * @param size of the file in bytes, as it was
 * @param rows data rows that are dealt with
 */
record CopyMark(String what, long size, long rows) {
    private static final String FORM = "starling-copy 1";

    static Path file(Path copied) {
        return copied.resolveSibling(copied.getFileName() + ".copied");
    }

    void save(Path copied) throws IOException {
        Path mark = file(copied);
        Path fresh = mark.resolveSibling(mark.getFileName() + ".new");
        Files.write(fresh, List.of(FORM, what, Long.toString(size), Long.toString(rows)));
        Files.move(fresh, mark, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The rows that an earlier COPY of the same file into the same columns has dealt with; 0 if there was none. */
    long rowsDone(Path copied) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(copied));
        } catch (NoSuchFileException e) {
            return 0;
        }
        boolean same = lines.size() == 4
                && lines.get(0).equals(FORM)
                && lines.get(1).equals(what)
                && lines.get(2).equals(Long.toString(size))
                && lines.get(3).matches("\\d{1,18}");
        if (!same) {
            throw new CommandException(
                    "COPY: " + file(copied) + " belongs to another COPY, or the file has changed since;"
                            + " delete it and copy from the start");
        }
        return Long.parseLong(lines.get(3));
    }
}
