package io.starlingdb.client.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Words for a file that cannot be used. */
final class FileProblem {
    private FileProblem() {}

    static String text(String file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + file;
        }
        if (e instanceof AccessDeniedException) {
            return file + " may not be opened";
        }
        return file + ": " + e.getMessage();
    }
}
