package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MemoryEngineTest {

    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};

    @Property(tries = 300)
    void shouldBehaveAsASortedMap(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EngineModel model = new EngineModel(random);
        MemoryEngine engine = new MemoryEngine();
        for (int i = 0; i < 150; i++) {
            model.step(engine);
        }
        model.compareAll(engine);
    }

    @Property(tries = 300)
    void shouldKeepAPrefixOfWhatWasNotSyncedWhenItCrashes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EngineModel model = new EngineModel(random);
        MemoryEngine engine = new MemoryEngine();
        for (int life = 0; life < 5; life++) {
            model.write(engine);
            engine.sync();
            List<NavigableMap<byte[], byte[]>> states = new ArrayList<>();
            states.add(model.rows());
            int batches = random.nextInt(6);
            while (engine.unsyncedBatches() < batches) {
                model.write(engine);
                if (engine.unsyncedBatches() == 0) {
                    states.clear();
                }
                states.add(model.rows());
            }
            int survivors = random.nextInt(batches + 2);
            engine.crash(survivors);
            model.reset(states.get(Math.min(survivors, batches)));
            model.compareAll(engine);
        }
    }

    @Test
    void shouldRefuseSnapshotsOfAnEarlierLife() {
        MemoryEngine engine = new MemoryEngine();
        EngineSnapshot snapshot = engine.snapshot();
        engine.crash(0);
        assertThatThrownBy(() -> snapshot.get(KEY)).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void shouldNotApplyAWriteThatFails() {
        boolean[] failing = {false};
        MemoryEngine engine = new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public boolean failWrite() {
                return failing[0];
            }
        });
        failing[0] = true;
        assertThatThrownBy(() -> engine.write(new Batch().put(KEY, VALUE), true))
                .isInstanceOf(StorageException.class);
        assertThat(engine.get(KEY)).isNull();
        assertThat(engine.unsyncedBatches()).isZero();
    }

    @Test
    void shouldSayColdWhereItsFaultsDo() {
        MemoryEngine engine = new MemoryEngine(new MemoryEngine.Faults() {
            @Override
            public boolean cold(byte[] key) {
                return true;
            }
        });
        engine.write(new Batch().put(KEY, VALUE), false);
        assertThat(engine.getCached(KEY).isCold()).isTrue();
        assertThat(engine.get(KEY)).isEqualTo(VALUE);
    }

    @Test
    void shouldChangeWhatIsStoredWhenCorrupted() {
        MemoryEngine engine = new MemoryEngine();
        engine.write(new Batch().put(KEY, VALUE), true);
        engine.corrupt(KEY);
        assertThat(engine.get(KEY)).isNotEqualTo(VALUE);
    }
}
