package io.starlingdb.client.admin;

import io.starlingdb.client.http.NodeAddress;
import io.starlingdb.client.http.NodeApi;
import java.io.IOException;

/** One node of a rolling restart: where it answers, and how it is stopped and started. */
interface RestartedNode {
    /** Its HTTP/JSON interface. */
    NodeAddress http();

    NodeApi api();

    /** Ends its process by SIGTERM or what stands for it, and waits for the end; returns at once where it does not run. */
    void stop() throws IOException;

    /** Ends its process without warning, and waits for the end. */
    void kill() throws IOException;

    /** Begins to start it; does not wait until it serves. */
    void start() throws IOException;
}
