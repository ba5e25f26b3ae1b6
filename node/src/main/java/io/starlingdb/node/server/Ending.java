package io.starlingdb.node.server;

import org.jspecify.annotations.Nullable;

/**
 * How the process ends, as its shutdown hook: drains and stops the node that runs, if one does, and decides on the exit code (of itself a JVM
 * that got SIGTERM ends with 143).
 */
final class Ending implements Runnable {
    private static final int OK = 0;
    private static final int FAILED = 1;

    private final Logs logs;
    private volatile @Nullable NodeServer running;
    private volatile boolean failed;

    Ending(Logs logs) {
        this.logs = logs;
    }

    /** This node is to be stopped when the process ends; null for none. */
    void isRunning(@Nullable NodeServer server) {
        running = server;
    }

    /** The process ends because of a failure. */
    void failed() {
        failed = true;
    }

    @Override
    public void run() {
        NodeServer server = running;
        boolean clean = server == null || server.stop();
        logs.close();
        Runtime.getRuntime().halt(clean && !failed ? OK : FAILED);
    }
}
