package io.starlingdb.client.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code starling flush}: writes what a node holds in memory to its files. */
@Command(name = "flush", description = "Writes what a node holds in memory to its files.")
final class FlushCommand implements Runnable {
    @Mixin
    private NodeOption node = new NodeOption();

    @Override
    public void run() {
        node.open().post("/v1/node/flush", JsonNodeFactory.instance.objectNode());
        System.out.println(node.address() + " is flushed");
    }
}
