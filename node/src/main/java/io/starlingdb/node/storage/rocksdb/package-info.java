/** The durable storage engine. */
@NullMarked
package io.starlingdb.node.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
