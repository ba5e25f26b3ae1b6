package io.starlingdb.node.server;

import io.starlingdb.node.admin.NodeView;
import io.starlingdb.node.config.NodeConfig;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code GET /v1/node/config}: every setting with its value in force and where that comes from; secrets are hidden. */
record ConfigView(NodeConfig config) implements NodeView {
    @Override
    public String name() {
        return "config";
    }

    @Override
    public CompletableFuture<?> show(Map<String, String> query) {
        return CompletableFuture.completedFuture(config.settings());
    }
}
