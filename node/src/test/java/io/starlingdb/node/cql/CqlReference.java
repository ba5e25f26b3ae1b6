package io.starlingdb.node.cql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The lines of {@code node/CQL.md}: what is there, whether it works, and what runs it. */
record CqlReference(List<Line> lines) {

    /** @param tests scripts and classes */
    record Line(String section, String what, boolean supported, List<String> tests) {}

    static CqlReference read() throws IOException {
        List<Line> lines = new ArrayList<>();
        String section = "";
        for (String text : Files.readAllLines(file())) {
            if (text.startsWith("## ")) {
                section = text.substring(3);
            }
            String[] cells = text.split("(?<!\\\\)\\|");
            boolean head =
                    cells.length < 5 || cells[1].isBlank() || cells[1].startsWith("-") || cells[1].contains(" What ");
            if (text.startsWith("|") && !head) {
                List<String> tests = Stream.of(cells[4].split(","))
                        .map(String::strip)
                        .filter(test -> !test.isEmpty())
                        .toList();
                lines.add(new Line(section, label(cells[1]), cells[2].strip().equals("yes"), tests));
            }
        }
        return new CqlReference(lines);
    }

    /** A line's name, as scripts call it: its first cell without marks. */
    static String label(String text) {
        return text.replace("`", "").replace("\\|", "|").strip().toLowerCase(Locale.ROOT);
    }

    private static Path file() {
        Path here = Path.of("CQL.md");
        return Files.exists(here) ? here : Path.of("node/CQL.md");
    }
}
