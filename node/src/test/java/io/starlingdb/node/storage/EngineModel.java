package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What an engine should do, done with a sorted map; and random calls that compare the two. */
public final class EngineModel {

    private static final int KEYS = 60;

    private record View(EngineSnapshot snapshot, NavigableMap<byte[], byte[]> expected) {}

    private final RandomGenerator random;
    private final List<View> views = new ArrayList<>();
    private NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

    public EngineModel(RandomGenerator random) {
        this.random = random;
    }

    /** What should be stored now; a copy. */
    public NavigableMap<byte[], byte[]> rows() {
        return new TreeMap<>(rows);
    }

    /** From now on the engine should hold these. */
    public void reset(NavigableMap<byte[], byte[]> expected) {
        rows = new TreeMap<>(expected);
        views.clear();
    }

    /** One random call, compared. */
    public void step(StorageEngine engine) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> write(engine);
            case 4 -> comparePoint(engine);
            case 5 -> takeView(engine);
            case 6 -> compareView();
            case 7 -> engine.sync();
            default -> compareScan(engine);
        }
    }

    /** A random batch. */
    public void write(StorageEngine engine) {
        Batch batch = new Batch();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            change(batch);
        }
        engine.write(batch, random.nextInt(8) == 0);
    }

    private void change(Batch batch) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                byte[] key = key();
                batch.delete(key);
                rows.remove(key);
            }
            case 2 -> {
                KeyRange range = KeyRange.between(key(), key());
                batch.deleteRange(range);
                if (!range.isEmpty()) {
                    rows.subMap(range.start(), range.end()).clear();
                }
            }
            default -> {
                byte[] key = key();
                byte[] value = new byte[random.nextInt(20) == 0 ? 20_000 : random.nextInt(200)];
                random.nextBytes(value);
                batch.put(key, value);
                rows.put(key, value);
            }
        }
    }

    private void comparePoint(StorageEngine engine) {
        byte[] key = key();
        assertThat(engine.get(key)).isEqualTo(rows.get(key));
        Lookup cached = engine.getCached(key);
        if (!cached.isCold()) {
            assertThat(cached.value()).isEqualTo(rows.get(key));
        }
    }

    private void compareScan(StorageEngine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            compare(snapshot, rows);
        }
    }

    private void takeView(StorageEngine engine) {
        if (views.size() < 3) {
            views.add(new View(engine.snapshot(), rows()));
        }
    }

    private void compareView() {
        if (!views.isEmpty()) {
            View view = views.get(random.nextInt(views.size()));
            compare(view.snapshot, view.expected);
            if (random.nextBoolean()) {
                view.snapshot.close();
                views.remove(view);
            }
        }
    }

    /** To be called before the engine is closed. */
    public void closeViews() {
        views.forEach(view -> view.snapshot.close());
        views.clear();
    }

    /** Compares everything. */
    public void compareAll(StorageEngine engine) {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            compare(snapshot, rows, KeyRange.ALL, Direction.FORWARD);
            compare(snapshot, rows, KeyRange.ALL, Direction.BACKWARD);
        }
    }

    private void compare(EngineSnapshot snapshot, NavigableMap<byte[], byte[]> expected) {
        byte[] key = key();
        assertThat(snapshot.get(key)).isEqualTo(expected.get(key));
        KeyRange range = switch (random.nextInt(3)) {
            case 0 -> KeyRange.ALL;
            case 1 -> KeyRange.from(key);
            default -> KeyRange.between(key, key());
        };
        compare(snapshot, expected, range, Direction.FORWARD);
        compare(snapshot, expected, range, Direction.BACKWARD);
    }

    private static void compare(
            EngineSnapshot snapshot, NavigableMap<byte[], byte[]> expected, KeyRange range, Direction direction) {
        List<Map.Entry<byte[], byte[]>> wanted = new ArrayList<>();
        (direction == Direction.FORWARD ? expected : expected.descendingMap()).forEach((key, value) -> {
            if (range.contains(key)) {
                wanted.add(Map.entry(key, value));
            }
        });
        try (EngineCursor cursor = snapshot.cursor(range, direction)) {
            for (Map.Entry<byte[], byte[]> entry : wanted) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.key()).isEqualTo(entry.getKey());
                assertThat(cursor.value()).isEqualTo(entry.getValue());
            }
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.next()).isFalse();
        }
    }

    /** Few keys, with bytes above 0x7F, so that comparing bytes as signed is found out. */
    private byte[] key() {
        int number = random.nextInt(KEYS);
        return number % 7 == 0
                ? new byte[] {(byte) (number * 4)}
                : new byte[] {(byte) (number * 4), (byte) (number * 31)};
    }
}
