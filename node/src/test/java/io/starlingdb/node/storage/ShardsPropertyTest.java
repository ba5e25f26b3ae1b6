package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ShardsPropertyTest {

    private static final int STEPS = 400;

    @Property(tries = 200)
    void shouldLoseNothingAcknowledgedAndDoNothingTwice(@ForAll long seed) {
        run(seed).settle();
    }

    @Example
    void shouldRepeatARunFromItsSeed() {
        assertThat(run(7).trace).isEqualTo(run(7).trace).isNotEmpty();
        assertThat(run(8).trace).isNotEqualTo(run(7).trace);
    }

    private static ShardsWorld run(long seed) {
        ShardsWorld world = new ShardsWorld(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        return world;
    }
}
