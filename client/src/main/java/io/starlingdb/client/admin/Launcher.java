package io.starlingdb.client.admin;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The script that ran this program: nodes are started by it too.
 *
 * @param script absolute
 * @param home the distribution: {@code lib/} and {@code conf/} are below it
 */
record Launcher(Path script, Path home) {

    /** @throws CommandFailure when this program was not run by the launcher */
    static Launcher find() {
        String script = System.getProperty("starling.launcher");
        String home = System.getenv("STARLING_HOME");
        if (script == null || home == null || !Files.isRegularFile(Path.of(script))) {
            throw new CommandFailure("run this by the launcher: scripts/starling demo");
        }
        return new Launcher(Path.of(script).toAbsolutePath(), Path.of(home).toAbsolutePath());
    }

    /** The same distribution's files, with nodes started by another launcher. */
    Launcher with(Path other) {
        return new Launcher(other.toAbsolutePath(), home);
    }

    /** The folder that holds {@code scripts/}. */
    Path top() {
        Path scripts = script.getParent();
        Path top = scripts == null ? null : scripts.getParent();
        return top == null ? Path.of("").toAbsolutePath() : top;
    }

    /** The launcher as a person here would type it: relative where it lies below the working directory. */
    String shown() {
        Path here = Path.of("").toAbsolutePath();
        return script.startsWith(here) ? here.relativize(script).toString() : script.toString();
    }
}
