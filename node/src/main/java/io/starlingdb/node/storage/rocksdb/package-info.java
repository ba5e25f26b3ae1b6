/**
 * The durable storage engine, and the only place that touches RocksDB.
 *
 * <p>{@code Opening} loads the {@link io.starlingdb.node.storage.rocksdb.NativeLibrary} and opens the database with {@code
 * EngineOptions} made from {@link io.starlingdb.node.storage.rocksdb.RocksDbSettings}, whole or cut short. {@link
 * io.starlingdb.node.storage.rocksdb.RocksDbEngine} reads and writes; {@code BatchBytes} give it a batch in one piece. {@code
 * RocksDbSnapshot} and {@code RocksDbCursor} walk with iterators of the {@code IteratorPool}. {@code OpenGuard} counts who is
 * inside, so that no native handle is used after it is freed; {@code Failures} turns RocksDB's errors into ours.
 */
@NullMarked
package io.starlingdb.node.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
