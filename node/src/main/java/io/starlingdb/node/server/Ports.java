package io.starlingdb.node.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Opens the node's ports, and says which one cannot be had. */
final class Ports {
    private Ports() {}

    /**
     * Waits until the port is open.
     *
     * @param key the setting that names it
     * @throws StartFailure if it cannot be had
     */
    static <T> T open(String key, String host, int port, Supplier<CompletionStage<T>> opening) {
        try {
            return opening.get().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartFailure(key + ": " + host + ":" + port + reason(e));
        }
    }

    /**
     * Finds out early that a port will not be had: it is opened for clients only when the node can serve them.
     *
     * @throws StartFailure if it cannot be had now
     */
    static void requireFree(String key, String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new StartFailure(key + ": " + host + ":" + port + reason(e));
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage());
        if (said.contains("in use")) {
            return " is in use by another program; stop it, or choose another port";
        }
        return " cannot be opened: " + said;
    }
}
