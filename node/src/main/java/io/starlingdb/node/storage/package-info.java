/** The storage engine's interface, the in-memory engine, and the shards. */
@NullMarked
package io.starlingdb.node.storage;

import org.jspecify.annotations.NullMarked;
