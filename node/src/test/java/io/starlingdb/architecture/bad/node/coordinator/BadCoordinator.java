package io.starlingdb.architecture.bad.node.coordinator;

import io.vertx.core.Vertx;
import org.rocksdb.Options;

/** Knows the network and the disk. */
public record BadCoordinator(Vertx vertx, Options options) {}
