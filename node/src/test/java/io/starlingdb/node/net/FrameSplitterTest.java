package io.starlingdb.node.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {
    private final List<byte[]> units = new ArrayList<>();

    @Property(tries = 500)
    void shouldFindTheSameUnitsHoweverTheStreamIsCut(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 300) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 700) int chunkBytesMax,
            @ForAll long seed) {
        units.clear();
        Random random = new Random(seed);
        List<byte[]> sent =
                lengths.stream().map(length -> bytes(random, length)).toList();
        byte[] stream = stream(sent);
        FrameSplitter splitter = new FrameSplitter(300);

        for (int position = 0; position < stream.length; ) {
            int end = Math.min(stream.length, position + 1 + random.nextInt(chunkBytesMax));
            splitter.take(Arrays.copyOfRange(stream, position, end), this::keep);
            position = end;
        }

        assertThat(units).usingElementComparator(Arrays::compare).containsExactlyElementsOf(sent);
    }

    @Test
    void shouldRefuseAnAnnouncedLengthOutsideTheLimitBeforeItsBytesCome() {
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, 11, Integer.MAX_VALUE}) {
            byte[] announced = ByteBuffer.allocate(4).putInt(length).array();
            assertThatThrownBy(() -> new FrameSplitter(10).take(announced, this::keep))
                    .isInstanceOf(WireException.class);

            FrameSplitter byBytes = new FrameSplitter(10);
            assertThatThrownBy(() -> {
                        for (byte one : announced) {
                            byBytes.take(new byte[] {one}, this::keep);
                        }
                    })
                    .isInstanceOf(WireException.class);
        }
        assertThat(units).isEmpty();
    }

    @Test
    void shouldApplyALimitThatASinkSetsToTheNextUnit() {
        FrameSplitter splitter = new FrameSplitter(2);

        splitter.take(stream(List.of(new byte[2], new byte[5])), (buffer, offset, length) -> {
            keep(buffer, offset, length);
            splitter.limit(5);
        });

        assertThat(units).extracting(unit -> unit.length).containsExactly(2, 5);
    }

    private void keep(byte[] buffer, int offset, int length) {
        units.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] stream(List<byte[]> units) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            stream.writeBytes(ByteBuffer.allocate(4).putInt(unit.length).array());
            stream.writeBytes(unit);
        }
        return stream.toByteArray();
    }
}
