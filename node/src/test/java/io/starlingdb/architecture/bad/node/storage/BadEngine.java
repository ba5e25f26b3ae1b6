package io.starlingdb.architecture.bad.node.storage;

import io.starlingdb.architecture.bad.node.storage.rocksdb.BadRocks;

/** Half of a cycle between a package and its subpackage. */
public record BadEngine(BadRocks rocks) {}
