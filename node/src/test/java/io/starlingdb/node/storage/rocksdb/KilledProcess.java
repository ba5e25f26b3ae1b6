package io.starlingdb.node.storage.rocksdb;

import io.starlingdb.node.data.RowKey;
import io.starlingdb.node.storage.DataDirectory;
import io.starlingdb.node.storage.MachineBoot;
import io.starlingdb.node.storage.ShardContext;
import io.starlingdb.node.storage.ShardTask;
import io.starlingdb.node.storage.ShardsFoundation;
import io.starlingdb.node.storage.ShardsSettings;
import io.starlingdb.node.storage.StorageListener;
import io.starlingdb.node.storage.TestRows;
import io.starlingdb.node.storage.ThreadLoop;
import io.starlingdb.node.storage.ThreadedShards;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * The process that {@link KillIT} kills: adds to counters in random rows as fast as it can and prints each acknowledged one,
 * {@code token number}, before the next line can be acknowledged unseen.
 */
final class KilledProcess {

    static final RocksDbSettings SETTINGS = new RocksDbSettings(8 << 20, 4 << 20, 2);
    static final int ROWS = 3_000;

    private static final int UNDER_WAY = 200;
    private static final int MORE_BYTES = 700;

    private final PrintStream out = new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.US_ASCII);
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final SplittableRandom random;
    private final ThreadedShards shards;

    private KilledProcess(long seed, ThreadedShards shards) {
        this.random = new SplittableRandom(seed);
        this.shards = shards;
    }

    /** The data directory, and a seed. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        DataDirectory directory = DataDirectory.open(folder, MachineBoot.id(), new SplittableRandom(seed));
        RocksDbEngine engine =
                RocksDbEngine.open(directory.data().resolve("rows"), SETTINGS, directory.nativeLibraries());
        ShardsSettings settings = ShardsSettings.DEFAULTS.withRowCacheBytes(256 << 10);
        ThreadedShards shards = ThreadedShards.start(new ShardsFoundation(
                engine, settings, ThreadLoop.TIME, new ThreadLoop(), () -> Long.MAX_VALUE, StorageListener.NONE));
        System.err.println(directory.lastStop() + " " + engine.report());
        new KilledProcess(seed, shards).run();
    }

    static long token(int row) {
        return (long) row << 51;
    }

    private void run() throws InterruptedException {
        while (true) {
            room.acquire();
            byte[] more = new byte[random.nextInt(MORE_BYTES)];
            random.nextBytes(more);
            if (!shards.submit(new Increment(TestRows.key(token(random.nextInt(ROWS))), more))) {
                room.release();
            }
        }
    }

    private final class Increment implements ShardTask {
        private final RowKey key;
        private final byte[] more;
        private long number;

        Increment(RowKey key, byte[] more) {
            this.key = key;
            this.more = more;
        }

        @Override
        public long token() {
            return key.token();
        }

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public List<RowKey> reads() {
            return List.of(key);
        }

        @Override
        public void run(ShardContext rows) {
            number = TestRows.numberOr0(rows.get(key)) + 1;
            rows.put(key, TestRows.row(number, more));
        }

        @Override
        public void committed() {
            out.println(key.token() + " " + number);
            out.flush();
            room.release();
        }

        @Override
        public void failed(Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
