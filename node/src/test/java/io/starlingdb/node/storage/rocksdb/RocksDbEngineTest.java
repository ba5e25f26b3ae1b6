package io.starlingdb.node.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.node.storage.Batch;
import io.starlingdb.node.storage.CorruptionException;
import io.starlingdb.node.storage.Direction;
import io.starlingdb.node.storage.EngineClosedException;
import io.starlingdb.node.storage.EngineCursor;
import io.starlingdb.node.storage.EngineModel;
import io.starlingdb.node.storage.EngineReport;
import io.starlingdb.node.storage.EngineSnapshot;
import io.starlingdb.node.storage.KeyRange;
import io.starlingdb.node.storage.StorageException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocksDbEngineTest {

    private static final RocksDbSettings SMALL = new RocksDbSettings(4 << 20, 4 << 20, 1);
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};

    @TempDir
    Path folder;

    private RocksDbEngine open() {
        return RocksDbEngine.open(folder.resolve("rows"), SMALL, folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldBehaveAsASortedMapOverRestarts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EngineModel model = new EngineModel(random);
        for (int life = 0; life < 3; life++) {
            RocksDbEngine engine = open();
            assertThat(engine.report()).isEqualTo(new EngineReport(life == 0, false));
            model.compareAll(engine);
            for (int i = 0; i < 600; i++) {
                model.step(engine);
            }
            model.compareAll(engine);
            model.closeViews();
            engine.close();
        }
    }

    @Test
    void shouldSayColdOnlyForWhatIsNotInMemory() {
        try (RocksDbEngine engine = open()) {
            engine.write(new Batch().put(KEY, VALUE), false);
            assertThat(engine.getCached(KEY).value()).isEqualTo(VALUE);
            assertThat(engine.getCached(VALUE).value()).isNull();
            fill(engine, 0, 30_000);
            long cold = Stream.iterate(0, i -> i + 1)
                    .limit(30_000)
                    .filter(i -> engine.getCached(numbered(i)).isCold())
                    .count();
            assertThat(cold).isBetween(5_000L, 30_000L);
            assertThat(engine.get(numbered(17))).hasSize(500);
            assertThat(engine.getCached(numbered(17)).value()).hasSize(500);
        }
    }

    @Test
    void shouldMakeACheckpointThatIsCompleteAndDoesNotChange() throws IOException {
        Path copy = folder.resolve("copy");
        try (RocksDbEngine engine = open()) {
            fill(engine, 0, 5_000);
            engine.checkpoint(copy);
            engine.write(new Batch().deleteRange(KeyRange.between(numbered(0), numbered(5_000))), true);
            assertThatThrownBy(() -> engine.checkpoint(copy)).isInstanceOf(IOException.class);
        }
        try (RocksDbEngine engine = RocksDbEngine.open(copy, SMALL, folder)) {
            assertThat(engine.report()).isEqualTo(new EngineReport(false, false));
            assertThat(engine.get(numbered(0))).hasSize(500);
            assertThat(engine.get(numbered(4_999))).hasSize(500);
        }
    }

    @Test
    void shouldRefuseUseAfterItIsClosed() {
        RocksDbEngine engine = open();
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.get(KEY)).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> engine.getCached(KEY)).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(() -> engine.write(new Batch().put(KEY, VALUE), false))
                .isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(engine::sync).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(engine::snapshot).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(engine::statistics).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void shouldWaitForCallsUnderWayBeforeItFreesAnything() throws Exception {
        RocksDbEngine engine = open();
        fill(engine, 0, 2_000);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch started = new CountDownLatch(4);
        List<Future<Integer>> readers = Stream.generate(() -> threads.submit(() -> readUntilClosed(engine, started)))
                .limit(4)
                .toList();
        started.await();
        engine.close();
        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isPositive();
        }
        threads.shutdown();
    }

    private static int readUntilClosed(RocksDbEngine engine, CountDownLatch started) {
        int reads = 0;
        boolean isFirst = true;
        while (true) {
            try (EngineSnapshot snapshot = engine.snapshot();
                    EngineCursor cursor = snapshot.cursor(KeyRange.ALL, Direction.FORWARD)) {
                while (cursor.next()) {
                    reads += cursor.value().length > 0 ? 1 : 0;
                }
                engine.get(KEY);
            } catch (EngineClosedException e) {
                return reads;
            }
            if (isFirst) {
                started.countDown();
                isFirst = false;
            }
        }
    }

    @Test
    void shouldRefuseABlockThatWasChangedOnDisk() throws IOException {
        try (RocksDbEngine engine = open()) {
            fill(engine, 0, 30_000);
        }
        flipBytesInTables();
        int refused = 0;
        try (RocksDbEngine engine = open()) {
            for (int i = 0; i < 30_000; i++) {
                try {
                    assertThat(engine.get(numbered(i))).hasSize(500);
                } catch (CorruptionException e) {
                    refused++;
                }
            }
        } catch (CorruptionException e) {
            refused++;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void shouldOpenWhatIsBeforeDamageInTheLogAndSaySo() throws IOException {
        try (RocksDbEngine engine = open()) {
            for (int i = 0; i < 100; i++) {
                engine.write(new Batch().put(numbered(i), VALUE), false);
            }
        }
        Path log = theFile(".log");
        flipByte(log, Files.size(log) / 2);
        try (RocksDbEngine engine = open()) {
            assertThat(engine.report().logCutShort()).isTrue();
            assertThat(engine.get(numbered(0))).isEqualTo(VALUE);
            assertThat(engine.get(numbered(99))).isNull();
        }
    }

    @Test
    void shouldForgiveALastRecordThatWasBeingWritten() throws IOException {
        try (RocksDbEngine engine = open()) {
            for (int i = 0; i < 100; i++) {
                engine.write(new Batch().put(numbered(i), VALUE), false);
            }
        }
        Path log = theFile(".log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 3);
        }
        try (RocksDbEngine engine = open()) {
            assertThat(engine.report()).isEqualTo(new EngineReport(false, false));
            assertThat(engine.get(numbered(98))).isEqualTo(VALUE);
            assertThat(engine.get(numbered(99))).isNull();
        }
    }

    @Test
    void shouldBeOpenOnce() {
        try (RocksDbEngine engine = open()) {
            assertThat(engine.get(KEY)).isNull();
            assertThatThrownBy(this::open).isInstanceOf(StorageException.class).hasMessageContaining("lock");
        }
    }

    @Test
    void shouldTellWhatItUses() {
        try (RocksDbEngine engine = open()) {
            fill(engine, 0, 10_000);
            assertThat(engine.statistics().estimatedKeys()).isBetween(5_000L, 20_000L);
            assertThat(engine.statistics().diskBytes()).isPositive();
            assertThat(engine.statistics().memtableBytes()).isBetween(1L, 8L << 20);
            assertThat(engine.statistics().blockCacheCapacityBytes()).isEqualTo(8 << 20);
            assertThat(engine.statistics().backgroundErrors()).isZero();
        }
    }

    private static void fill(RocksDbEngine engine, int from, int to) {
        SplittableRandom random = new SplittableRandom(from);
        for (int i = from; i < to; i += 100) {
            Batch batch = new Batch();
            for (int j = i; j < Math.min(to, i + 100); j++) {
                byte[] value = new byte[500];
                random.nextBytes(value);
                batch.put(numbered(j), value);
            }
            engine.write(batch, false);
        }
    }

    private static byte[] numbered(int number) {
        return String.format("row-%08d", number).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void flipBytesInTables() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
            for (Path table :
                    files.filter(file -> file.toString().endsWith(".sst")).toList()) {
                flipByte(table, Files.size(table) / 3);
            }
        }
    }

    private Path theFile(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .max(java.util.Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    private static void flipByte(Path path, long place) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(place);
            int old = file.read();
            file.seek(place);
            file.write(old ^ 0x55);
        }
    }
}
