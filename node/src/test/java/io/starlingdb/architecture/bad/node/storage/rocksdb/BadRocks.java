package io.starlingdb.architecture.bad.node.storage.rocksdb;

import io.starlingdb.architecture.bad.node.storage.BadEngine;

/** The other half. */
public record BadRocks(BadEngine engine) {}
