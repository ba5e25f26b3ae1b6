package io.starlingdb.node.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A start, a few requests and a stop in an empty directory, so that the JVM can note which classes a node needs: with them in an archive
 * (class-data sharing) a start takes a third of the time. The launcher runs it once for each Java, with {@code -XX:ArchiveClassesAtExit}.
 */
public final class Rehearsal {
    private static final String HOST = "127.0.0.1";
    private static final String TABLE = "/v1/keyspaces/rehearsal/tables/t/rows/1?consistency=quorum";

    private Rehearsal() {}

    /** @param arguments an empty directory, to be deleted afterwards by the caller; the seed is nobody, only to have dialled one */
    public static void main(String[] arguments) throws IOException {
        int http = freePort();
        List<String> settings = List.of(
                "data_dir=" + Path.of(arguments[0]).toAbsolutePath(),
                "cluster_name=rehearsal",
                "http_port=" + http,
                "cql_port=" + freePort(),
                "internode_port=" + freePort(),
                "seeds=" + HOST + ":" + freePort());
        Thread requests = new Thread(() -> play(http), "rehearsal");
        requests.setDaemon(true);
        requests.start();
        Main.main(settings.stream().map(setting -> "--set=" + setting).toList().toArray(new String[0]));
    }

    /** Ends the process the way SIGTERM does, whatever happened. */
    private static void play(int http) {
        try {
            awaitHttp(http);
            call(http, "POST", "/v1/init", "{\"single\":true}");
            cql(http, "CREATE KEYSPACE rehearsal WITH replication = {'class':'SimpleStrategy','replication_factor':1}");
            cql(http, "CREATE TABLE rehearsal.t (k int PRIMARY KEY, v text, m map<text, int>)");
            for (int i = 0; i < 20; i++) {
                cql(http, "INSERT INTO rehearsal.t (k, v, m) VALUES (" + i + ", 'x', {'a': 1})");
                cql(http, "SELECT * FROM rehearsal.t WHERE k = " + i);
                call(http, "PUT", TABLE, "{\"v\":\"y\"}");
                call(http, "GET", TABLE, "");
            }
            for (String path : List.of("/health/ready", "/metrics", "/v1/cluster", "/v1/cluster/ring", "/v1/node")) {
                call(http, "GET", path, "");
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("starling: the rehearsal was cut short: " + e);
        } finally {
            System.exit(0);
        }
    }

    private static void awaitHttp(int http) throws InterruptedException {
        boolean open = false;
        while (!open) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
                open = socket.isConnected();
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
    }

    private static void cql(int http, String statement) throws IOException {
        call(http, "POST", "/v1/cql", "{\"statement\":\"" + statement + "\"}");
    }

    private static void call(int http, String method, String path, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + HOST
                    + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                answer.readAllBytes();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
