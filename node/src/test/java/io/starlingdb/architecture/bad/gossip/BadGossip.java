package io.starlingdb.architecture.bad.gossip;

import io.starlingdb.architecture.bad.client.BadClient;
import java.net.Socket;

/** Knows another module, sleeps, and opens a socket. */
public record BadGossip(BadClient client) {

    Socket open() throws InterruptedException {
        Thread.sleep(1);
        return new Socket();
    }
}
