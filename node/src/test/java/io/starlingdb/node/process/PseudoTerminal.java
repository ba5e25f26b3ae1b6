package io.starlingdb.node.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that believes to be at a terminal of 100 columns: {@code script} gives it one and records what it shows. Every wait is bounded and
 * fails with all that was shown. To be closed.
 */
final class PseudoTerminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    /** Who runs the build in the background of a shell has it ignore SIGINT, and with it all that it starts. */
    private static final String HEARS_CTRL_C = "hears='env --default-signal=INT'; $hears true 2>/dev/null || hears=; ";

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder shown = new StringBuilder();
    private int seen;

    /** @param command as the shell takes it */
    PseudoTerminal(String command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(),
                        "-qefc",
                        "stty rows 40 cols 100; " + HEARS_CTRL_C + "exec $hears " + command,
                        "/dev/null")
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = process.getOutputStream();
        Thread reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    static boolean isPossible() {
        return Files.isExecutable(SCRIPT);
    }

    /** Types; does not wait. */
    PseudoTerminal type(String text) {
        try {
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until this is shown behind what was waited for before, escape sequences left out. */
    PseudoTerminal await(String text) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        synchronized (shown) {
            while (true) {
                int found = plain().indexOf(text, seen);
                if (found >= 0) {
                    seen = found + text.length();
                    return this;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("'" + text + "' was not shown behind place " + seen + " of:\n" + plain());
                }
                try {
                    shown.wait(Math.min(left, 1_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** All that was shown, with its escape sequences. */
    String raw() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs, having shown:\n" + raw());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String plain() {
        return shown.toString()
                .replaceAll("\u001b(\\[[0-9;?]*[A-Za-z]|[=>]|\\][^\u0007]*\u0007)", "")
                .replace("\r", "");
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream in = process.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (shown) {
                    shown.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                    shown.notifyAll();
                }
            }
        } catch (IOException e) {
            // the process has ended
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
