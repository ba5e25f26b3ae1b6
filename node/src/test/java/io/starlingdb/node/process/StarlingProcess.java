package io.starlingdb.node.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script of the distribution to its end, as a person would. */
final class StarlingProcess {
    private static final long LIMIT_SECONDS = 180;

    private StarlingProcess() {}

    /** @param text both streams */
    record Ended(int code, String text) {}

    /** @param script below {@code scripts/} */
    static Ended run(Path directory, String script, List<String> arguments) {
        Path launcher = Path.of(Distribution.launcher());
        List<String> command =
                new ArrayList<>(List.of(launcher.resolveSibling(script).toString()));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile(directory, script, ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " took too long: " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
