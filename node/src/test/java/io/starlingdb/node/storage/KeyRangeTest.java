package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

    @Property
    void shouldHoldExactlyTheKeysThatBeginWithItsPrefix(
            @ForAll @Size(max = 3) byte[] prefix, @ForAll @Size(max = 5) byte[] key) {
        boolean begins = key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
        assertThat(KeyRange.prefix(prefix).contains(key)).isEqualTo(begins);
    }

    @Property
    void shouldIntersectToTheKeysInBoth(
            @ForAll @Size(max = 2) byte[] a,
            @ForAll @Size(max = 2) byte[] b,
            @ForAll @Size(max = 2) byte[] c,
            @ForAll @Size(max = 2) byte[] key) {
        KeyRange one = KeyRange.between(a, b);
        KeyRange other = KeyRange.from(c);
        assertThat(one.intersect(other).contains(key)).isEqualTo(one.contains(key) && other.contains(key));
        assertThat(other.intersect(one)).isEqualTo(one.intersect(other));
    }

    @Test
    void shouldHaveNoEndWhenItsPrefixIsTheHighest() {
        KeyRange range = KeyRange.prefix(new byte[] {-1, -1});
        assertThat(range.end()).isNull();
        assertThat(range.contains(new byte[] {-1, -1, -1})).isTrue();
        assertThat(range.contains(new byte[] {-1})).isFalse();
    }

    @Test
    void shouldBeEmptyWhenItsEndIsNotAboveItsStart() {
        assertThat(KeyRange.between(new byte[] {2}, new byte[] {2}).isEmpty()).isTrue();
        assertThat(KeyRange.between(new byte[] {(byte) 0x80}, new byte[] {1}).isEmpty())
                .isTrue();
        assertThat(KeyRange.between(new byte[] {1}, new byte[] {(byte) 0x80}).isEmpty())
                .isFalse();
    }
}
