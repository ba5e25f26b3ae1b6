package io.starlingdb.node.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Shows with three real processes that nothing is lost and nothing comes back. Run by {@code scripts/repair-drill}; each section has a cluster of
 * its own, prints what it measured, and ends with an exception that says what went wrong.
 */
public final class RepairDrill {
    /** One part of the drill. */
    interface Section {
        void run(Path directory, boolean isQuick) throws Exception;
    }

    private static final Map<String, Section> SECTIONS = new TreeMap<>(Map.of(
            "hints", HintsDrill::coalesced,
            "beyond", HintsDrill::beyondTheLimit,
            "emptied", LossDrill::emptied,
            "restored", LossDrill::restored,
            "cut", LossDrill::cutShort,
            "flipped", LossDrill::flipped,
            "deleted", DeletionDrill::run));

    private RepairDrill() {}

    /** @param args {@code --quick} and names of sections; all where none is named */
    public static void main(String[] args) throws Exception {
        // It warns of every node that is down, which they are on purpose.
        ((Logger) LoggerFactory.getLogger("com.datastax")).setLevel(Level.OFF);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        List<String> names = new ArrayList<>(List.of(args));
        boolean isQuick = names.remove("--quick");
        for (String name : names.isEmpty() ? SECTIONS.keySet() : names) {
            Section section = SECTIONS.get(name);
            if (section == null) {
                throw new IllegalArgumentException("no section " + name + "; there are " + SECTIONS.keySet());
            }
            Path directory = Files.createTempDirectory("starling-drill");
            say("== %s", name);
            section.run(directory, isQuick);
            FolderCopy.delete(directory);
        }
        say("All is well.");
    }

    /** Prints a line. */
    static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }

    static void require(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            throw new IllegalStateException(String.format(Locale.ROOT, otherwise, values));
        }
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
